//! What a proxy says to nc.

use relay::proxy::{Answer, Conversation, Destination, Errno, Error, Protocol, Who, negotiate};
use std::ffi::OsStr;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A proxy that says these octets, so many at once, whatever it hears, and then ends.
struct Proxy<'a> {
    says: &'a [u8],
    pieces: usize,
    heard: usize,
}

impl Conversation for Proxy<'_> {
    fn send(&mut self, octets: &[u8]) -> Result<usize, Errno> {
        let count = octets.len().min(self.pieces);
        self.heard += count;
        Ok(count)
    }

    fn receive(&mut self, into: &mut [u8]) -> Result<usize, Errno> {
        let count = self.peek(into)?;
        self.says = &self.says[count..];
        Ok(count)
    }

    fn peek(&mut self, into: &mut [u8]) -> Result<usize, Errno> {
        let count = self.says.len().min(self.pieces).min(into.len());
        into[..count].copy_from_slice(&self.says[..count]);
        Ok(count)
    }
}

/// The first octet chooses protocol and user, the others are the proxy's. However they arrive, they mean the same, and as much is left.
pub(crate) fn talk(input: &[u8]) -> u64 {
    let Some((choice, says)) = input.split_first() else { return 0 };
    let protocols = [Protocol::Socks4, Protocol::Socks4a, Protocol::Socks5, Protocol::HttpConnect];
    let protocol = protocols[usize::from(choice & 3)];
    let who = match choice >> 2 & 3 {
        0 => Who::OnRequest { name: b"bob" },
        1 => Who::User { name: b"bob", password: b"secret" },
        _ => Who::Nobody,
    };
    let hear = |pieces| {
        let mut proxy = Proxy { says, pieces, heard: 0 };
        let destination = Destination { host: OsStr::new("127.0.0.1"), port: 80 };
        let answer = negotiate(&mut proxy, protocol, &destination, who);
        let left = answer.is_ok().then_some(proxy.says.len());
        (answer, left, proxy.heard)
    };
    let whole = hear(usize::MAX);
    for pieces in [1, 7] {
        assert_eq!(hear(pieces), whole, "the answer depends on how it arrives");
    }
    shape_of(*choice, &whole.0, whole.2)
}

/// What a fuzzer is to tell conversations apart by.
fn shape_of(choice: u8, answer: &Result<Answer, Error>, heard: usize) -> u64 {
    let mut shape = DefaultHasher::new();
    (choice & 15, heard).hash(&mut shape);
    match answer {
        Ok(answer) => matches!(answer, Answer::Connected).hash(&mut shape),
        Err(error) => {
            std::mem::discriminant(error).hash(&mut shape);
            error.to_string().len().min(64).hash(&mut shape);
        }
    }
    shape.finish()
}

pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = [
        &b"\x08\x00\x5a\x01\x02\x03\x04\x05\x06ready"[..],
        b"\x0a\x05\x00\x05\x00\x00\x01\x01\x02\x03\x04\x05\x06ready",
        b"\x06\x05\x02\x01\x00\x05\x00\x00\x03\x04name\x00\x50ready",
        b"\x02\x05\xff",
        b"\x0bHTTP/1.0 200 OK\r\nVia: x\r\n\r\nready",
        b"\x03HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic\r\n\r\n",
        b"\x0bHTTP/1.1 403 a\rb\0c\n",
    ]
    .map(<[u8]>::to_vec)
    .into();
    seeds.push([b"\x0bHTTP/1.0 200 OK\r\n", &b"A: b\r\n".repeat(63)[..], b"\r\nready"].concat());
    seeds.push([b"\x0bHTTP/1.0 200 OK\r\nA: ", &[b'b'; 1021][..], b"\r\n\r\n"].concat());
    seeds
}
