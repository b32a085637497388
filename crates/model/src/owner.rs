//! Who holds a socket: processes and the descriptors through which they do.

use crate::{Inode, ProcessId};

/// One descriptor of one process that refers to a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The process.
    pub process: ProcessId,
    /// The descriptor's number in it.
    pub descriptor: u32,
    /// The process's name as in `/proc/PID/stat`. Untrusted bytes.
    pub name: std::sync::Arc<[u8]>,
}

/// Answers who holds a socket.
pub trait Owners {
    /// The holders of the socket with this inode: newest process first, higher descriptor first. Empty when none was seen.
    fn holders(&self, inode: Inode) -> &[Holder];
}
