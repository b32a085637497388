//! What carries octets to a peer: a socket as it is, or one with something around it (TLS).

use std::io;
use std::os::fd::BorrowedFd;

/// A connection whose descriptor does not block. `WouldBlock` means: wait for the descriptor, then ask again.
pub trait Carrier {
    /// What to wait for with poll(2).
    fn descriptor(&self) -> BorrowedFd<'_>;

    /// The socket, where what passes it is what the peers say: the kernel may move octets to and from it by itself. `None` where
    /// they are wrapped.
    fn bare(&self) -> Option<BorrowedFd<'_>>;

    /// Takes what has arrived. `Ok(0)` is the end of a stream, and an empty datagram.
    ///
    /// # Errors
    /// `WouldBlock` when nothing has arrived; anything else ends the connection.
    fn receive(&mut self, into: &mut [u8]) -> io::Result<usize>;

    /// Sends, and tells how many of the octets were taken.
    ///
    /// # Errors
    /// `WouldBlock` when nothing can be taken now; anything else ends the connection.
    fn send(&mut self, octets: &[u8]) -> io::Result<usize>;

    /// Tells the peer that nothing more will be sent, and goes on receiving.
    ///
    /// # Errors
    /// Those of shutdown(2); `WouldBlock` when something taken before is still to be sent ([`Carrier::flush`]).
    fn finish(&mut self) -> io::Result<()>;

    /// Whether something received is held here, so that waiting for the descriptor might be waiting for ever.
    fn holds_received(&self) -> bool {
        false
    }

    /// Whether something taken by [`Carrier::send`] is held here: then wait until the descriptor takes octets, and flush.
    fn holds_unsent(&self) -> bool {
        false
    }

    /// Sends what is held.
    ///
    /// # Errors
    /// As of [`Carrier::send`].
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
