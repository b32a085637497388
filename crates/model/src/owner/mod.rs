//! Who holds a socket: processes and the descriptors through which they do.

mod table;

pub use table::{Holders, OwnerTable};

use crate::{ClockTicks, ProcessId};

/// A process, or a thread of one where threads are told apart, that holds sockets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The process.
    pub process: ProcessId,
    /// The thread, where threads are told apart; the first one has the process's number.
    pub thread: Option<ProcessId>,
    /// When it started, where that was seen together with what it holds.
    pub started: Option<ClockTicks>,
    /// The process's name as in `/proc/PID/stat`, or the thread's where threads are told apart. Untrusted bytes.
    pub name: Box<[u8]>,
    /// Its SELinux context (selinux(8)), where that was asked for and told. Untrusted bytes.
    pub context: Option<Box<[u8]>>,
}

/// One descriptor of a task that refers to a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder<'a> {
    /// Whose it is.
    pub task: &'a Task,
    /// Its number.
    pub descriptor: u32,
    /// The SELinux context of the socket's file, where that was asked for and told. Untrusted bytes.
    pub socket_context: Option<&'a [u8]>,
}
