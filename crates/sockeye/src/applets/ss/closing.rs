//! `-K`: closes what a listing would show, and lets the listing show what was closed.
//!
//! As in the original, sockets that the kernel never closes (UNIX and the like, what only a text file lists, what a recording tells of) are shown all the
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
        if self.is_recorded(socket) {
            self.closer.leave_recorded();
            return self.listing.accept(socket);
        }
        let is_closable = matches!(socket.family, SocketFamily::Inet(_)) && socket.cookie.is_some();
        let is_closed = self.closer.close(socket) == Fate::Closed;
        self.has_closed |= is_closed;
        if is_closed || !is_closable { self.listing.accept(socket) } else { Ok(()) }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::applets::ss::layout::Details;
    use query::lower::Capabilities;
    use query::ss::{Query, ScopeBuilder};
    use sources::sockets::Diagnostics;
    use wire::netlink::sock_diag::inet::decode;
    use wire::netlink::{NLMSG_ERROR, message};

    /// A kernel that closes the socket with cookie 1 and knows no other.
    struct Kernel(Vec<u8>);

    impl Diagnostics for Kernel {
        fn send(&mut self, request: &[u8]) -> io::Result<()> {
            let errno: i32 = if request[64] == 1 { 0 } else { -2 };
            let sequence = u32::from_ne_bytes(request[8..12].try_into().unwrap());
            self.0 = message(NLMSG_ERROR, 0, sequence, &[&errno.to_ne_bytes()[..], &[0; 16]].concat());
            Ok(())
        }

        fn receive(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer[..self.0.len()].copy_from_slice(&self.0);
            Ok(self.0.len())
        }
    }

    /// Keeps the cookies of what it is given.
    #[derive(Default)]
    struct Kept(Vec<u64>);

    impl SocketSink for Kept {
        fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
            self.0.extend(socket.cookie.map(|cookie| cookie.0));
            Ok(())
        }

        fn forget_table(&mut self) -> bool {
            true
        }
    }

    /// The cookies shown, whether the table could still be forgotten, and what was said.
    fn closed(cookies: &[u8], replays_tcp: bool) -> (Vec<u64>, bool, usize) {
        let query = Query { scope: ScopeBuilder::default().finish().unwrap(), filter: None };
        let request = Request::new(query, Details::default(), Capabilities { net_admin: true });
        let request = Request { replays_tcp, ..request };
        let mut closer = Closer::new(Box::new(|| Ok(Box::new(Kernel(Vec::new())))));
        let mut kept = Kept::default();
        let mut closing = Closing::new(&request, &mut closer, &mut kept);
        closing.begin_table();
        for cookie in cookies {
            let mut bytes = [0; 72];
            bytes[..2].copy_from_slice(&[2, 1]);
            bytes[44] = *cookie;
            closing.accept(&decode(&bytes, Transport::Tcp).unwrap()).unwrap();
        }
        let can_forget = closing.forget_table();
        (kept.0, can_forget, closer.gaps().len())
    }

    #[test]
    fn only_what_was_closed_is_shown_and_then_never_forgotten() {
        assert_eq!(closed(&[2, 1, 3], false), (vec![1], false, 0));
        assert_eq!(closed(&[2, 3], false), (vec![], true, 0));
    }

    #[test]
    fn what_a_recording_tells_of_is_shown_and_left_alone() {
        assert_eq!(closed(&[1, 2], true), (vec![1, 2], true, 1));
    }
}
