//! Where requests for sockets go: the kernel's diagnostics, or in tests a stand-in.

use std::io;
use sys::netlink::NetlinkSocket;

/// A request to the kernel's diagnostics and the datagrams that answer it.
pub trait Diagnostics: Send {
    /// Sends one request.
    ///
    /// # Errors
    /// What the connection met.
    fn send(&mut self, request: &[u8]) -> io::Result<()>;

    /// Waits for the next datagram and returns its length in octets.
    ///
    /// # Errors
    /// What the connection met.
    fn receive(&mut self, buffer: &mut [u8]) -> io::Result<usize>;
}

impl Diagnostics for NetlinkSocket {
    fn send(&mut self, request: &[u8]) -> io::Result<()> {
        NetlinkSocket::send(self, request)
    }

    fn receive(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        NetlinkSocket::receive(self, buffer)
    }
}

/// Opens connections to one place.
pub type Open = Box<dyn Fn() -> io::Result<Box<dyn Diagnostics>>>;

/// A connection that is opened when it is first needed and kept for the requests that follow.
pub(crate) struct Connections {
    open: Open,
    kept: Option<Box<dyn Diagnostics>>,
}

impl Connections {
    pub(crate) fn new(open: Open) -> Self {
        Self { open, kept: None }
    }

    /// The kept connection, or a new one. It is to be given back with [`Self::keep`] once its answer was read to the end; otherwise the
    /// rest of the answer would be taken for the next one's.
    pub(crate) fn take(&mut self) -> io::Result<Box<dyn Diagnostics>> {
        self.kept.take().map_or_else(|| (self.open)(), Ok)
    }

    pub(crate) fn keep(&mut self, connection: Box<dyn Diagnostics>) {
        self.kept = Some(connection);
    }
}
