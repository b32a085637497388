//! Moving octets without seeing them: splice(2), and recv(2) that throws away (`MSG_TRUNC`, tcp(7)).
//!
//! Whatever the kernel answers that is not plain progress sends a lane back to copying, which finds the same end or error again and can tell
//! whose it is. In particular a splice out of a socket also yields nothing at TCP's urgent mark, which is no end.

use rustix::io::{Errno, read, retry_on_intr};
use rustix::net::{RecvFlags, recv};
use rustix::pipe::{PipeFlags, SpliceFlags, fcntl_getpipe_size, fcntl_setpipe_size, pipe_with, splice};
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

/// Makes a pipe that was handed to the process as large as is allowed. Others that have it open only notice that more fits into it; moved
/// in larger pieces, octets cost half (docs/decisions/0030).
pub(super) fn widen(pipe: BorrowedFd<'_>) {
    if fcntl_getpipe_size(pipe).is_ok_and(|size| size < BATCH) {
        // Where the user has many large pipes already, it stays as it is (pipe(7), pipe-user-pages-soft).
        let _ = fcntl_setpipe_size(pipe, BATCH);
    }
}

/// Tells when so much has passed that it is no conversation.
#[derive(Debug, Default)]
pub(super) struct Bulk {
    passed: usize,
}

impl Bulk {
    /// Counts octets. `true` once: when they have become many.
    pub(super) fn grows(&mut self, octets: usize) -> bool {
        let was_large = self.passed >= BATCH;
        self.passed = self.passed.saturating_add(octets);
        !was_large && self.passed >= BATCH
    }
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

/// A pipe of our own from a file to a socket, because splice(2) wants one on one side. sendfile(2) has one inside, but a small one: it
/// takes half as much time again.
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

    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.level == 0
    }

    /// Takes octets out of a file, at its own position.
    pub(super) fn take(&mut self, from: BorrowedFd<'_>) -> Moved {
        let moved = splice_pipe(from, self.entry.as_fd());
        if let Moved::Octets(octets) = moved {
            self.level += octets;
        }
        moved
    }

    /// Hands some of them, or all, to a socket that does not block.
    pub(super) fn give(&mut self, to: BorrowedFd<'_>) -> Moved {
        let moved = Moved::of(retry_on_intr(|| splice(&self.exit, None, to, None, self.level, SpliceFlags::MOVE)));
        if let Moved::Octets(octets) = moved {
            self.level -= octets.min(self.level);
        }
        moved
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
