//! What a filter may ask beyond a socket's own record: who holds it, and where it lives. Implemented by whoever lists
//! sockets, because finding holders costs more than anything else: they are asked for only where the record leaves the
//! question open.

use model::{InterfaceIndex, Micros, NetworkNamespace, Process, ProcessId, Socket, UserId};
use std::borrow::Cow;

/// The facts around a socket. Each is `None` where it is not known, and then no condition on it holds.
pub trait Surroundings {
    /// Shows the holders of this socket, one after the other, until there are no more or `each` returns `false`.
    fn holders(&self, socket: &Socket<'_>, each: &mut dyn FnMut(Holder<'_>) -> bool);

    /// How long ago this process started.
    fn age(&self, process: &Process) -> Option<Micros>;

    /// The name of this user. Asked only for patterns: a whole name was turned into a number while the filter was read.
    fn user_name(&self, user: UserId) -> Option<Cow<'_, [u8]>>;

    /// The name of this interface in the socket's network namespace. Asked only for patterns.
    fn interface_name(&self, interface: InterfaceIndex) -> Option<Cow<'_, [u8]>>;

    /// The network namespace that the socket is in.
    fn network_namespace(&self, socket: &Socket<'_>) -> Option<&NetworkNamespace>;
}

/// Somebody who holds a socket.
#[derive(Clone, Copy, Debug)]
pub struct Holder<'a> {
    /// The process.
    pub process: ProcessId,
    /// Its descriptor, where that is known.
    pub descriptor: Option<u32>,
    /// The name of the process, or of the thread where threads are told apart. Untrusted bytes.
    pub name: &'a [u8],
    /// What else is known of the process. [`crate::native::Needs::processes`] tells whether it is asked for.
    pub facts: Option<&'a Process>,
}
