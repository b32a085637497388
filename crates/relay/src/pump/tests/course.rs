//! What ends a session, and in which order things happen.

use super::kit::{Running, client, listener};
use crate::pump::Cause;
use crate::rules::{InputEnd, Rules};
use std::fs::File;
use std::io::{Read, Write, pipe};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

fn read_all(mut from: impl Read) -> Vec<u8> {
    let mut octets = Vec::new();
    from.read_to_end(&mut octets).unwrap();
    octets
}

fn null() -> File {
    File::open("/dev/null").unwrap()
}

/// Whether a session is still at work after a while that is long for it.
fn lasts(session: &Running) -> bool {
    std::thread::sleep(Duration::from_millis(60));
    !session.is_over()
}

#[test]
fn a_client_stays_when_its_input_ends_and_ends_with_its_peer() {
    let (ours, mut peer) = UnixStream::pair().unwrap();
    let (shown, output) = pipe().unwrap();
    let (input, mut typed) = pipe().unwrap();
    let session = Running::start(ours, input, output, client());
    typed.write_all(b"question").unwrap();
    drop(typed);
    let mut question = [0; 8];
    peer.read_exact(&mut question).unwrap();
    assert_eq!(&question, b"question");
    assert!(lasts(&session));
    peer.write_all(b"answer").unwrap();
    drop(peer);
    assert_eq!(read_all(shown), b"answer");
    let (ending, sent, received) = session.end();
    assert_eq!((ending.cause, sent, received), (Cause::BothEnded, 8, 6));
}

#[test]
fn a_client_goes_on_sending_when_its_peer_has_ended() {
    let (ours, peer) = UnixStream::pair().unwrap();
    let (input, mut typed) = pipe().unwrap();
    let (shown, output) = pipe().unwrap();
    peer.shutdown(Shutdown::Write).unwrap();
    let session = Running::start(ours, input, output, client());
    assert!(lasts(&session));
    typed.write_all(b"late").unwrap();
    drop(typed);
    assert_eq!(session.end().0.cause, Cause::BothEnded);
    assert_eq!(read_all(peer), b"late");
    assert!(read_all(shown).is_empty());
}

#[test]
fn a_listener_ends_with_its_peer_though_its_input_goes_on() {
    let (ours, mut peer) = UnixStream::pair().unwrap();
    let (input, _typed) = pipe().unwrap();
    let (shown, output) = pipe().unwrap();
    peer.write_all(b"bye").unwrap();
    peer.shutdown(Shutdown::Write).unwrap();
    let session = Running::start(ours, input, output, listener());
    assert_eq!(session.end().0.cause, Cause::PeerEnded);
    assert_eq!(read_all(shown), b"bye");
}

#[test]
fn half_close_is_told_to_the_peer_where_it_is_asked_for() {
    for (input_end, quits_after) in [
        (InputEnd::HalfClose, None),
        (InputEnd::HalfCloseAndQuit(Duration::ZERO), None),
        (InputEnd::HalfCloseAndQuit(Duration::from_secs(3)), Some(Duration::from_secs(3))),
    ] {
        let (ours, mut peer) = UnixStream::pair().unwrap();
        let (shown, output) = pipe().unwrap();
        let session = Running::start(ours, null(), output, Rules { input_end, ..client() });
        assert_eq!(peer.read(&mut [0; 9]).unwrap(), 0);
        assert!(lasts(&session));
        peer.write_all(b"answer").unwrap();
        drop(peer);
        let ending = session.end().0;
        assert_eq!((ending.cause, ending.quits_after), (Cause::BothEnded, quits_after));
        assert_eq!(read_all(shown), b"answer");
    }
}

#[test]
fn silence_ends_it_where_there_is_a_limit() {
    let (ours, mut peer) = UnixStream::pair().unwrap();
    let (input, _typed) = pipe().unwrap();
    let (_shown, output) = pipe().unwrap();
    let begin = Instant::now();
    let session =
        Running::start(ours, input, output, Rules { idle_limit: Some(Duration::from_millis(200)), ..client() });
    std::thread::sleep(Duration::from_millis(100));
    peer.write_all(b"x").unwrap();
    assert_eq!(session.end().0.cause, Cause::Idle);
    assert!(begin.elapsed() >= Duration::from_millis(290));
}

#[test]
fn an_input_that_cannot_be_read_is_one_that_has_ended() {
    let (ours, mut peer) = UnixStream::pair().unwrap();
    let (_shown, output) = pipe().unwrap();
    let directory = File::open("/").unwrap();
    let session = Running::start(ours, directory, output, Rules { input_end: InputEnd::HalfClose, ..client() });
    assert_eq!(peer.read(&mut [0; 9]).unwrap(), 0);
    drop(peer);
    assert!(session.end().0.troubles.input.is_some());
}

#[test]
fn an_output_that_takes_no_more_ends_receiving() {
    let (ours, mut peer) = UnixStream::pair().unwrap();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let session = Running::start(ours, null(), full, client());
    assert!(lasts(&session));
    peer.write_all(b"x").unwrap();
    let ending = session.end().0;
    assert_eq!(ending.cause, Cause::BothEnded);
    assert!(ending.troubles.output.is_some());
}

#[test]
fn the_end_of_whoever_reads_the_output_is_noticed_at_once() {
    let (ours, _peer) = UnixStream::pair().unwrap();
    let (shown, output) = pipe().unwrap();
    let session = Running::start(ours, null(), output, client());
    assert!(lasts(&session));
    drop(shown);
    assert_eq!(session.end().0.cause, Cause::BothEnded);
}
