//! What a dump looks like, and that nothing in it commands a terminal.

use super::*;
use crate::applets::nc::taps::tests::{Folder, internet};
use relay::address::UnixName;
use std::fs;
use std::path::Path;

/// What is dumped of these, without the times.
fn dumped(ends: &Ends, passed: &[(Direction, &[u8])]) -> String {
    let folder = Folder::new("dump");
    let path = folder.join("dump");
    let mut dump = HexDump::new(Rc::new(Sink::anew("--hex-dump", &path).unwrap()), Clock::local(), ends);
    for (direction, octets) in passed {
        dump.passed(*direction, octets).unwrap();
    }
    let text = String::from_utf8(fs::read(&path).unwrap()).expect("a dump is UTF-8");
    let without_time = |line: &str| match line.strip_prefix('\t') {
        Some(_) => format!("{line}\n"),
        None => format!("{}\n", line.split_once(' ').expect("a time, then the ends").1),
    };
    text.lines().map(without_time).collect()
}

#[test]
fn each_way_has_its_sign_and_its_offsets() {
    let passed = [
        (Direction::Sent, &b"GET / HTTP/1.0\r\n\r\n"[..]),
        (Direction::Received, b"\x1b"),
        (Direction::Sent, b"bye"),
        (Direction::Received, b""),
    ];
    assert_eq!(
        dumped(&internet("127.0.0.1:40000", "[::1]:80"), &passed),
        "127.0.0.1:40000 > [::1]:80: 18 octets, offset 0\n\
         \t0x0000:  4745 5420 2f20 4854 5450 2f31 2e30 0d0a  GET./.HTTP/1.0..\n\
         \t0x0010:  0d0a                                     ..\n\
         127.0.0.1:40000 < [::1]:80: 1 octet, offset 0\n\
         \t0x0000:  1b                                       .\n\
         127.0.0.1:40000 > [::1]:80: 3 octets, offset 18\n\
         \t0x0012:  6279 65                                  bye\n\
         127.0.0.1:40000 < [::1]:80: 0 octets, offset 1\n"
    );
}

#[test]
fn times_are_those_of_tcpdump() {
    let folder = Folder::new("times");
    let path = folder.join("dump");
    let mut dump = HexDump::new(
        Rc::new(Sink::anew("--hex-dump", &path).unwrap()),
        Clock::local(),
        &internet("10.0.0.1:1", "10.0.0.2:2"),
    );
    dump.passed(Direction::Sent, b"a").unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let time = text.split_once(" 10.0.0.1").expect("a time, then the ends").0;
    assert_eq!(time.replace(|letter: char| letter.is_ascii_digit(), "0"), "00:00:00.000000");
}

#[test]
fn names_of_sockets_command_no_terminal() {
    let local = Some(Address::Unix(UnixName::Path(Path::new("/tmp/\x1b]0;x\x07").into())));
    let ends = Ends { local, peer: None, ..internet("127.0.0.1:1", "127.0.0.1:2") };
    assert_eq!(dumped(&ends, &[(Direction::Received, b"")]), "/tmp/\\x1b]0;x\\x07 < *: 0 octets, offset 0\n");
}
