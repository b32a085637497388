//! A connection with TLS around it: the handshake, then octets as over a bare socket.
//!
//! Each direction ends by a `close_notify` (RFC 8446 section 6.1) and then as TCP ends it. A direction that ends without was cut off,
//! by whomever: that is an error and not an end.

use super::agreed::Agreed;
use super::failure::Failure;
use super::machine::{End, Machine};
use crate::Carrier;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::net::{RecvFlags, SendFlags, Shutdown, recv, send, shutdown};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

/// How often a socket is read for what the peer has said before it went.
const MOST_BEFORE_LAST_WORDS: usize = 64;

/// How far the own direction is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sending {
    /// Octets can be sent.
    Open,
    /// The end is among what is to be sent.
    Ending,
    /// The peer has been told.
    Ended,
}

/// A connection that speaks TLS.
pub struct Session {
    socket: OwnedFd,
    machine: Machine,
    agreed: Agreed,
    sending: Sending,
    /// Whether the end of what the peer sends has been told.
    has_told_end: bool,
}

impl Session {
    /// Shakes hands.
    pub(super) fn begin(
        socket: OwnedFd,
        end: End,
        is_verified: bool,
        deadline: Option<Instant>,
    ) -> Result<Self, Failure> {
        let mut machine = Machine::new(end);
        let outcome = shake_hands(socket.as_fd(), &mut machine, deadline);
        if let Err(failure) = outcome {
            // The alert is for the peer's sake: it may be gone.
            let _ = transmit(socket.as_fd(), &mut machine);
            return Err(failure);
        }
        let agreed = Agreed::of(machine.common(), is_verified);
        Ok(Self { socket, machine, agreed, sending: Sending::Open, has_told_end: false })
    }

    /// What both ends have agreed on.
    pub fn agreed(&self) -> &Agreed {
        &self.agreed
    }

    /// Sends what is to be sent.
    fn transmit(&mut self) -> io::Result<()> {
        transmit(self.socket.as_fd(), &mut self.machine).map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock => error,
            _ => last_words(self.socket.as_fd(), &mut self.machine).map_or(error, Failure::into_io),
        })
    }

    /// Tells the peer what is still to be told of a failure.
    fn failed(&mut self, error: rustls::Error) -> io::Error {
        // The peer may be gone; what has failed is told in any case.
        let _ = transmit(self.socket.as_fd(), &mut self.machine);
        Failure::from(error).into_io()
    }
}

impl Carrier for Session {
    fn descriptor(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }

    fn bare(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn receive(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.machine.decrypt(into).map_err(|error| self.failed(error))?;
            if count > 0 || into.is_empty() {
                return Ok(count);
            }
            if self.machine.is_peer_finished {
                self.has_told_end = true;
                return Ok(0);
            }
            // Answers to the peer's own questions (new keys) must not wait for octets of ours.
            if !self.machine.outgoing.is_empty() && self.sending == Sending::Open {
                self.transmit().or_else(pass_would_block)?;
            }
            if take(self.socket.as_fd(), &mut self.machine)? == 0 {
                return Err(Failure::Truncated.into_io());
            }
        }
    }

    fn send(&mut self, octets: &[u8]) -> io::Result<usize> {
        if self.sending != Sending::Open {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        // What waits is bounded: nothing is added to it.
        self.transmit()?;
        if octets.is_empty() {
            return Ok(0);
        }
        let count = self.machine.encrypt(octets).map_err(|error| self.failed(error))?;
        self.transmit().or_else(pass_would_block)?;
        Ok(count)
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.sending == Sending::Open {
            self.machine.close().map_err(|error| self.failed(error))?;
            self.sending = Sending::Ending;
        }
        self.flush()
    }

    fn holds_received(&self) -> bool {
        self.machine.holds_received() || (self.machine.is_peer_finished && !self.has_told_end)
    }

    fn holds_unsent(&self) -> bool {
        !self.machine.outgoing.is_empty()
    }

    fn flush(&mut self) -> io::Result<()> {
        self.transmit()?;
        if self.sending == Sending::Ending {
            self.sending = Sending::Ended;
            shutdown(&self.socket, Shutdown::Write)?;
        }
        Ok(())
    }
}

/// Whoever goes says so, if the socket takes it: otherwise the peer could not tell this end from one that was cut off.
impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.finish();
    }
}

/// A socket that takes nothing now: what is to be sent stays.
fn pass_would_block(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::WouldBlock { Ok(()) } else { Err(error) }
}

fn shake_hands(socket: BorrowedFd<'_>, machine: &mut Machine, deadline: Option<Instant>) -> Result<(), Failure> {
    loop {
        machine.look()?;
        let is_over = !machine.common().is_handshaking();
        while let Err(error) = transmit(socket, machine) {
            if error.kind() != io::ErrorKind::WouldBlock {
                return Err(last_words(socket, machine).unwrap_or(Failure::Socket(error)));
            }
            wait(socket, PollFlags::OUT, deadline)?;
        }
        if is_over {
            return Ok(());
        }
        match take(socket, machine) {
            Ok(0) => return Err(Failure::EndedInHandshake),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => wait(socket, PollFlags::IN, deadline)?,
            Err(error) => return Err(error.downcast().unwrap_or_else(Failure::Socket)),
        }
    }
}

/// Waits for the socket.
fn wait(socket: BorrowedFd<'_>, what: PollFlags, deadline: Option<Instant>) -> Result<(), Failure> {
    loop {
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        if left == Some(Duration::ZERO) {
            return Err(Failure::TimedOut);
        }
        // A limit that cannot be written as the kernel wants it is beyond anybody's patience.
        let left = left.and_then(|left| Timespec::try_from(left).ok());
        match poll(&mut [PollFd::new(&socket, what)], left.as_ref()) {
            Ok(0) | Err(Errno::INTR) => {}
            Ok(_) => return Ok(()),
            Err(error) => return Err(Failure::Socket(error.into())),
        }
    }
}

/// Takes octets from the socket, and tells how many; none is the end.
fn take(socket: BorrowedFd<'_>, machine: &mut Machine) -> io::Result<usize> {
    let room = machine.incoming.room();
    if room.is_empty() {
        // A message larger than several records, before or after the handshake: there is none in earnest.
        return Err(Failure::Protocol(rustls::Error::PeerSentOversizedRecord).into_io());
    }
    let count = recv_whole(socket, room)?;
    if count > 0 {
        machine.received(count);
    }
    Ok(count)
}

fn recv_whole(socket: BorrowedFd<'_>, room: &mut [u8]) -> io::Result<usize> {
    loop {
        match recv(socket, &mut *room, RecvFlags::DONTWAIT) {
            Ok((count, _)) => return Ok(count),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Why the peer takes nothing more, if it has said so before it went.
fn last_words(socket: BorrowedFd<'_>, machine: &mut Machine) -> Option<Failure> {
    // An alert comes last, but not behind more than a socket holds.
    for _ in 0..MOST_BEFORE_LAST_WORDS {
        if !matches!(take(socket, machine), Ok(1..)) {
            return None;
        }
        if let Err(error) = machine.look() {
            return Some(error.into());
        }
    }
    None
}

/// Sends what is to be sent.
fn transmit(socket: BorrowedFd<'_>, machine: &mut Machine) -> io::Result<()> {
    while !machine.outgoing.is_empty() {
        match send(socket, machine.outgoing.filled(), SendFlags::DONTWAIT | SendFlags::NOSIGNAL) {
            Ok(count) => machine.outgoing.discard(count),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
