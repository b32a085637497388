//! Moving octets without seeing them: splice(2), sendfile(2), and recv(2) that throws away (`MSG_TRUNC`, tcp(7)).
//!
//! Whatever the kernel answers that is not plain progress sends a lane back to copying, which finds the same end or error again and can tell
//! whose it is. In particular a splice out of a socket also yields nothing at TCP's urgent mark, which is no end.

use rustix::fs::sendfile;
use rustix::io::{Errno, read, retry_on_intr};
use rustix::net::{RecvFlags, recv};
use rustix::pipe::{PipeFlags, SpliceFlags, fcntl_setpipe_size, pipe_with, splice};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moved {
    /// So many octets, not zero.
    Octets(usize),
    /// Nothing came out of the source.
    Nothing,
    /// One side would have to be waited for.
    Blocked,
    /// The connection has failed.
    Broken(Errno),
    /// Not by this way.
    Unfit,
}

impl Moved {
    fn of(result: rustix::io::Result<usize>) -> Self {
        match result {
            Ok(0) => Self::Nothing,
            Ok(octets) => Self::Octets(octets),
            Err(Errno::AGAIN) => Self::Blocked,
            Err(errno @ (Errno::CONNRESET | Errno::TIMEDOUT | Errno::HOSTUNREACH | Errno::NETUNREACH)) => {
                Self::Broken(errno)
            }
            Err(_) => Self::Unfit,
        }
    }
}

/// As many octets as are asked for at once.
pub(super) const BATCH: usize = 1 << 20;

/// Between a pipe and a socket that does not block, either way; the pipe may.
pub(super) fn splice_pipe(from: BorrowedFd<'_>, to: BorrowedFd<'_>) -> Moved {
    Moved::of(retry_on_intr(|| splice(from, None, to, None, BATCH, SpliceFlags::NONBLOCK | SpliceFlags::MOVE)))
}

/// From a file, at its own position, to a socket that does not block.
pub(super) fn send_file(from: BorrowedFd<'_>, to: BorrowedFd<'_>) -> Moved {
    Moved::of(retry_on_intr(|| sendfile(to, from, None, BATCH)))
}

/// Throws away what a socket has received. TCP does not even copy it.
#[derive(Debug)]
pub(super) struct Discard {
    /// Where other kinds of sockets put it. Of TCP it is never touched, and so takes no memory.
    unseen: Vec<u8>,
}

impl Discard {
    pub(super) fn new() -> Self {
        Self { unseen: vec![0; BATCH] }
    }

    pub(super) fn receive(&mut self, from: BorrowedFd<'_>) -> Moved {
        let unseen = self.unseen.as_mut_slice();
        Moved::of(retry_on_intr(|| {
            recv(from, &mut *unseen, RecvFlags::TRUNC | RecvFlags::DONTWAIT).map(|(_, length)| length)
        }))
    }
}

/// A pipe of our own between a socket and a file, because splice(2) wants one on one side.
#[derive(Debug)]
pub(super) struct Passage {
    entry: OwnedFd,
    exit: OwnedFd,
    /// Octets in it.
    level: usize,
}

impl Passage {
    /// Opens one, as large as is allowed (`/proc/sys/fs/pipe-max-size`).
    pub(super) fn open() -> io::Result<Self> {
        let (exit, entry) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
        // A smaller one does as well.
        let _ = fcntl_setpipe_size(&entry, BATCH);
        Ok(Self { entry, exit, level: 0 })
    }

    /// Takes octets out of a socket that does not block.
    pub(super) fn take(&mut self, from: BorrowedFd<'_>) -> Moved {
        let moved = splice_pipe(from, self.entry.as_fd());
        if let Moved::Octets(octets) = moved {
            self.level += octets;
        }
        moved
    }

    /// Hands all of them to a file. `false`: it does not take them in this way, or not all of them; the rest is still here.
    pub(super) fn empty_into(&mut self, file: BorrowedFd<'_>) -> bool {
        while self.level > 0 {
            match retry_on_intr(|| splice(&self.exit, None, file, None, self.level, SpliceFlags::MOVE)) {
                Ok(octets @ 1..) => self.level -= octets.min(self.level),
                Ok(0) | Err(_) => return false,
            }
        }
        true
    }

    /// Takes out what is in it.
    pub(super) fn drain(&mut self, into: &mut Vec<u8>) {
        into.resize(self.level, 0);
        let mut taken = 0;
        while taken < into.len() {
            match retry_on_intr(|| read(&self.exit, &mut into[taken..])) {
                Ok(octets @ 1..) => taken += octets,
                // It holds as many as were counted, and nobody else reads it.
                Ok(0) | Err(_) => break,
            }
        }
        into.truncate(taken);
        self.level = 0;
    }
}
