//! Octets over a connection: many, each direction ended by itself, and what is broken off.

use super::pairs::{all, insist, pair};
use crate::Carrier;
use crate::tls::Failure;
use std::io;

/// Octets of which no part is like another.
fn sample(count: usize) -> Vec<u8> {
    let mut state: u64 = 1;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    std::iter::repeat_with(next).take(count).collect()
}

fn send_all(session: &mut crate::tls::Session, mut octets: &[u8]) -> io::Result<()> {
    while !octets.is_empty() {
        let count = insist(session, |session| session.send(octets))?;
        octets = &octets[count..];
    }
    insist(session, |session| session.flush())
}

#[test]
fn octets_pass_both_ways_at_once_and_each_direction_ends_by_itself() {
    let (mut client, mut server) = pair();
    let (up, down) = (sample(3_000_001), sample(2_000_003));
    std::thread::scope(|scope| {
        let (up, down) = (&up, &down);
        scope.spawn(move || {
            assert!(all(&mut server).unwrap() == *up);
            assert!(!server.holds_received());
            // The other direction is still open after the end of this one.
            send_all(&mut server, down).unwrap();
            insist(&mut server, Carrier::finish).unwrap();
            assert!(!server.holds_unsent());
        });
        send_all(&mut client, up).unwrap();
        insist(&mut client, Carrier::finish).unwrap();
        assert_eq!(client.send(b"x").unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert!(all(&mut client).unwrap() == *down);
        assert_eq!(client.receive(&mut [0; 10]).unwrap(), 0);
    });
}

#[test]
fn sending_goes_on_after_the_peers_end() {
    let (mut client, mut server) = pair();
    insist(&mut server, Carrier::finish).unwrap();
    assert_eq!(all(&mut client).unwrap(), b"");
    send_all(&mut client, b"still here").unwrap();
    insist(&mut client, Carrier::finish).unwrap();
    assert_eq!(all(&mut server).unwrap(), b"still here");
}

#[test]
fn what_does_not_fit_is_held() {
    let (mut client, mut server) = pair();
    send_all(&mut client, b"0123456789").unwrap();
    let mut part = [0; 4];
    assert_eq!(insist(&mut server, |server| server.receive(&mut part)).unwrap(), 4);
    assert!(server.holds_received());
    // Sending looks at what has come, and loses none of it.
    send_all(&mut server, b"answer").unwrap();
    send_all(&mut client, b"more").unwrap();
    insist(&mut client, Carrier::finish).unwrap();
    assert_eq!(all(&mut server).unwrap(), b"456789more");
}

#[test]
fn a_full_socket_takes_no_more_than_it_holds() {
    let (mut client, mut server) = pair();
    let octets = sample(1 << 20);
    let mut sent = 0;
    while sent < octets.len() {
        match client.send(&octets[sent..]) {
            Ok(count) => sent += count,
            Err(error) => {
                assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
                break;
            }
        }
    }
    assert!(client.holds_unsent() && sent < octets.len());
    assert_eq!(client.finish().unwrap_err().kind(), io::ErrorKind::WouldBlock);
    std::thread::scope(|scope| {
        scope.spawn(|| insist(&mut client, Carrier::flush).unwrap());
        assert!(all(&mut server).unwrap() == octets[..sent]);
    });
}

#[test]
fn an_end_without_notice_is_an_error() {
    let (mut client, mut server) = pair();
    send_all(&mut server, b"half").unwrap();
    rustix::net::shutdown(server.descriptor(), rustix::net::Shutdown::Write).unwrap();
    let mut buffer = [0; 100];
    assert_eq!(insist(&mut client, |client| client.receive(&mut buffer)).unwrap(), 4);
    let error = insist(&mut client, |client| client.receive(&mut buffer)).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    assert!(matches!(Failure::within(&error), Some(Failure::Truncated)));
}

#[test]
fn an_end_that_closes_says_so() {
    let (mut client, mut server) = pair();
    send_all(&mut server, b"all").unwrap();
    drop(server);
    assert_eq!(all(&mut client).unwrap(), b"all");
}

#[test]
fn octets_that_were_changed_on_the_way_are_an_error_that_stays() {
    let (mut client, server) = pair();
    let raw = server.descriptor();
    // A record of application data that nobody has encrypted.
    rustix::net::send(raw, b"\x17\x03\x03\x00\x20abcdefghijklmnopqrstuvwxyz012345", rustix::net::SendFlags::empty())
        .unwrap();
    for _ in 0..3 {
        let error = insist(&mut client, |client| client.receive(&mut [0; 10])).unwrap_err();
        assert!(matches!(Failure::within(&error), Some(Failure::Protocol(_))), "{error}");
        assert!(client.send(b"x").is_err());
    }
}
