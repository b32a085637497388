//! Where listed sockets go.

use model::Socket;
use std::io;

/// Takes sockets one by one, as they are read.
pub trait SocketSink {
    /// Takes one socket. The record is lent: what is to be kept must be copied.
    ///
    /// # Errors
    /// When no more can be taken, for example because the output was closed; listing then stops.
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()>;

    /// A table of sockets begins.
    fn begin_table(&mut self) {}

    /// Forgets the sockets of the table that has just been read, because it will be read again. False when they are
    /// already out of hand.
    fn forget_table(&mut self) -> bool {
        false
    }
}
