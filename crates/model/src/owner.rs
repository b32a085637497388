//! Who holds a socket: processes and the descriptors through which they do.

use crate::{Inode, ProcessId};
use std::sync::Arc;

/// One descriptor of one process that refers to a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The process.
    pub process: ProcessId,
    /// The descriptor's number in it.
    pub descriptor: u32,
    /// The process's name as in `/proc/PID/stat`, or the thread's where threads are told apart. Untrusted bytes.
    pub name: Arc<[u8]>,
    /// The thread, where threads are told apart; the first one has the process's number.
    pub thread: Option<ProcessId>,
    /// Its SELinux contexts, where they were asked for.
    pub contexts: Option<Arc<SecurityContexts>>,
}

/// SELinux contexts of a descriptor (selinux(8)). Untrusted bytes; `None`: the kernel did not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecurityContexts {
    /// That of the process, or of the thread where threads are told apart.
    pub process: Option<Box<[u8]>>,
    /// That of the socket's file, where it was asked for.
    pub socket: Option<Box<[u8]>>,
}

/// Answers who holds a socket.
pub trait Owners {
    /// The holders of the socket with this inode: newest process (or thread) first, higher descriptor first. Empty when none was seen.
    fn holders(&self, inode: Inode) -> &[Holder];
}
