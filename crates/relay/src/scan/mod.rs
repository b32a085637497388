//! Which ports answer (nc(1), -z): many at a time, told in the order in which they were asked for.
//!
//! A port that says nothing costs its whole time limit, so what takes so long is waiting, not work; it is done for all ports at once.
//! Whoever asks hears the same as if one port had been tried after the other.

mod events;
mod flights;
mod order;
mod pace;
mod queue;
mod room;
mod sockets;
mod tcp;
mod udp;

use std::io;
use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::time::Duration;

use rustix::net::getsockname;

pub use sockets::sockets;
pub use tcp::tcp;
pub use udp::{Probes, probe, udp};

/// What is to be asked, besides the ports.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// The addresses of the host. The next one is tried where one does not connect; their ports do not matter.
    pub hosts: &'a [SocketAddr],
    /// How long a connection may take (-w). Without it, as long as the kernel tries.
    pub limit: Option<Duration>,
    /// Whether one port is tried after the other, because all need the same local port (-p).
    pub is_serial: bool,
}

/// What became of one address and port.
#[derive(Debug)]
pub struct Answer {
    /// Which it was.
    pub peer: SocketAddr,
    /// What became of it.
    pub outcome: Outcome,
}

/// What an attempt came to.
#[derive(Debug)]
pub enum Outcome {
    /// TCP: somebody accepted. UDP: nobody refused.
    Open,
    /// UDP: a probe was refused, or could not be sent.
    Refused,
    /// No connection: what connect(2) said.
    Failed(io::Error),
    /// No connection within the limit.
    TimedOut,
}

/// Why there is no socket to try with.
#[derive(Debug)]
pub enum Unopened<E> {
    /// This host does not have the kind of socket: the next address is tried, and nothing is told.
    Unsupported,
    /// Descriptors, memory or local ports are short. It is tried again when others have ended; this is said if there are none.
    NoRoom(E),
    /// The whole scan ends with this, after what was asked for before has been told.
    Hopeless(E),
}

/// Why a scan ended before its end.
#[derive(Debug)]
pub enum Failed<E> {
    /// What the maker of sockets said.
    Hopeless(E),
    /// The kernel did not let us wait.
    Waiting(io::Error),
}

impl<E> From<io::Error> for Failed<E> {
    fn from(error: io::Error) -> Self {
        Self::Waiting(error)
    }
}

/// How sockets are made: for this peer, not blocking, with all options set, bound where they are to be bound.
pub trait Open<E>: FnMut(SocketAddr) -> Result<OwnedFd, Unopened<E>> {}

impl<E, F: FnMut(SocketAddr) -> Result<OwnedFd, Unopened<E>>> Open<E> for F {}

/// Answers are told when so many have gathered, or before waiting.
const BATCH: usize = 512;

/// Whether the kernel happened to choose, for the socket that looks, the very port that is looked at. It answers itself then (of TCP,
/// RFC 9293, 3.5), and nobody else is there.
fn is_connected_to_itself(socket: &OwnedFd, peer: &SocketAddr) -> bool {
    getsockname(socket).is_ok_and(|local| SocketAddr::try_from(local).is_ok_and(|local| local == *peer))
}
