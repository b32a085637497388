//! Operands of `-i`, as lsof reads them and as nobody would write them.

use super::*;
use names::IpVersion::{V4, V6};
use proptest::prelude::*;
use std::net::{Ipv4Addr, Ipv6Addr};

/// A host on which some names are known.
pub(crate) struct Names;

impl Lookup for Names {
    fn service(&self, name: &[u8], protocol: &'static str) -> Option<u16> {
        match (name, protocol) {
            (b"ssh", "tcp") => Some(22),
            (b"ntp", "udp") => Some(123),
            (b"domain", "tcp" | "udp") => Some(53),
            (b"a-b", "tcp") => Some(7010),
            (b"both", "tcp") => Some(1),
            (b"both", "udp") => Some(2),
            _ => None,
        }
    }

    fn addresses(&self, host: &str, version: IpVersion) -> Vec<IpAddr> {
        match (host, version) {
            ("localhost", V4) => vec![Ipv4Addr::LOCALHOST.into()],
            ("localhost", V6) => vec![Ipv6Addr::LOCALHOST.into()],
            ("four", V4) => vec![Ipv4Addr::new(10, 0, 0, 1).into(), Ipv4Addr::new(10, 0, 0, 2).into()],
            _ => Vec::new(),
        }
    }

    fn user(&self, login: &[u8]) -> Option<UserId> {
        let number = [&b"root"[..], b"daemon"].iter().position(|known| *known == login)?;
        u32::try_from(number).ok().map(UserId)
    }
}

fn address(text: &str) -> Result<InternetAddress, OperandError> {
    read(text.as_bytes(), None, &Names)
}

/// An address in words: version, protocol, hosts, ports.
fn told(text: &str) -> String {
    let address = address(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let version = address.version.map(|version| if version == V4 { "4" } else { "6" }.to_owned());
    let protocol = address.protocol.map(|protocol| protocol.name().to_owned());
    let hosts = address.hosts.iter().map(ToString::to_string);
    let ports = address.ports.iter().map(|range| format!("{}-{}", range.start(), range.end()));
    let words: Vec<_> = version.into_iter().chain(protocol).chain(hosts).chain(ports).collect();
    words.join(" ")
}

#[test]
fn every_part_may_stand_alone_or_with_others() {
    for (text, expected) in [
        ("TCP", "tcp"),
        ("uDpLiTe", "udplite"),
        ("4UDP", "4 udp"),
        ("@127.0.0.1", "127.0.0.1"),
        ("@127.1", "127.0.0.1"),
        ("@10.257", "10.0.1.1"),
        ("@010.0.0.1", "10.0.0.1"),
        ("@167772161", "10.0.0.1"),
        ("@[::1]", "::1"),
        ("@[::ffff:127.0.0.1]", "127.0.0.1"),
        ("@localhost", "::1 127.0.0.1"),
        ("6@localhost", "6 ::1"),
        ("@four:ssh", "10.0.0.1 10.0.0.2 22-22"),
        (":22", "22-22"),
        (":1-ssh,53,", "1-22 53-53"),
        (":a-b,7000-a-b", "7010-7010 7000-7010"),
        (":ntp,domain", "123-123 53-53"),
        (":22-ssh", "22-22"),
        (":70000", "70000-70000"),
        (":4294974297", "7001-7001"),
        ("6TCP@[::1]:80-90,443", "6 tcp ::1 80-90 443-443"),
        ("UDP@127.0.0.1:domain", "udp 127.0.0.1 53-53"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn what_is_wrong_is_named() {
    let service = |name: &str| OperandError::UnknownService(name.into());
    let host = |name: &str| OperandError::UnknownHost(name.into());
    for (text, error) in [
        ("", OperandError::Incomplete),
        ("@0.0.0.0", OperandError::Incomplete),
        ("SCTP", OperandError::Protocol("SCTP".into())),
        ("TCP4", OperandError::Protocol("TCP4".into())),
        ("46", OperandError::Protocol("6".into())),
        ("TCP,UDP", OperandError::Protocol("TCP,UDP".into())),
        ("@", OperandError::Host),
        ("@:22", OperandError::Host),
        ("@::1", OperandError::Host),
        ("@[]", OperandError::Host),
        ("@[::]", OperandError::Host),
        ("@[::1", OperandError::Host),
        ("@[::1%lo]", OperandError::Host),
        ("@[127.0.0.1]", OperandError::Host),
        ("@nobody", host("nobody")),
        ("@127.0.0.256", host("127.0.0.256")),
        ("@1.2.3.4.5", host("1.2.3.4.5")),
        ("@0x7f000001", host("0x7f000001")),
        ("@10..1", host("10..1")),
        ("@localhost,four", host("localhost,four")),
        ("6@127.0.0.1", OperandError::Version),
        ("4@[::1]", OperandError::Version),
        ("6@[::ffff:127.0.0.1]", OperandError::Version),
        ("6@four", host("four")),
        (":", OperandError::Ports),
        ("TCP:", OperandError::Ports),
        (":22-", OperandError::Ports),
        (":22-21", OperandError::Ports),
        (":1-2-3", OperandError::Ports),
        (":0x10", OperandError::Ports),
        (":22:23", OperandError::Ports),
        ("@[::1]x", OperandError::Ports),
        (":,", OperandError::Ports),
        (":22,,23", OperandError::Ports),
        (":-22", service("-22")),
        (":SSH", service("SSH")),
        ("UDP:ssh", service("ssh")),
        (":ssh-100", service("ssh-100")),
        (":both", OperandError::ServiceOfTwoPorts("both".into())),
    ] {
        assert_eq!(address(text), Err(error), "{text}");
    }
}

#[test]
fn an_earlier_version_holds_unless_another_is_named() {
    let read = |text: &str, earlier| read(text.as_bytes(), earlier, &Names).map(|address| address.version);
    assert_eq!(read(":22", Some(IpVersions::Only(V4))), Ok(Some(V4)));
    assert_eq!(read(":22", Some(IpVersions::Both)), Ok(None));
    assert_eq!(read("6:22", Some(IpVersions::Only(V4))), Ok(Some(V6)));
    assert_eq!(read("@[::1]", Some(IpVersions::Only(V4))), Err(OperandError::Version));
    assert_eq!(IpVersions::joined(None, V4), IpVersions::Only(V4));
    assert_eq!(IpVersions::joined(Some(IpVersions::Only(V6)), V4), IpVersions::Both);
    assert_eq!(IpVersions::joined(Some(IpVersions::Both), V4), IpVersions::Only(V4));
}

#[test]
fn an_end_of_a_socket_must_fit_in_every_part() {
    let fits = |text: &str, end: &str, port| address(text).unwrap().fits(Protocol::Tcp, end.parse().unwrap(), port);
    assert!(fits("4:7010", "::ffff:127.0.0.1", 7010));
    assert!(!fits("6:7010", "::ffff:127.0.0.1", 7010));
    assert!(fits("6:7010", "::", 7010));
    assert!(fits("@127.0.0.1", "::ffff:127.0.0.1", 1));
    assert!(!fits("@127.0.0.1:7011", "0.0.0.0", 7011));
    assert!(!fits("UDP:7010", "127.0.0.1", 7010));
    assert!(fits("tcp@localhost:1-7010", "::1", 7010));
    assert!(!fits("tcp@localhost:1-7009", "::1", 7010));
}

proptest! {
    #[test]
    fn any_octets_are_an_address_or_an_error_of_one_line(text in prop::collection::vec(any::<u8>(), 0..40)) {
        check_any(&text);
    }

    #[test]
    fn pieces_of_addresses_are_an_address_or_an_error_of_one_line(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "4", "6", "tcp", "UDP", "@", ":", ",", "-", "[", "]", "::1", "::ffff:1.2.3.4", "127.1", "0x7f", ".", "localhost", "ssh",
                "a-b", "22", "99999999999999999999",
            ]),
            0..9,
        ),
    ) {
        check_any(pieces.concat().as_bytes());
    }
}

/// Whatever was read is asked about an end of a socket; whatever was refused names why.
fn check_any(text: &[u8]) {
    for earlier in [None, Some(IpVersions::Both), Some(IpVersions::Only(V6))] {
        match read(text, earlier, &Names) {
            Ok(address) => {
                address.fits(Protocol::Tcp, Ipv6Addr::LOCALHOST.into(), 22);
                assert!(address.ports.iter().all(|range| range.start() <= range.end()));
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}
