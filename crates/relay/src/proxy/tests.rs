//! Scripted proxies: every answer whole and octet by octet, cut short at every place, and followed at once by the destination.

use super::*;
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketFlags, SocketType, socketpair};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::thread;

/// A proxy that says what it was told to say, whatever it hears.
struct Script {
    says: Vec<u8>,
    said: usize,
    /// So many octets arrive at once.
    pieces: usize,
    heard: Vec<u8>,
    /// What becomes of the connection behind what it says.
    end: Result<usize, Errno>,
}

impl Script {
    fn saying(says: &[u8], pieces: usize) -> Self {
        Self { says: says.to_vec(), said: 0, pieces, heard: Vec::new(), end: Ok(0) }
    }

    fn untaken(&self) -> &[u8] {
        &self.says[self.said..]
    }
}

impl Conversation for Script {
    fn send(&mut self, octets: &[u8]) -> Result<usize, Errno> {
        let count = octets.len().min(self.pieces);
        self.heard.extend(&octets[..count]);
        Ok(count)
    }

    fn receive(&mut self, into: &mut [u8]) -> Result<usize, Errno> {
        let count = self.peek(into)?;
        self.said += count;
        Ok(count)
    }

    fn peek(&mut self, into: &mut [u8]) -> Result<usize, Errno> {
        let left = self.untaken();
        let count = left.len().min(self.pieces).min(into.len());
        into[..count].copy_from_slice(&left[..count]);
        if count == 0 { self.end } else { Ok(count) }
    }
}

const NUMBERS: &str = "10.9.8.7";
const BOB: Who<'_> = Who::OnRequest { name: b"bob" };
const BOB_WITH_PASSWORD: Who<'_> = Who::User { name: b"bob", password: b"secret" };

fn to(host: &str) -> Destination<'_> {
    Destination { host: OsStr::new(host), port: 80 }
}

/// What the proxy hears, and how it ends, with every octet of what it says arriving alone and all together; the same both times.
fn talk_to(host: &str, protocol: Protocol, who: Who<'_>, says: &[u8]) -> (Vec<u8>, Result<Answer, Error>) {
    let mut alone = Script::saying(says, 1);
    let answer = negotiate(&mut alone, protocol, &to(host), who);
    let mut together = Script::saying(says, usize::MAX);
    assert_eq!(negotiate(&mut together, protocol, &to(host), who), answer, "{says:?}");
    assert_eq!(together.heard, alone.heard);
    if answer.is_ok() {
        assert_eq!(together.untaken(), alone.untaken());
    }
    (alone.heard, answer)
}

fn talk(protocol: Protocol, says: &[u8]) -> (Vec<u8>, Result<Answer, Error>) {
    talk_to(NUMBERS, protocol, Who::Nobody, says)
}

fn refusal(protocol: Protocol, says: &[u8]) -> String {
    talk(protocol, says).1.expect_err("a refusal").to_string()
}

/// An answer is taken to its last octet and not beyond; cut short anywhere, it is an error.
fn exactly(protocol: Protocol, who: Who<'_>, answer: &[u8]) {
    for pieces in [1, 2, 3, 7, usize::MAX] {
        let mut script = Script::saying(&[answer, b"220 ready\r\n\r\n"].concat(), pieces);
        assert_eq!(negotiate(&mut script, protocol, &to(NUMBERS), who), Ok(Answer::Connected));
        assert_eq!(script.untaken(), b"220 ready\r\n\r\n");
    }
    for length in 0..answer.len() {
        for end in [Ok(0), Err(Errno::CONNRESET), Err(Errno::TIMEDOUT)] {
            let mut script = Script::saying(&answer[..length], 1);
            script.end = end;
            let error = negotiate(&mut script, protocol, &to(NUMBERS), who).expect_err("it is cut short");
            let reason = match end {
                Err(Errno::TIMEDOUT) => "Connection timed out",
                Err(_) => "Connection reset by peer",
                Ok(_) => "Broken pipe",
            };
            assert!(error.to_string().ends_with(reason), "{error} after {length}");
        }
    }
}

const SOCKS5_OPEN: &[u8] = b"\x05\x00\x05\x00\x00\x01\x01\x02\x03\x04\x05\x06";

#[test]
fn answers_are_taken_exactly() {
    exactly(Protocol::Socks4, Who::Nobody, b"\x00\x5a\x01\x02\x03\x04\x05\x06");
    exactly(Protocol::Socks4a, BOB, b"\x00\x5a\x01\x02\x03\x04\x05\x06");
    exactly(Protocol::Socks5, Who::Nobody, SOCKS5_OPEN);
    exactly(Protocol::Socks5, BOB, &[b"\x05\x00\x05\x00\x00\x04", &[7; 18][..]].concat());
    exactly(Protocol::Socks5, BOB_WITH_PASSWORD, b"\x05\x02\x01\x00\x05\x00\x00\x03\x04name\x00\x50");
    exactly(Protocol::Socks5, BOB_WITH_PASSWORD, b"\x05\x02\x01\x00\x05\x00\x00\x03\x00\x00\x50");
    exactly(Protocol::HttpConnect, Who::Nobody, b"HTTP/1.0 200 OK\r\n\r\n");
    exactly(Protocol::HttpConnect, BOB, b"HTTP/1.1 200\nServer: x\r\n\x00ignored\r\n");
}

#[test]
fn socks5_tells_addresses_and_names() {
    let heard = |host| talk_to(host, Protocol::Socks5, Who::Nobody, SOCKS5_OPEN).0;
    assert_eq!(heard(NUMBERS), b"\x05\x01\x00\x05\x01\x00\x01\x0a\x09\x08\x07\x00\x50");
    assert_eq!(heard("127.1"), b"\x05\x01\x00\x05\x01\x00\x01\x7f\x00\x00\x01\x00\x50");
    assert_eq!(heard("some.name"), b"\x05\x01\x00\x05\x01\x00\x03\x09some.name\x00\x50");
    let ipv6 = heard("2001:db8::1");
    assert_eq!(ipv6[..7], *b"\x05\x01\x00\x05\x01\x00\x04");
    assert_eq!(ipv6[7..], *b"\x20\x01\x0d\xb8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x50");
    assert_eq!(heard(&"a".repeat(255)).len(), 3 + 5 + 255 + 2);
    let (heard, answer) = talk_to(&"a".repeat(256), Protocol::Socks5, Who::Nobody, SOCKS5_OPEN);
    assert_eq!((heard.len(), answer), (3, Err(Error::LongHostForSocks)));
}

#[test]
fn socks5_refusals_have_words() {
    let words = |says: &[u8]| refusal(Protocol::Socks5, says);
    assert_eq!(words(b""), "read failed (0/3): Broken pipe");
    assert_eq!(words(b"\x05"), "read failed (1/3): Broken pipe");
    assert_eq!(words(b"\x05\xff"), "authentication method negotiation failed");
    assert_eq!(words(b"\x05\x00\x05\x00\x00"), "read failed (3/4): Broken pipe");
    assert_eq!(words(b"\x05\x00\x05\x00\x00\x01"), "read failed (0/6): Broken pipe");
    assert_eq!(words(b"\x05\x00\x05\x00\x00\x04123456789012345"), "read failed (15/18): Broken pipe");
    assert_eq!(words(b"\x05\x00\x05\x00\x00\x02"), "connection failed, unsupported address type");
    for (code, reason) in [
        (1, "General SOCKS server failure"),
        (2, "Connection not allowed by ruleset"),
        (3, "Network unreachable"),
        (4, "Host unreachable"),
        (5, "Connection refused"),
        (6, "TTL expired"),
        (7, "Command not supported"),
        (8, "Address type not supported"),
        (9, "Unknown error"),
        (255, "Unknown error"),
    ] {
        assert_eq!(words(&[5, 0, 5, code, 0, 1]), format!("connection failed, SOCKSv5 error: {reason}"));
    }
}

#[test]
fn socks5_tells_a_password_only_when_asked() {
    let (heard, answer) = talk_to(NUMBERS, Protocol::Socks5, BOB, b"\x05\xff");
    assert_eq!((&heard[..], answer), (&b"\x05\x01\x00"[..], Ok(Answer::WantsPassword)));
    let taken = [b"\x05\x02\x01\x00", &SOCKS5_OPEN[2..]].concat();
    let (heard, answer) = talk_to(NUMBERS, Protocol::Socks5, BOB_WITH_PASSWORD, &taken);
    assert!(heard.starts_with(b"\x05\x01\x02\x01\x03bob\x06secret\x05\x01\x00\x01"));
    assert_eq!((heard.len(), answer), (3 + 12 + 10, Ok(Answer::Connected)));
    let (heard, answer) = talk_to(NUMBERS, Protocol::Socks5, BOB_WITH_PASSWORD, b"\x05\x02\x01\x01");
    assert_eq!((heard.len(), answer), (3 + 12, Ok(Answer::WantsPassword)));
    let (_, answer) = talk_to(NUMBERS, Protocol::Socks5, BOB_WITH_PASSWORD, b"\x05\xff");
    assert_eq!(answer, Err(Error::NoMethod));
    let long = Who::User { name: b"bob", password: &[b'x'; 256] };
    let (heard, answer) = talk_to(NUMBERS, Protocol::Socks5, long, &taken);
    assert_eq!((heard.len(), answer), (3, Err(Error::LongPassword)));
}

#[test]
fn socks4_tells_addresses_and_4a_names() {
    const OPEN: &[u8] = b"\x00\x5a\x00\x00\x00\x00\x00\x00";
    assert_eq!(talk(Protocol::Socks4, OPEN).0, b"\x04\x01\x00\x50\x0a\x09\x08\x07\x00");
    assert_eq!(talk(Protocol::Socks4a, OPEN).0, b"\x04\x01\x00\x50\x0a\x09\x08\x07\x00");
    assert_eq!(talk_to(NUMBERS, Protocol::Socks4, BOB, OPEN).0, b"\x04\x01\x00\x50\x0a\x09\x08\x07bob\x00");
    let name = talk_to("some.name", Protocol::Socks4a, BOB, OPEN).0;
    assert_eq!(name, b"\x04\x01\x00\x50\x00\x00\x00\x01bob\x00some.name\x00");
    let (heard, answer) = talk_to("::1", Protocol::Socks4, Who::Nobody, OPEN);
    let words = answer.expect_err("no IPv6").to_string();
    assert_eq!(
        (heard.len(), &words[..]),
        (0, "getaddrinfo(\"::1\", \"80\"): Address family for hostname not supported")
    );
    let long = talk_to(&"a".repeat(256), Protocol::Socks4a, Who::Nobody, OPEN).1;
    assert_eq!(long, Err(Error::LongHostForSocks));
}

#[test]
fn socks4_refusals_have_words() {
    for (code, reason) in [
        (0, "Unknown error"),
        (91, "Request rejected or failed"),
        (92, "SOCKS server cannot connect to identd on the client"),
        (93, "Client program and identd report different user-ids"),
        (94, "Unknown error"),
    ] {
        let words = refusal(Protocol::Socks4, &[0, code, 0, 0, 0, 0, 0, 0]);
        assert_eq!(words, format!("connection failed, SOCKSv4 error: {reason}"));
    }
    assert_eq!(refusal(Protocol::Socks4, b"\x00\x5a12345"), "read failed (7/8): Broken pipe");
}

const HTTP_OPEN: &[u8] = b"HTTP/1.0 200 OK\r\n\r\n";

#[test]
fn http_is_asked_in_one_form() {
    let heard = |host, who| talk_to(host, Protocol::HttpConnect, who, HTTP_OPEN).0;
    assert_eq!(heard("some.name", Who::Nobody), b"CONNECT some.name:80 HTTP/1.0\r\n\r\n");
    assert_eq!(heard("some.name", BOB), b"CONNECT some.name:80 HTTP/1.0\r\n\r\n");
    assert_eq!(heard("::1", Who::Nobody), b"CONNECT [::1]:80 HTTP/1.0\r\n\r\n");
    assert_eq!(heard("fe80::1%lo", Who::Nobody), b"CONNECT [fe80::1%lo]:80 HTTP/1.0\r\n\r\n");
    let told = heard("some.name", BOB_WITH_PASSWORD);
    assert_eq!(told, b"CONNECT some.name:80 HTTP/1.0\r\nProxy-Authorization: Basic Ym9iOnNlY3JldA==\r\n\r\n");
}

#[test]
fn http_is_told_no_host_that_is_none() {
    let answer = |host: &str| talk_to(host, Protocol::HttpConnect, Who::Nobody, HTTP_OPEN);
    for host in ["a b", "a\rb", "a\nb", "a\tb", "[::1]", "a]b"] {
        assert_eq!(answer(host), (Vec::new(), Err(Error::HostText)));
    }
    assert_eq!(answer(&"a".repeat(1001)).1, Ok(Answer::Connected));
    assert_eq!(answer(&"a".repeat(1002)), (Vec::new(), Err(Error::LongHost)));
}

#[test]
fn http_refusals_have_words() {
    let words = |says: &[u8]| refusal(Protocol::HttpConnect, says);
    assert_eq!(words(b"HTTP/1.0 403 Forbidden\r\n\r\n"), "Proxy error: \"HTTP/1.0 403 Forbidden\"");
    assert_eq!(words(b"HTTP/1.0 407 Who?\r\n"), "Proxy error: \"HTTP/1.0 407 Who?\"");
    assert_eq!(words(b"HTTP/1.0 403 a\rb\n"), "Proxy error: \"HTTP/1.0 403 ab\"");
    assert_eq!(words(b"SSH-2.0\0-x\r\n"), "Proxy error: \"SSH-2.0\"");
    assert_eq!(words(b"HTTP/2 200 x\r\n"), "Proxy error: \"HTTP/2 200 x\"");
    assert_eq!(words(b"\r\nHTTP/1.0 200 OK\r\n"), "Proxy error: \"\"");
    assert_eq!(words(b"HTTP/1.0 20\r\n"), "Proxy error: \"HTTP/1.0 20\"");
    assert_eq!(words(b"HTTP/1.0 200 OK\r\n"), "proxy read: Broken pipe");
}

#[test]
fn http_answers_are_bounded() {
    let with = |header: &[u8], times| {
        talk(Protocol::HttpConnect, &[b"HTTP/1.0 200 OK\r\n", &header.repeat(times)[..], b"\r\n"].concat()).1
    };
    assert_eq!(with(b"A: b\r\n", 63), Ok(Answer::Connected));
    assert_eq!(with(b"A: b\r\n", 64), Err(Error::ManyHttpLines));
    let line = |length| [&vec![b'x'; length][..], b"\r\n"].concat();
    assert_eq!(with(&line(1023), 63), Ok(Answer::Connected));
    assert_eq!(with(&line(1024), 1), Err(Error::LongHttpLine));
    assert_eq!(talk(Protocol::HttpConnect, &vec![b'x'; 5000]).1, Err(Error::LongHttpLine));
    assert_eq!(talk(Protocol::HttpConnect, &vec![b'\r'; 500_000]).1, Err(Error::LongHttpLine));
}

#[test]
fn http_wants_a_password_by_407() {
    for says in [&b"HTTP/1.0 407 Who?\r\n\r\n"[..], b"HTTP/1.1 407\n"] {
        for who in [BOB, BOB_WITH_PASSWORD] {
            assert_eq!(talk_to("some.name", Protocol::HttpConnect, who, says).1, Ok(Answer::WantsPassword));
        }
    }
}

/// A proxy on a thread of its own for each connection: hears so many octets, then says something.
#[derive(Default)]
struct Proxies {
    says: Vec<(usize, &'static [u8])>,
    passwords: Vec<&'static str>,
    prompts: Vec<String>,
    wrong: usize,
    heard: Vec<thread::JoinHandle<Vec<u8>>>,
}

impl Proxies {
    fn heard(self) -> Vec<Vec<u8>> {
        self.heard.into_iter().map(|thread| thread.join().expect("the proxy ends")).collect()
    }
}

impl Surroundings for Proxies {
    type Connection = OwnedFd;
    type Failure = &'static str;

    fn dial(&mut self) -> Result<OwnedFd, &'static str> {
        if self.says.is_empty() {
            return Err("nobody there");
        }
        let (hears, says) = self.says.remove(0);
        let (ours, theirs) = socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)
            .expect("two sockets that are connected");
        self.heard.push(thread::spawn(move || {
            let mut theirs = File::from(theirs);
            let mut heard = vec![0; hears];
            theirs.read_exact(&mut heard).expect("hear the request");
            // Who has heard enough closes, in the middle of an answer too.
            let _ = says.iter().try_for_each(|octet| theirs.write_all(&[*octet]));
            let _ = theirs.read_to_end(&mut heard);
            heard
        }));
        Ok(ours)
    }

    fn ask_password(&mut self, prompt: &str) -> io::Result<Passphrase> {
        self.prompts.push(prompt.to_owned());
        if self.passwords.is_empty() {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(Passphrase::new(self.passwords.remove(0).into()))
    }

    fn tell_wrong_password(&mut self) {
        self.wrong += 1;
    }
}

fn route(protocol: Protocol, user: Option<&[u8]>) -> Route<'_> {
    Route { protocol, proxy: "proxy.example", user, destination: to(NUMBERS), limit: None }
}

const REQUEST: usize = b"CONNECT 10.9.8.7:80 HTTP/1.0\r\n\r\n".len();
const WHO: &[u8] = b"HTTP/1.0 407 Who?\r\n\r\n";

#[test]
fn connects_over_a_socket_and_leaves_what_follows() {
    let mut proxies = Proxies { says: vec![(REQUEST, b"HTTP/1.0 200 OK\r\n\r\n220 ready\r\n")], ..Proxies::default() };
    let socket = connect(&mut proxies, &route(Protocol::HttpConnect, None)).expect("it is open");
    let mut ready = [0; 11];
    let mut stream = File::from(socket);
    stream.read_exact(&mut ready).expect("the destination's octets");
    assert_eq!(&ready, b"220 ready\r\n");
    drop(stream);
    assert_eq!(proxies.heard(), [b"CONNECT 10.9.8.7:80 HTTP/1.0\r\n\r\n"]);
}

#[test]
fn asks_for_the_password_on_demand_and_at_most_three_times() {
    let mut proxies =
        Proxies { says: vec![(REQUEST, WHO); 5], passwords: vec!["a", "b", "c", "d"], ..Proxies::default() };
    let failed = connect(&mut proxies, &route(Protocol::HttpConnect, Some(b"bob")));
    assert!(matches!(failed, Err(Failed::Proxy(Error::WrongPasswords))));
    assert_eq!(proxies.prompts, ["Proxy password for bob@proxy.example: "; 3]);
    assert_eq!((proxies.wrong, proxies.passwords.len(), proxies.says.len()), (3, 1, 1));
    let heard = proxies.heard();
    assert!(!heard[0].windows(5).any(|part| part == b"Proxy"));
    assert!(heard[3].ends_with(b"Proxy-Authorization: Basic Ym9iOmM=\r\n\r\n"));
}

#[test]
fn a_right_password_ends_the_asking() {
    let says: Vec<(usize, &[u8])> =
        vec![(3, b"\x05\xff"), (3, b"\x05\x02\x01\x09"), (3, b"\x05\x02\x01\x00\x05\x00\x00\x01123456")];
    let mut proxies = Proxies { says, passwords: vec!["a", "b"], ..Proxies::default() };
    let socket = connect(&mut proxies, &route(Protocol::Socks5, Some(b"bob"))).expect("it is open");
    drop(socket);
    assert_eq!((proxies.prompts.len(), proxies.wrong), (2, 1));
    let heard = proxies.heard();
    assert_eq!(heard[0], b"\x05\x01\x00");
    assert_eq!(heard[1], b"\x05\x01\x02\x01\x03bob\x01a");
    assert_eq!(heard[2], b"\x05\x01\x02\x01\x03bob\x01b\x05\x01\x00\x01\x0a\x09\x08\x07\x00\x50");
}

#[test]
fn tells_what_failed() {
    let mut nobody = Proxies::default();
    assert!(matches!(connect(&mut nobody, &route(Protocol::Socks5, None)), Err(Failed::Dial("nobody there"))));
    let mut mute = Proxies { says: vec![(REQUEST, WHO)], ..Proxies::default() };
    let failed = connect(&mut mute, &route(Protocol::HttpConnect, Some(b"bob")));
    assert!(matches!(failed, Err(Failed::Proxy(Error::NobodyToAsk))));
}

#[test]
fn a_silent_proxy_has_its_time() {
    for protocol in [Protocol::Socks4, Protocol::Socks5, Protocol::HttpConnect] {
        let mut silent = Proxies { says: vec![(3, b"")], ..Proxies::default() };
        let route = Route { limit: Some(Duration::from_millis(20)), ..route(protocol, None) };
        let Err(Failed::Proxy(error)) = connect(&mut silent, &route) else { panic!("it is silent") };
        assert!(error.to_string().ends_with(": Connection timed out"), "{error}");
    }
}

#[test]
fn hosts_may_be_any_octets() {
    let destination = Destination { host: OsStr::from_bytes(b"h\xe9"), port: 80 };
    let mut script = Script::saying(HTTP_OPEN, 4);
    let answer = negotiate(&mut script, Protocol::HttpConnect, &destination, Who::Nobody);
    assert_eq!((&script.heard[..], answer), (&b"CONNECT h\xe9:80 HTTP/1.0\r\n\r\n"[..], Ok(Answer::Connected)));
}
