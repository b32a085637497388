//! What gathers before the kernel tells of it is held back for a moment only.

use super::kit::{Running, client};
use super::transfers::octets;
use crate::pump::Cause;
use crate::rules::Rules;
use std::io::{Read, Write, pipe};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::thread;
use std::time::{Duration, Instant};

/// Far longer than anything may be held back, far shorter than for ever.
const LIMIT: Duration = Duration::from_secs(5);

fn connected() -> (TcpStream, TcpStream) {
    let listening = TcpListener::bind("127.0.0.1:0").unwrap();
    let one = TcpStream::connect(listening.local_addr().unwrap()).unwrap();
    (one, listening.accept().unwrap().0)
}

/// Sends much, then a little, then waits for the little to arrive before it goes on: several times.
fn talk(input: impl Into<OwnedFd>, peer: &mut TcpStream, ours: TcpStream) -> Running {
    let (mut shown, output) = pipe().unwrap();
    let session = Running::start(ours, input, output, client());
    let much = octets(3 << 20, 9);
    for _ in 0..5 {
        let start = Instant::now();
        let arrived = thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut arrived = vec![0; much.len() + 6];
                shown.read_exact(&mut arrived).unwrap();
                arrived
            });
            peer.write_all(&much).unwrap();
            peer.write_all(b"little").unwrap();
            reader.join().unwrap()
        });
        assert!(start.elapsed() < LIMIT);
        assert!(arrived.starts_with(&much) && arrived.ends_with(b"little"));
    }
    session
}

#[test]
fn a_little_behind_much_arrives() {
    let (ours, mut peer) = connected();
    let (input, typed) = pipe().unwrap();
    let session = talk(input, &mut peer, ours);
    drop((typed, peer));
    assert_eq!(session.end().0.cause, Cause::BothEnded);
}

#[test]
fn a_little_behind_much_arrives_while_much_is_sent() {
    let (ours, mut peer) = connected();
    let (input, mut typed) = pipe().unwrap();
    let mut taking = peer.try_clone().unwrap();
    let taker = thread::spawn(move || {
        let mut room = vec![0; 1 << 16];
        while taking.read(&mut room).is_ok_and(|taken| taken > 0) {}
    });
    let writer = thread::spawn(move || {
        let much = vec![7; 1 << 16];
        while typed.write_all(&much).is_ok() {}
    });
    let session = talk(input, &mut peer, ours);
    peer.shutdown(std::net::Shutdown::Both).unwrap();
    session.end();
    taker.join().unwrap();
    writer.join().unwrap();
}

#[test]
fn silence_after_much_still_ends_a_session() {
    let (ours, mut peer) = connected();
    let (input, _typed) = pipe().unwrap();
    let (mut shown, output) = pipe().unwrap();
    let rules = Rules { idle_limit: Some(Duration::from_millis(100)), ..client() };
    let session = Running::start(ours, input, output, rules);
    let much = octets(3 << 20, 9);
    let reader = thread::spawn(move || shown.read_to_end(&mut Vec::new()).unwrap());
    peer.write_all(&much).unwrap();
    assert_eq!(session.end().0.cause, Cause::Idle);
    assert_eq!(reader.join().unwrap(), much.len());
}
