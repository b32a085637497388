//! `sockeye nc -x` against the installed `nc.openbsd`, each before the same scripted proxy: what the proxy hears, both outputs and the
//! exit status are the same, whatever the proxy says.
//!
//! On loopback alone. The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;
#[path = "support/proxies.rs"]
mod proxies;

use proxies::{Hear, Proxy, Turn, Typed};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The one that is stood in for, and ours.
fn both() -> [PathBuf; 2] {
    let original = PathBuf::from("/usr/bin/nc.openbsd");
    assert!(original.exists(), "{} (netcat-openbsd) is not there; nothing was compared", original.display());
    [original, binary::sockeye()]
}

/// What stays in the proxy's answer when it has let the connection through: the destination speaks first.
const GREETING: &[u8] = b"220 ready\r\n";
const METHOD: Turn<'static> = Turn { hear: Hear::Octets(3), say: b"\x05\x00" };
const IPV4: &[u8] = b"\x05\x00\x00\x01\x01\x02\x03\x04\x05\x06";
const SOCKS4: &[u8] = b"\x00\x5a\x01\x02\x03\x04\x05\x06";
const HTTP: &[u8] = b"HTTP/1.0 200 OK\r\nVia: x\r\n\r\n";

fn with_greeting(answer: &[u8]) -> Vec<u8> {
    [answer, GREETING].concat()
}

/// Runs both before the same proxy, and tells the first one's outcome when they agree.
fn compare(words: &[&str], connections: &[Vec<Turn<'_>>], typed: Typed<'_>) -> proxies::Outcome {
    for is_slow in [false, true] {
        let [theirs, ours] = both().map(|tool| Proxy { connections, is_slow }.run(&tool, words, typed));
        assert_eq!(
            ours, theirs,
            "nc -x 127.0.0.1:PROXY {words:?}, {connections:?}, slow: {is_slow} (left ours, right the original)"
        );
        if is_slow {
            return theirs;
        }
    }
    unreachable!("the second round returns")
}

/// The words are shown, so that a glance at a failure tells what was compared.
fn refused(outcome: &proxies::Outcome, words: &str) {
    assert_eq!((outcome.status, &outcome.errors[..]), (Some(1), &format!("nc: {words}\n")[..]));
}

/// One answer to one request.
fn one<'a>(protocol: &str, say: &'a [u8]) -> Vec<Vec<Turn<'a>>> {
    vec![match protocol {
        "4" => vec![Turn { hear: Hear::Octets(9), say }],
        "5" => vec![METHOD, Turn { hear: Hear::Octets(10), say }],
        _ => vec![Turn { hear: Hear::Head, say }],
    }]
}

#[test]
fn destinations_are_told_alike() {
    for (protocol, hosts) in [
        ("5", &["10.9.8.7", "some.name", "2001:db8::1", "fe80::1%lo", "fe80::1%nosuch", "127.1", "", "1.2.3.256"][..]),
        ("4", &["10.9.8.7", "localhost", "127.1", "2001:db8::1"]),
        ("connect", &["10.9.8.7", "some.name", "2001:db8::1", "fe80::1%lo", "a b", "a\"b", ""]),
    ] {
        let answer = with_greeting(match protocol {
            "4" => SOCKS4,
            "5" => IPV4,
            _ => HTTP,
        });
        for host in hosts {
            // Less than any request is long, so that the proxy hears all of it whatever the host is.
            let mut connections = one(protocol, &answer);
            if let Some(Turn { hear: hear @ Hear::Octets(_), .. }) = connections[0].last_mut() {
                *hear = Hear::Octets(7);
            }
            for flags in ["", "-n", "-4"] {
                let flags: Vec<&str> = flags.split_whitespace().collect();
                compare(&[&["-v", "-X", protocol], &flags[..], &[*host, "80"]].concat(), &connections, Typed::Nothing);
            }
        }
    }
    let long = ["a".repeat(255), "a".repeat(256), "a".repeat(1001), "a".repeat(1002)];
    for host in &long {
        compare(&["-X", "5", host, "80"], &one("5", IPV4), Typed::Nothing);
        compare(&["-X", "connect", host, "80"], &one("connect", HTTP), Typed::Nothing);
    }
}

#[test]
fn what_follows_the_answer_belongs_to_the_session() {
    for (protocol, answer) in [("4", SOCKS4), ("5", IPV4), ("connect", HTTP)] {
        let answer = with_greeting(answer);
        let outcome =
            compare(&["-v", "-X", protocol, "10.9.8.7", "80"], &one(protocol, &answer), Typed::Input(b"QUIT\n"));
        assert_eq!((outcome.status, &outcome.output[..]), (Some(0), GREETING));
        assert!(outcome.heard[0].ends_with(b"QUIT\n"), "{outcome:?}");
        assert_eq!(outcome.errors, "Connection to 10.9.8.7 80 port [tcp/http] succeeded!\n");
    }
}

#[test]
fn much_may_follow_the_answer() {
    let octets: Vec<u8> = (0..1_000_000_u32).map(|count| (count.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for (protocol, answer) in [("4", SOCKS4), ("5", IPV4), ("connect", HTTP)] {
        let answer = [answer, &octets].concat();
        let connections = &one(protocol, &answer);
        let words = ["-N", "-X", protocol, "10.9.8.7", "80"];
        let [theirs, ours] =
            both().map(|tool| Proxy { connections, is_slow: false }.run(&tool, &words, Typed::Input(&octets)));
        // Megabytes are not shown.
        assert!(ours == theirs, "{protocol}: {:?}, {}", ours.status, ours.errors);
        assert!(ours.output == octets && ours.heard[0].ends_with(&octets), "{protocol}: octets are missing");
    }
}

/// A port to connect from, which nothing else here uses.
const OWN_PORT: &str = "20311";

#[test]
fn several_ports_are_several_connections() {
    for (protocol, answer) in [("4", SOCKS4), ("5", IPV4), ("connect", HTTP)] {
        let connections = [one(protocol, answer), one(protocol, answer), one(protocol, answer)].concat();
        for flags in [&["-v"][..], &["-vz"], &["-v", "-p", OWN_PORT]] {
            let words = [flags, &["-X", protocol, "10.9.8.7", "80-82"]].concat();
            let outcome = compare(&words, &connections, Typed::Nothing);
            assert_eq!(outcome.heard.len(), 3, "{outcome:?}");
        }
    }
    // A refusal ends it all.
    let refusing = [one("5", b"\x05\x05\x00\x01"), one("5", IPV4)].concat();
    let outcome = compare(&["-vz", "10.9.8.7", "80-81"], &refusing, Typed::Nothing);
    refused(&outcome, "connection failed, SOCKSv5 error: Connection refused");
    assert_eq!(outcome.heard.len(), 1);
}

#[test]
fn socks_refusals_are_the_originals() {
    for code in [1, 2, 3, 4, 5, 6, 7, 8, 9, 91, 255] {
        compare(&["-v", "10.9.8.7", "80"], &one("5", &[5, code, 0, 1, 1, 2, 3, 4, 5, 6]), Typed::Nothing);
    }
    for code in [0, 89, 91, 92, 93, 94, 255] {
        compare(&["-v", "-X4", "10.9.8.7", "80"], &one("4", &[0, code, 0, 1, 1, 2, 3, 4]), Typed::Nothing);
    }
    for answer in [&b""[..], b"\x05", b"\x05\xff", b"\x05\x02", b"\x04\x00", b"HTTP/1.0 400 Bad Request\r\n"] {
        compare(&["10.9.8.7", "80"], &[vec![Turn { hear: Hear::Octets(3), say: answer }]], Typed::Nothing);
    }
    for answer in [
        &b""[..],
        b"\x05",
        b"\x05\x00\x00",
        b"\x05\x00\x00\x01",
        b"\x05\x00\x00\x01123",
        b"\x05\x00\x00\x04123456789012345",
        b"\x05\x00\x00\x02",
        b"\x05\x01\x00\x07",
        b"\x09\x00\x09\x01123456",
    ] {
        compare(&["10.9.8.7", "80"], &one("5", answer), Typed::Nothing);
    }
    for answer in [&b""[..], b"\x00", b"\x00\x5a12345", b"\x07\x5a123456"] {
        compare(&["-X4", "10.9.8.7", "80"], &one("4", answer), Typed::Nothing);
    }
}

#[test]
fn http_answers_are_read_alike() {
    let long = |length: usize| [b"HTTP/1.0 200 OK\r\nA: ", &vec![b'b'; length][..], b"\r\n\r\n"].concat();
    let many = |lines: usize| [b"HTTP/1.0 200 OK\r\n", &b"A: b\r\n".repeat(lines)[..], b"\r\n"].concat();
    let built = [long(1020), long(1021), many(63), many(64), vec![b'x'; 1024], [&[b'x'; 1023][..], b"\r\n"].concat()];
    let answers = [
        &b""[..],
        b"HTTP/1.0 200 OK\r\n",
        b"HTTP/1.1 200 \r\n\r\n220 ready",
        b"HTTP/1.1 200\n\n220 ready",
        b"HTTP/1.1 2005\r\n\r\n220 ready",
        b"HTTP/1.1 201 x\r\n\r\n",
        b"HTTP/1.2 200 x\r\n\r\n",
        b"HTTP/2 200\r\n\r\n",
        b"http/1.0 200 x\r\n\r\n",
        b"HTTP/1.0 200 a\rb\r\r\n\r\n220 ready",
        b"HTTP/1.0 200 OK\r\n \r\n\r\n220 ready",
        b"HTTP/1.0 200 OK\r\n\0\r\n\r\n220 ready",
        b"\r\nHTTP/1.0 200 OK\r\n\r\n",
        b"HTTP/1.0 403 Forbidden\r\n\r\n",
        b"HTTP/1.0 403 Forb",
        b"HTTP/1.0 403 a\rb\0c\r\n",
        "HTTP/1.0 403 é\r\n".as_bytes(),
        b"HTTP/1.0 407 Who?\r\n\r\n",
        b"SSH-2.0-x\r\n",
    ];
    for answer in answers.into_iter().chain(built.iter().map(Vec::as_slice)) {
        compare(&["-v", "-X", "connect", "10.9.8.7", "80"], &one("connect", answer), Typed::Nothing);
    }
}

const WHO: &[u8] = b"HTTP/1.0 407 Who?\r\nProxy-Authenticate: Basic\r\n\r\n";
const ASKED: &str = "Proxy password for bob@127.0.0.1: ";
const HTTP_AS_BOB: &[&str] = &["-X", "connect", "-P", "bob", "some.name", "80"];

fn asks(times: usize) -> Vec<Vec<Turn<'static>>> {
    vec![one("connect", WHO).remove(0); times]
}

#[test]
fn passwords_are_asked_for_at_the_terminal() {
    let open = [asks(1), one("connect", HTTP)].concat();
    let outcome = compare(HTTP_AS_BOB, &open, Typed::Passwords(&["secret\n"]));
    assert_eq!((outcome.status, &outcome.terminal[..]), (Some(0), &format!("{ASKED}\r\n")[..]));
    assert!(outcome.heard[1].ends_with(b"Proxy-Authorization: Basic Ym9iOnNlY3JldA==\r\n\r\n"), "{outcome:?}");
    // Octets of any kind, nothing, and the end of the input are passwords too.
    for typed in ["pä:ss \t x\n", "\n", "\x04"] {
        compare(HTTP_AS_BOB, &open, Typed::Passwords(&[typed]));
    }
    let third = [asks(3), one("connect", HTTP)].concat();
    compare(HTTP_AS_BOB, &third, Typed::Passwords(&["a\n", "b\n", "c\n"]));
    let outcome = compare(HTTP_AS_BOB, &asks(5), Typed::Passwords(&["a\n", "b\n", "c\n", "d\n"]));
    assert_eq!((outcome.status, outcome.heard.len()), (Some(1), 4));
    assert!(outcome.errors.ends_with("nc: Too many authentication failures\n"), "{outcome:?}");
    // Each port is a connection of its own, with questions of its own.
    let twice = [&open[..], &open].concat();
    let outcome =
        compare(&["-X", "connect", "-P", "bob", "some.name", "80-81"], &twice, Typed::Passwords(&["a\n", "b\n"]));
    assert_eq!((outcome.status, outcome.heard.len()), (Some(0), 4), "{outcome:?}");
    let refusing = [asks(1), one("connect", b"HTTP/1.0 403 No\r\n\r\n")].concat();
    compare(HTTP_AS_BOB, &refusing, Typed::Passwords(&["a\n"]));
    // A proxy that does not ask is not told; nor is SOCKS 5.
    compare(HTTP_AS_BOB, &one("connect", HTTP), Typed::Passwords(&[]));
    compare(&["-P", "bob", "10.9.8.7", "80"], &one("5", IPV4), Typed::Passwords(&[]));
}

#[test]
fn an_interrupted_question_leaves_the_terminal_as_it_was() {
    for key in ["\x03", "\x1c"] {
        // The original has connected again before it asks; ours has not, and keeps no half request waiting.
        let [theirs, ours] = both().map(|tool| {
            let connections = &[asks(1), one("connect", HTTP)].concat();
            Proxy { connections, is_slow: false }.run(&tool, HTTP_AS_BOB, Typed::Passwords(&[key]))
        });
        // The kernel throws away what the terminal has not shown yet when such a key comes, in a race with the end of the line.
        let shown = |outcome: &proxies::Outcome| outcome.terminal.trim_end().to_owned();
        assert_eq!((ours.status, shown(&ours)), (theirs.status, shown(&theirs)));
        assert!(ours.echoes && theirs.echoes, "the terminal shows nothing: {ours:?}, {theirs:?}");
    }
}

#[test]
fn without_a_terminal_nobody_is_asked() {
    let [theirs, ours] =
        both().map(|tool| Proxy { connections: &asks(1), is_slow: false }.run(&tool, HTTP_AS_BOB, Typed::Nothing));
    refused(&ours, "Unable to read proxy passphrase");
    assert_eq!((ours.status, ours.errors), (theirs.status, theirs.errors));
}

#[test]
fn proxies_that_are_not_there_are_told_of_alike() {
    for words in [&["-x", "127.0.0.1:1", "10.9.8.7", "80"][..], &["-v", "-x", "localhost:1", "10.9.8.7", "80-81"]] {
        let [theirs, ours] = both().map(|tool| proxies::run_alone(&tool, words));
        assert_eq!(ours, theirs, "{words:?} (left ours, right the original)");
    }
}

/// What the original does not do.
mod ours {
    use super::*;

    fn run(words: &[&str], connections: &[Vec<Turn<'_>>], typed: Typed<'_>) -> proxies::Outcome {
        Proxy { connections, is_slow: true }.run(&binary::sockeye(), words, typed)
    }

    #[test]
    fn socks5_takes_a_password_where_it_wants_one() {
        let connections = [
            vec![Turn { hear: Hear::Octets(3), say: b"\x05\xff" }],
            vec![Turn { hear: Hear::Octets(3), say: b"\x05\x02" }, Turn { hear: Hear::Octets(11), say: b"\x01\x01" }],
            vec![
                Turn { hear: Hear::Octets(3), say: b"\x05\x02" },
                Turn { hear: Hear::Octets(12), say: b"\x01\x00" },
                Turn { hear: Hear::Octets(10), say: IPV4 },
            ],
        ];
        let outcome = run(&["-P", "bob", "10.9.8.7", "80"], &connections, Typed::Passwords(&["wrong\n", "secret\n"]));
        assert_eq!((outcome.status, &outcome.errors[..]), (Some(0), "Proxy authentication failed\n"), "{outcome:?}");
        assert_eq!(outcome.terminal, format!("{ASKED}\r\n{ASKED}\r\n"));
        assert!(outcome.heard[2].starts_with(b"\x05\x01\x02\x01\x03bob\x06secret\x05\x01\x00\x01"), "{outcome:?}");
    }

    #[test]
    fn socks4_is_told_the_users_name() {
        let outcome = run(&["-X4", "-Pbob", "10.9.8.7", "80"], &one("4", SOCKS4), Typed::Nothing);
        assert_eq!((outcome.status, &outcome.heard[0][..]), (Some(0), &b"\x04\x01\x00\x50\x0a\x09\x08\x07bob\x00"[..]));
    }

    #[test]
    fn socks4a_leaves_names_to_the_proxy() {
        let connections = &[vec![Turn { hear: Hear::Octets(19), say: SOCKS4 }]];
        let outcome = run(&["-v", "-X4a", "some.name", "80"], connections, Typed::Nothing);
        assert_eq!(outcome.heard, [b"\x04\x01\x00\x50\x00\x00\x00\x01\x00some.name\x00"]);
        assert_eq!(outcome.errors, "Connection to some.name 80 port [tcp/http] succeeded!\n");
    }

    #[test]
    fn socks5_may_answer_with_a_name() {
        let outcome = run(&["10.9.8.7", "80"], &one("5", b"\x05\x00\x00\x03\x04name\x00\x50220"), Typed::Nothing);
        assert_eq!((outcome.status, &outcome.output[..]), (Some(0), &b"220"[..]));
    }

    #[test]
    fn a_silent_proxy_has_the_time_of_w() {
        for (protocol, words) in [("4", "read failed (0/8)"), ("5", "read failed (0/4)"), ("connect", "proxy read")] {
            let mut connections = one(protocol, b"");
            connections[0].push(Turn { hear: Hear::ToTheEnd, say: b"" });
            let start = Instant::now();
            let outcome = run(&["-w1", "-X", protocol, "10.9.8.7", "80"], &connections, Typed::Nothing);
            refused(&outcome, &format!("{words}: Connection timed out"));
            assert!(start.elapsed() < Duration::from_secs(5));
        }
    }
}
