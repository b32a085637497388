//! What a peer says to nc, and what is said to it.

use relay::rules::{InputEnd, Kind, Role};
use relay::traffic::{Direction, Totals};
use relay::{Carrier, Rules, pump};
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;

/// A peer that says these octets, so many at once, takes as many at once, each time after it was not ready, and then ends.
struct Peer<'a> {
    says: &'a [u8],
    pieces: usize,
    heard: Vec<u8>,
    is_ready: bool,
    /// Something of which poll(2) always says that it is ready.
    descriptor: &'a File,
}

impl Peer<'_> {
    fn wait(&mut self) -> io::Result<()> {
        self.is_ready = !self.is_ready;
        if self.is_ready { Ok(()) } else { Err(io::ErrorKind::WouldBlock.into()) }
    }
}

impl Carrier for Peer<'_> {
    fn descriptor(&self) -> BorrowedFd<'_> {
        self.descriptor.as_fd()
    }

    fn bare(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn receive(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.wait()?;
        let count = self.says.len().min(self.pieces).min(into.len());
        into[..count].copy_from_slice(&self.says[..count]);
        self.says = &self.says[count..];
        Ok(count)
    }

    fn send(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.wait()?;
        let count = octets.len().min(self.pieces);
        self.heard.extend_from_slice(&octets[..count]);
        Ok(count)
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The first octet chooses who speaks: the peer, to whom telnet's requests are refused, or the input, whose line ends are translated.
/// However the octets arrive, the peer hears the same.
pub(crate) fn talk(input: &[u8]) -> u64 {
    let Some((choice, octets)) = input.split_first() else { return 0 };
    let octets = &octets[..octets.len().min(MOST)];
    let peer_speaks = choice & 1 == 0;
    let hear = |pieces| if peer_speaks { session(octets, b"", pieces) } else { session(b"", octets, pieces) };
    let (heard, received) = hear(usize::MAX);
    for pieces in [1, 7] {
        assert_eq!(hear(pieces), (heard.clone(), received), "what is heard depends on how octets arrive");
    }
    if peer_speaks {
        assert_eq!(received, octets.len() as u64);
        assert!(heard.chunks(3).all(|answer| matches!(answer, [255, 252 | 254, _])), "no answer of telnet: {heard:?}");
    } else {
        assert!(heard.len() >= octets.len());
    }
    let mut shape = DefaultHasher::new();
    (peer_speaks, heard.len().min(40), heard.iter().filter(|&&octet| octet == b'\r').count().min(20)).hash(&mut shape);
    peer_speaks.then(|| heard.get(..6)).hash(&mut shape);
    shape.finish()
}

/// Fewer octets than a socket takes at once.
const MOST: usize = 4096;

/// Lets a session run, and tells what the peer heard and how many of its octets came.
fn session(says: &[u8], typed: &[u8], pieces: usize) -> (Vec<u8>, u64) {
    let ready = File::options().read(true).write(true).open("/dev/null").expect("/dev/null is there");
    let (input, mut keyboard) = UnixStream::pair().expect("sockets can be had");
    keyboard.write_all(typed).expect("a socket has room for so much");
    drop(keyboard);
    let rules = Rules {
        role: Role::Client,
        kind: Kind::Stream,
        reads_input: true,
        input_end: InputEnd::HalfClose,
        idle_limit: None,
        interval: None,
        receive_limit: None,
        line_ends_crlf: says.is_empty(),
        refuses_telnet_options: true,
    };
    let mut peer = Peer { says, pieces, heard: Vec::new(), is_ready: true, descriptor: &ready };
    let totals = Totals::default();
    pump::run(&mut peer, input.as_fd(), ready.as_fd(), &rules, &totals, &mut []).expect("the session runs its course");
    (peer.heard, totals.get(Direction::Received))
}

pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let peer: [&[u8]; 3] =
        [b"\0login: \xff\xfd\x01\xff\xfb\x03", b"\0\xff\xfa\x18\x01\xff\xf0\xff\xff", b"\0\xff\xfe\x01\xff"];
    let input: [&[u8]; 3] = [b"\x01GET / HTTP/1.0\n\n", b"\x01a\r\nb\n\r", b"\x01\n\r\r\n"];
    peer.into_iter().chain(input).map(<[u8]>::to_vec).collect()
}
