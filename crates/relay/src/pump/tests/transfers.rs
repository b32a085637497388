//! Nothing is lost, doubled or changed, whatever the octets come from and go to.

use super::kit::{Running, client, listener};
use crate::rules::{InputEnd, Rules};
use crate::traffic::{Direction, OctetTap};
use rustix::fs::{MemfdFlags, OFlags, fcntl_getfl, fcntl_setfl, memfd_create};
use rustix::net::sockopt::{set_socket_recv_buffer_size, set_socket_send_buffer_size};
use rustix::pipe::fcntl_setpipe_size;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write, pipe};
use std::net::{TcpListener, TcpStream};
use std::num::NonZeroU32;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

/// Octets that look like chance, the same in each run (xorshift).
pub(super) fn octets(count: usize, seed: u64) -> Vec<u8> {
    let mut state = seed | 1;
    let mut octets = Vec::with_capacity(count + 8);
    while octets.len() < count {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        octets.extend(state.to_le_bytes());
    }
    octets.truncate(count);
    octets
}

/// What stands at one end of a session.
#[derive(Clone, Copy, Debug)]
enum End {
    Pipe,
    SmallPipe,
    /// One on which another process has set `O_NONBLOCK`.
    NonBlockingPipe,
    File,
    AppendedFile,
    Socket,
}

const INPUTS: [End; 5] = [End::Pipe, End::SmallPipe, End::NonBlockingPipe, End::File, End::Socket];
const OUTPUTS: [End; 6] = [End::Pipe, End::SmallPipe, End::NonBlockingPipe, End::File, End::AppendedFile, End::Socket];

fn memory_file(octets: &[u8]) -> File {
    let mut file = File::from(memfd_create("octets", MemfdFlags::CLOEXEC).unwrap());
    file.write_all(octets).unwrap();
    file.rewind().unwrap();
    file
}

fn small_pipe() -> (io::PipeReader, io::PipeWriter) {
    let (reader, writer) = pipe().unwrap();
    fcntl_setpipe_size(&writer, 4096).unwrap();
    (reader, writer)
}

/// An input with these octets, written in pieces of many sizes.
fn input(end: End, octets: &[u8]) -> OwnedFd {
    fn feed(mut to: impl Write + Send + 'static, octets: &[u8]) {
        let octets = octets.to_vec();
        thread::spawn(move || {
            let mut rest = &octets[..];
            let mut size = 1;
            while !rest.is_empty() {
                let (piece, after) = rest.split_at(size.min(rest.len()));
                if to.write_all(piece).is_err() {
                    break;
                }
                rest = after;
                size = size * 5 % 300_007;
            }
        });
    }
    match end {
        End::Pipe => {
            let (reader, writer) = pipe().unwrap();
            feed(writer, octets);
            reader.into()
        }
        End::SmallPipe => {
            let (reader, writer) = small_pipe();
            feed(writer, octets);
            reader.into()
        }
        End::NonBlockingPipe => {
            let (reader, writer) = pipe().unwrap();
            fcntl_setfl(&reader, OFlags::NONBLOCK).unwrap();
            feed(writer, octets);
            reader.into()
        }
        End::File | End::AppendedFile => memory_file(octets).into(),
        End::Socket => {
            let (ours, theirs) = UnixStream::pair().unwrap();
            feed(theirs, octets);
            ours.into()
        }
    }
}

/// An output, and what will have come to it in the end.
fn output(end: End, is_slow: bool) -> (OwnedFd, Box<dyn FnOnce() -> Vec<u8>>) {
    fn collect(mut from: impl Read + Send + 'static, is_slow: bool) -> Box<dyn FnOnce() -> Vec<u8>> {
        let thread = thread::spawn(move || {
            let (mut all, mut room) = (Vec::new(), vec![0; 70_001]);
            loop {
                let count = from.read(&mut room).unwrap();
                all.extend_from_slice(&room[..count]);
                if count == 0 {
                    return all;
                }
                if is_slow {
                    thread::sleep(Duration::from_millis(1));
                }
            }
        });
        Box::new(move || thread.join().unwrap())
    }
    match end {
        End::Pipe => {
            let (reader, writer) = pipe().unwrap();
            (writer.into(), collect(reader, is_slow))
        }
        End::SmallPipe => {
            let (reader, writer) = small_pipe();
            (writer.into(), collect(reader, is_slow))
        }
        End::NonBlockingPipe => {
            let (reader, writer) = pipe().unwrap();
            fcntl_setfl(&writer, OFlags::NONBLOCK).unwrap();
            (writer.into(), collect(reader, is_slow))
        }
        End::Socket => {
            let (ours, theirs) = UnixStream::pair().unwrap();
            (ours.into(), collect(theirs, is_slow))
        }
        End::File | End::AppendedFile => {
            let file = memory_file(b"");
            if matches!(end, End::AppendedFile) {
                fcntl_setfl(&file, OFlags::APPEND).unwrap();
            }
            let mut same = file.try_clone().unwrap();
            let written = move || {
                let mut all = Vec::new();
                same.seek(SeekFrom::Start(0)).unwrap();
                same.read_to_end(&mut all).unwrap();
                all
            };
            (file.into(), Box::new(written))
        }
    }
}

/// Two connected sockets, with small buffers if so wished.
fn connection(of_tcp: bool, is_narrow: bool) -> (OwnedFd, OwnedFd) {
    let (one, other): (OwnedFd, OwnedFd) = if of_tcp {
        let listening = TcpListener::bind("127.0.0.1:0").unwrap();
        let one = TcpStream::connect(listening.local_addr().unwrap()).unwrap();
        (one.into(), listening.accept().unwrap().0.into())
    } else {
        let (one, other) = UnixStream::pair().unwrap();
        (one.into(), other.into())
    };
    if is_narrow {
        for socket in [one.as_fd(), other.as_fd()] {
            // TCP with less would wait for its timers at each step.
            let octets = if of_tcp { 32 << 10 } else { 1 };
            set_socket_send_buffer_size(socket, octets).unwrap();
            set_socket_recv_buffer_size(socket, octets).unwrap();
        }
    }
    (one, other)
}

/// Sees octets and keeps none.
struct Counter(&'static AtomicU64);

impl OctetTap for Counter {
    fn passed(&mut self, _direction: Direction, octets: &[u8]) -> io::Result<()> {
        self.0.fetch_add(octets.len() as u64, Ordering::Relaxed);
        Ok(())
    }
}

/// Two sessions, each with both directions, over one connection.
fn exchange(inputs: [End; 2], outputs: [End; 2], sizes: [usize; 2], of_tcp: bool, is_hard: bool, is_tapped: bool) {
    static SEEN: AtomicU64 = AtomicU64::new(0);
    let case = format!("{inputs:?} {outputs:?} {sizes:?} tcp {of_tcp} hard {is_hard} tapped {is_tapped}");
    let texts = [octets(sizes[0], 7), octets(sizes[1], 11)];
    let (one, other) = connection(of_tcp, is_hard);
    let (first_output, first_shown) = output(outputs[0], is_hard);
    let (second_output, second_shown) = output(outputs[1], false);
    let taps = || if is_tapped { vec![Box::new(Counter(&SEEN)) as Box<dyn OctetTap + Send>] } else { Vec::new() };
    // The listener would end as soon as its peer has: so the client ends sending last, being the one that has more.
    let half_close = |rules: Rules| Rules { input_end: InputEnd::HalfClose, ..rules };
    let first = Running::start_tapped(one, input(inputs[0], &texts[0]), first_output, half_close(client()), taps());
    let second = Running::start_tapped(other, input(inputs[1], &texts[1]), second_output, half_close(client()), taps());
    for (session, sent, received) in [(first, sizes[0], sizes[1]), (second, sizes[1], sizes[0])] {
        let (ending, counted_sent, counted_received) = session.end();
        assert_eq!((counted_sent, counted_received), (sent as u64, received as u64), "{case}: {ending:?}");
    }
    assert!(first_shown() == texts[1], "{case}");
    assert!(second_shown() == texts[0], "{case}");
}

#[test]
fn every_input_reaches_every_output() {
    for of_tcp in [true, false] {
        for input in INPUTS {
            for output in OUTPUTS {
                exchange([input, End::Pipe], [End::Pipe, output], [1_200_001, 300_007], of_tcp, false, false);
            }
        }
    }
}

#[test]
fn narrow_sockets_and_slow_readers_lose_nothing() {
    for input in INPUTS {
        for output in [End::SmallPipe, End::File, End::AppendedFile] {
            exchange([input, End::File], [output, End::SmallPipe], [400_003, 400_009], false, true, false);
            exchange([input, End::File], [output, End::SmallPipe], [200_003, 200_009], true, true, false);
        }
    }
}

#[test]
fn copying_loses_nothing_either() {
    for (input, output) in [
        (End::Pipe, End::SmallPipe),
        (End::File, End::Pipe),
        (End::SmallPipe, End::File),
        (End::NonBlockingPipe, End::NonBlockingPipe),
    ] {
        exchange([input, End::File], [output, End::SmallPipe], [600_011, 400_009], false, true, true);
    }
}

#[test]
fn what_is_thrown_away_is_counted() {
    for of_tcp in [true, false] {
        let (one, other) = connection(of_tcp, false);
        let null = || File::options().read(true).write(true).open("/dev/null").unwrap();
        let text = octets(3_000_017, 3);
        let sender =
            Running::start(one, input(End::File, &text), null(), Rules { input_end: InputEnd::HalfClose, ..client() });
        let receiver = Running::start(other, null(), null(), listener());
        assert_eq!(receiver.end().2, 3_000_017);
        assert_eq!(sender.end().1, 3_000_017);
    }
}

#[test]
fn a_full_output_does_not_hold_up_the_input() {
    let (one, mut other) = UnixStream::pair().unwrap();
    let (shown, output) = small_pipe();
    let text = octets(2_000_003, 5);
    let session =
        Running::start(one, input(End::Pipe, &text), output, Rules { input_end: InputEnd::HalfClose, ..client() });
    // More than the output has room for, which nobody reads.
    other.set_nonblocking(true).unwrap();
    while other.write(&[0; 4096]).is_ok() {}
    other.set_nonblocking(false).unwrap();
    let mut all = Vec::new();
    other.read_to_end(&mut all).unwrap();
    assert!(all == text);
    drop((other, shown));
    session.end();
}

#[test]
fn urgent_octets_of_tcp_are_no_end() {
    let (one, other) = connection(true, false);
    let (shown, output) = pipe().unwrap();
    let session = Running::start(one, File::open("/dev/null").unwrap(), output, client());
    let mut other = TcpStream::from(other);
    other.write_all(b"before").unwrap();
    thread::sleep(Duration::from_millis(30));
    rustix::net::send(&other, b"!", rustix::net::SendFlags::OOB).unwrap();
    thread::sleep(Duration::from_millis(30));
    other.write_all(b"after").unwrap();
    thread::sleep(Duration::from_millis(30));
    drop(other);
    session.end();
    let mut all = Vec::new();
    { shown }.read_to_end(&mut all).unwrap();
    // The urgent octet itself is out of line, as the original leaves it.
    assert_eq!(all, b"beforeafter");
}

#[test]
fn what_was_taken_is_sent_though_nothing_more_will_be() {
    let (one, mut other) = UnixStream::pair().unwrap();
    let rules = Rules { receive_limit: NonZeroU32::new(1), input_end: InputEnd::HalfClose, ..client() };
    let text = octets(5_000_011, 9);
    let session =
        Running::start(one, input(End::File, &text), File::options().write(true).open("/dev/null").unwrap(), rules);
    // The socket is full by now.
    thread::sleep(Duration::from_millis(60));
    other.write_all(b"x").unwrap();
    thread::sleep(Duration::from_millis(60));
    let mut all = Vec::new();
    other.read_to_end(&mut all).unwrap();
    assert!(text.starts_with(&all));
    assert_eq!(session.end().1, all.len() as u64);
}

#[test]
fn descriptors_that_were_handed_over_keep_their_flags() {
    for is_tapped in [false, true] {
        static SEEN: AtomicU64 = AtomicU64::new(0);
        let (one, mut other) = UnixStream::pair().unwrap();
        let (input, mut typed) = pipe().unwrap();
        let (mut shown, output) = pipe().unwrap();
        let descriptors = [OwnedFd::from(input.try_clone().unwrap()), output.try_clone().unwrap().into()];
        let flags = || descriptors.each_ref().map(|descriptor| fcntl_getfl(descriptor).unwrap());
        let before = flags();
        let taps = if is_tapped { vec![Box::new(Counter(&SEEN)) as Box<dyn OctetTap + Send>] } else { Vec::new() };
        let session = Running::start_tapped(one, input, output, client(), taps);
        typed.write_all(b"there").unwrap();
        other.write_all(b"here").unwrap();
        let mut room = [0; 4];
        shown.read_exact(&mut room).unwrap();
        assert_eq!(flags(), before);
        drop((typed, other));
        session.end();
        assert_eq!(flags(), before);
    }
}

#[test]
fn one_socket_may_be_input_and_output() {
    let (one, mut peer) = UnixStream::pair().unwrap();
    let (ours, mut user) = UnixStream::pair().unwrap();
    let session = Running::start(one, ours.try_clone().unwrap(), ours, client());
    let mut room = [0; 4];
    user.write_all(b"there").unwrap();
    peer.write_all(b"here").unwrap();
    user.read_exact(&mut room).unwrap();
    peer.shutdown(std::net::Shutdown::Write).unwrap();
    user.shutdown(std::net::Shutdown::Write).unwrap();
    session.end();
    let mut heard = Vec::new();
    peer.read_to_end(&mut heard).unwrap();
    assert_eq!((&room, &heard[..]), (b"here", &b"there"[..]));
}
