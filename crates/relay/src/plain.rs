//! A peer that is spoken to as it is: a connected socket with nothing around it.

use crate::carrier::Carrier;
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::net::{RecvFlags, SendFlags, Shutdown, recv, send, shutdown};
use std::io;
use std::os::fd::BorrowedFd;

/// A socket (socket(7)) that does not block.
#[derive(Clone, Copy, Debug)]
pub struct Plain<'fd> {
    socket: BorrowedFd<'fd>,
}

impl<'fd> Plain<'fd> {
    /// Takes a socket of ours, and makes it non-blocking (`O_NONBLOCK`): splice(2) has no other way to be told.
    ///
    /// # Errors
    /// Those of fcntl(2).
    pub fn new(socket: BorrowedFd<'fd>) -> io::Result<Self> {
        let flags = fcntl_getfl(socket)?;
        if !flags.contains(OFlags::NONBLOCK) {
            fcntl_setfl(socket, flags | OFlags::NONBLOCK)?;
        }
        Ok(Self { socket })
    }
}

impl Carrier for Plain<'_> {
    fn descriptor(&self) -> BorrowedFd<'_> {
        self.socket
    }

    fn bare(&self) -> Option<BorrowedFd<'_>> {
        Some(self.socket)
    }

    fn receive(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let (taken, _) = recv(self.socket, into, RecvFlags::empty())?;
        Ok(taken)
    }

    fn send(&mut self, octets: &[u8]) -> io::Result<usize> {
        Ok(send(self.socket, octets, SendFlags::NOSIGNAL)?)
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(shutdown(self.socket, Shutdown::Write)?)
    }
}
