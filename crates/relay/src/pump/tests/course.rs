//! What ends a session, and in which order things happen.

use super::kit::{Running, client, listener};
use crate::pump::Cause;
use crate::rules::{InputEnd, Kind, Rules};
use std::fs::File;
use std::io::{Read, Write, pipe};
use std::net::Shutdown;
use std::num::NonZeroU32;
use std::os::unix::net::{UnixDatagram, UnixStream};
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

#[test]
fn under_q_a_listener_and_datagrams_end_when_their_input_has_ended() {
    let input_end = InputEnd::HalfCloseAndQuit(Duration::ZERO);
    let (ours, peer) = UnixStream::pair().unwrap();
    let (_shown, output) = pipe().unwrap();
    let session = Running::start(ours, null(), output, Rules { input_end, ..listener() });
    assert_eq!(session.end().0.cause, Cause::BothEnded);
    assert!(read_all(peer).is_empty());

    let (ours, _peer) = UnixDatagram::pair().unwrap();
    let (_shown, output) = pipe().unwrap();
    let session = Running::start(ours, null(), output, Rules { input_end, kind: Kind::Datagram, ..client() });
    assert_eq!(session.end().0.cause, Cause::BothEnded);
}

#[test]
fn the_last_read_that_is_allowed_ends_it() {
    let (ours, mut peer) = UnixStream::pair().unwrap();
    let (input, _typed) = pipe().unwrap();
    let (shown, output) = pipe().unwrap();
    let session = Running::start(ours, input, output, Rules { receive_limit: NonZeroU32::new(2), ..client() });
    peer.write_all(b"one").unwrap();
    assert!(lasts(&session));
    peer.write_all(&[b'2'; 40_000]).unwrap();
    assert_eq!(session.end().0.cause, Cause::BothEnded);
    assert_eq!(read_all(shown).len(), 3 + 16_384);
}

#[test]
fn lines_are_sent_one_by_one_with_a_pause_after_each() {
    let pause = Duration::from_millis(120);
    let rules = Rules { interval: Some(pause), input_end: InputEnd::HalfClose, ..listener() };
    let (ours, mut peer) = UnixStream::pair().unwrap();
    let (input, mut typed) = pipe().unwrap();
    let (_shown, output) = pipe().unwrap();
    typed.write_all(b"a\nb\nc").unwrap();
    drop(typed);
    let begin = Instant::now();
    let session = Running::start(ours, input, output, rules);
    let mut room = [0; 9];
    for (line, pauses) in [(&b"a\n"[..], 0), (b"b\n", 1), (b"c", 2), (b"", 2)] {
        let count = peer.read(&mut room).unwrap();
        assert_eq!(&room[..count], line);
        assert!(begin.elapsed() >= pause * pauses);
    }
    drop(peer);
    session.end();
}

#[test]
fn each_datagram_is_one_and_an_empty_one_ends_it() {
    let (ours, peer) = UnixDatagram::pair().unwrap();
    let (input, mut typed) = pipe().unwrap();
    let (shown, output) = pipe().unwrap();
    let session = Running::start(ours, input, output, Rules { kind: Kind::Datagram, ..client() });
    typed.write_all(&[b'x'; 20_000]).unwrap();
    let mut room = vec![0; 1 << 16];
    assert_eq!(peer.recv(&mut room).unwrap(), 16_384);
    assert_eq!(peer.recv(&mut room).unwrap(), 3_616);
    for datagram in [&[b'y'; 30_000][..], b"z", b""] {
        peer.send(datagram).unwrap();
    }
    drop(typed);
    session.end();
    assert_eq!(read_all(shown).len(), 30_001);
}

#[test]
fn requests_of_telnet_are_refused_while_the_input_is_silent() {
    let (ours, mut peer) = UnixStream::pair().unwrap();
    let (input, _typed) = pipe().unwrap();
    let (shown, output) = pipe().unwrap();
    let session = Running::start(ours, input, output, Rules { refuses_telnet_options: true, ..listener() });
    let request = [b'a', 255, 253, 24, b'b'];
    peer.write_all(&request).unwrap();
    let mut answer = [0; 3];
    peer.read_exact(&mut answer).unwrap();
    assert_eq!(answer, [255, 252, 24]);
    drop(peer);
    session.end();
    assert_eq!(read_all(shown), request);
}

#[test]
fn a_peer_that_asks_and_never_reads_is_not_heard_for_ever() {
    let (ours, mut peer) = UnixStream::pair().unwrap();
    let rules = Rules { refuses_telnet_options: true, ..client() };
    let session = Running::start(ours, null(), File::options().write(true).open("/dev/null").unwrap(), rules);
    peer.set_write_timeout(Some(Duration::from_millis(200))).unwrap();
    let request = [255, 253, 1].repeat(1000);
    let most = 100 << 20;
    let asked: usize = std::iter::from_fn(|| peer.write(&request).ok()).take(most / request.len()).sum();
    assert!(asked < most / 10, "{asked}");
    drop(peer);
    session.end();
}
