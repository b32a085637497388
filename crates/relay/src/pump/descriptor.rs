//! What kind of thing a descriptor is that was handed to the process, and how to use it without waiting and without changing it.

use rustix::fs::{FileType, fstat, major, minor};
use rustix::io::{Errno, ReadWriteFlags, pwritev2, read, write};
use rustix::net::{RecvFlags, SendFlags, recv, send};
use std::io::{self, IoSlice};
use std::os::fd::BorrowedFd;

/// What a descriptor leads to, as far as it matters for moving octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// A regular file, or another that is never waited for (block devices; `/dev/zero` and its kin, mem(4), random(4)).
    Ready,
    /// `/dev/null` (null(4)).
    Null,
    /// A pipe or FIFO (pipe(7)).
    Pipe,
    /// A socket, as inetd(8) hands over.
    Socket,
    /// Terminals and whatever else is waited for first and used afterwards.
    Other,
}

/// Major number of the devices of mem(4): null, zero, full, random.
const MEMORY_DEVICES: u32 = 1;
/// Minor number of `/dev/null` among them.
const NULL: u32 = 3;
/// With pwritev2(2): at the descriptor's own position.
const AT_POSITION: u64 = u64::MAX;

impl Nature {
    /// Looks at a descriptor.
    pub(super) fn of(descriptor: BorrowedFd<'_>) -> Self {
        let Ok(status) = fstat(descriptor) else {
            return Self::Other;
        };
        match FileType::from_raw_mode(status.st_mode) {
            FileType::RegularFile | FileType::BlockDevice => Self::Ready,
            FileType::Fifo => Self::Pipe,
            FileType::Socket => Self::Socket,
            FileType::CharacterDevice if major(status.st_rdev) == MEMORY_DEVICES => {
                if minor(status.st_rdev) == NULL {
                    Self::Null
                } else {
                    Self::Ready
                }
            }
            _ => Self::Other,
        }
    }
}

/// Where octets for the peer come from.
#[derive(Debug)]
pub(super) struct Input<'fd> {
    pub(super) descriptor: BorrowedFd<'fd>,
    pub(super) nature: Nature,
    is_ready: bool,
}

impl<'fd> Input<'fd> {
    pub(super) fn new(descriptor: BorrowedFd<'fd>) -> Self {
        Self { descriptor, nature: Nature::of(descriptor), is_ready: false }
    }

    /// poll(2) has said that reading does not wait.
    pub(super) fn set_ready(&mut self) {
        self.is_ready = true;
    }

    /// Whether something is known to be there.
    pub(super) fn is_ready(&self) -> bool {
        self.is_ready
    }

    /// What was there has been taken. Only a file always has more.
    pub(super) fn needs_waiting(&mut self) {
        self.is_ready = self.nature == Nature::Ready;
    }

    /// Takes what is there. `Ok(0)` is the end.
    ///
    /// # Errors
    /// `WouldBlock` where it must be waited for first; those of read(2).
    pub(super) fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if !self.is_ready {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        self.needs_waiting();
        let taken = match self.nature {
            Nature::Socket => recv(self.descriptor, into, RecvFlags::DONTWAIT).map(|(taken, _)| taken),
            _ => read(self.descriptor, into),
        };
        Ok(taken?)
    }
}

/// Where octets from the peer go.
#[derive(Debug)]
pub(super) struct Output<'fd> {
    pub(super) descriptor: BorrowedFd<'fd>,
    pub(super) nature: Nature,
    is_ready: bool,
    /// Whether the kernel writes to a pipe that blocks only what there is room for (`RWF_NOWAIT`, since Linux 6.4).
    knows_nowait: bool,
}

impl<'fd> Output<'fd> {
    pub(super) fn new(descriptor: BorrowedFd<'fd>) -> Self {
        Self { descriptor, nature: Nature::of(descriptor), is_ready: false, knows_nowait: true }
    }

    /// poll(2) has said that something can be written.
    pub(super) fn set_ready(&mut self) {
        self.is_ready = true;
    }

    /// Hands octets on, as many as can be without waiting.
    ///
    /// # Errors
    /// `WouldBlock` where it must be waited for first; those of write(2).
    pub(super) fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        match self.nature {
            Nature::Ready | Nature::Null => Ok(write(self.descriptor, octets)?),
            Nature::Socket => Ok(send(self.descriptor, octets, SendFlags::DONTWAIT | SendFlags::NOSIGNAL)?),
            Nature::Pipe if self.knows_nowait => {
                match pwritev2(self.descriptor, &[IoSlice::new(octets)], AT_POSITION, ReadWriteFlags::NOWAIT) {
                    Err(Errno::OPNOTSUPP | Errno::NOSYS) => {
                        self.knows_nowait = false;
                        self.write(octets)
                    }
                    written => Ok(written?),
                }
            }
            Nature::Pipe | Nature::Other => {
                if !self.is_ready {
                    return Err(io::ErrorKind::WouldBlock.into());
                }
                self.is_ready = false;
                // A pipe that can be written to has room for so many (pipe(7), PIPE_BUF); a terminal takes about as many.
                Ok(write(self.descriptor, &octets[..octets.len().min(rustix::pipe::PIPE_BUF)])?)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    //! Writing to a pipe that blocks, on kernels of every age, and never waiting for it.

    use super::{Nature, Output};
    use std::fs::File;
    use std::io::{ErrorKind, Read, pipe};
    use std::os::fd::AsFd;

    #[test]
    fn a_full_pipe_is_told_and_not_waited_for() {
        for knows_nowait in [true, false] {
            let (mut shown, output) = pipe().unwrap();
            let mut output = Output { knows_nowait, ..Output::new(output.as_fd()) };
            let text = vec![7; 100_000];
            let mut written = 0;
            loop {
                if rustix::io::ioctl_fionread(&shown).unwrap() <= 60_000 {
                    output.set_ready();
                }
                match output.write(&text[written..]) {
                    Ok(count) => written += count,
                    Err(error) => break assert_eq!(error.kind(), ErrorKind::WouldBlock),
                }
            }
            assert!(written > 60_000 && written < text.len(), "{written}");
            shown.read_exact(&mut vec![0; 8192]).unwrap();
            output.set_ready();
            assert!(output.write(&text[written..]).unwrap() >= 4096);
        }
    }

    #[test]
    fn each_thing_has_its_nature() {
        for (path, nature) in [
            ("/dev/null", Nature::Null),
            ("/dev/zero", Nature::Ready),
            ("/proc/self/exe", Nature::Ready),
            ("/", Nature::Other),
        ] {
            assert_eq!(Nature::of(File::open(path).unwrap().as_fd()), nature, "{path}");
        }
        assert_eq!(Nature::of(pipe().unwrap().0.as_fd()), Nature::Pipe);
    }
}
