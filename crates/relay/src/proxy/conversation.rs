//! What is said to a proxy and heard from it, and for how long.

use super::Error;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::net::{RecvFlags, SendFlags, recv, send};
use std::os::fd::BorrowedFd;
use std::time::{Duration, Instant};

/// A stream of octets to a proxy and from it. Every call waits until it has something to tell.
pub trait Conversation {
    /// Sends some of the octets, and tells how many: at least one.
    ///
    /// # Errors
    /// The kernel's; `TIMEDOUT` when it took too long.
    fn send(&mut self, octets: &[u8]) -> Result<usize, Errno>;

    /// Takes what has arrived; `Ok(0)` is the end.
    ///
    /// # Errors
    /// The kernel's; `TIMEDOUT` when it took too long.
    fn receive(&mut self, into: &mut [u8]) -> Result<usize, Errno>;

    /// Looks at what has arrived, and leaves it there; `Ok(0)` is the end.
    ///
    /// # Errors
    /// The kernel's; `TIMEDOUT` when it took too long.
    fn peek(&mut self, into: &mut [u8]) -> Result<usize, Errno>;
}

/// Sends everything.
pub(super) fn send_all(conversation: &mut dyn Conversation, octets: &[u8]) -> Result<(), Error> {
    let mut sent = 0;
    while sent < octets.len() {
        sent += conversation.send(&octets[sent..]).map_err(|reason| Error::Send { of: octets.len(), reason })?;
    }
    Ok(())
}

/// Takes as many octets as fit, and no more.
pub(super) fn receive_all(conversation: &mut dyn Conversation, into: &mut [u8]) -> Result<(), Error> {
    let of = into.len();
    let mut received = 0;
    while received < of {
        match conversation.receive(&mut into[received..]) {
            Ok(0) => return Err(Error::Receive { received, of, reason: Errno::PIPE }),
            Ok(count) => received += count,
            // The original counts octets only where the proxy has ended, not where the connection has failed.
            Err(reason) => return Err(Error::Receive { received: 0, of, reason }),
        }
    }
    Ok(())
}

/// A connected socket, whether or not it blocks.
#[derive(Debug)]
pub struct OverSocket<'a> {
    socket: BorrowedFd<'a>,
    deadline: Option<Instant>,
}

impl<'a> OverSocket<'a> {
    /// Converses from now on, and for so long at most.
    pub fn new(socket: BorrowedFd<'a>, limit: Option<Duration>) -> Self {
        // A limit beyond what the clock can tell is none.
        Self { socket, deadline: limit.and_then(|limit| Instant::now().checked_add(limit)) }
    }

    /// Repeats a call that does not wait until it has something to tell.
    fn wait_for<T>(&self, events: PollFlags, mut call: impl FnMut() -> Result<T, Errno>) -> Result<T, Errno> {
        loop {
            match call() {
                Err(Errno::AGAIN) => self.wait(events)?,
                Err(Errno::INTR) => {}
                done => return done,
            }
        }
    }

    fn wait(&self, events: PollFlags) -> Result<(), Errno> {
        let left = self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        // A time that poll(2) cannot hold is as good as none.
        let timeout = left.and_then(|left| Timespec::try_from(left).ok());
        match poll(&mut [PollFd::from_borrowed_fd(self.socket, events)], timeout.as_ref()) {
            Ok(0) => Err(Errno::TIMEDOUT),
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

impl Conversation for OverSocket<'_> {
    fn send(&mut self, octets: &[u8]) -> Result<usize, Errno> {
        self.wait_for(PollFlags::OUT, || send(self.socket, octets, SendFlags::DONTWAIT | SendFlags::NOSIGNAL))
    }

    fn receive(&mut self, into: &mut [u8]) -> Result<usize, Errno> {
        self.wait_for(PollFlags::IN, || recv(self.socket, &mut *into, RecvFlags::DONTWAIT).map(|(count, _)| count))
    }

    fn peek(&mut self, into: &mut [u8]) -> Result<usize, Errno> {
        let flags = RecvFlags::DONTWAIT | RecvFlags::PEEK;
        self.wait_for(PollFlags::IN, || recv(self.socket, &mut *into, flags).map(|(count, _)| count))
    }
}
