//! `-K`: closes what a listing would show, and lets the listing show what was closed.
//!
//! As in the original, sockets that the kernel never closes (UNIX and the like, and what only a text file lists) are shown all the
//! same; [`Closer::gaps`] says that they were left open.

use super::request::Request;
use model::{Socket, SocketFamily, Transport};
use sources::closing::{Closer, Fate};
use sources::sockets::SocketSink;
use std::io;

/// Stands between a source and a listing.
pub(super) struct Closing<'c> {
    request: &'c Request,
    closer: &'c mut Closer,
    listing: &'c mut dyn SocketSink,
    /// Whether a socket of the present table was closed.
    has_closed: bool,
}

impl<'c> Closing<'c> {
    pub(super) fn new(request: &'c Request, closer: &'c mut Closer, listing: &'c mut dyn SocketSink) -> Self {
        Self { request, closer, listing, has_closed: false }
    }

    fn is_recorded(&self, socket: &Socket<'_>) -> bool {
        self.request.replays_tcp && socket.transport == Transport::Tcp
    }
}

impl SocketSink for Closing<'_> {
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
        if !self.request.wants(socket) {
            return Ok(());
        }
        let is_closable = matches!(socket.family, SocketFamily::Inet(_)) && socket.cookie.is_some();
        // What a recording tells of may be another socket by now.
        let is_closed = !self.is_recorded(socket) && self.closer.close(socket) == Fate::Closed;
        self.has_closed |= is_closed;
        if is_closed || !is_closable || self.is_recorded(socket) { self.listing.accept(socket) } else { Ok(()) }
    }

    fn begin_table(&mut self) {
        self.has_closed = false;
        self.listing.begin_table();
    }

    fn forget_table(&mut self) -> bool {
        // What was closed will not come again.
        !self.has_closed && self.listing.forget_table()
    }
}
