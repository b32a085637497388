//! Closes sockets from outside (`SOCK_DESTROY` of sock_diag(7), kernels with CONFIG_INET_DIAG_DESTROY).
//!
//! The program that holds the socket finds it broken (`ECONNABORTED`); a TCP peer gets a reset. The socket is named by its cookie, so
//! that no other is hit, and what the kernel did not close is counted with the reason.

#[cfg(test)]
mod tests;

use crate::sockets::{Diagnostics, Open};
use model::{Gap, Socket, SocketFamily, Transport};
use std::collections::BTreeMap;
use std::io;
use sys::netlink::{DATAGRAM_CAPACITY, NetlinkSocket};
use wire::netlink::sock_diag::inet::destroy_request;
use wire::netlink::{self, Control};

/// Closes one socket after the other.
pub struct Closer {
    open: Open,
    connection: Option<Box<dyn Diagnostics>>,
    buffer: Vec<u8>,
    sequence: u32,
    /// Nothing more is asked after a refusal that would meet every socket.
    is_denied: bool,
    refusals: BTreeMap<Refusal, usize>,
}

/// Why a socket was left open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Refusal {
    /// The kernel closes no sockets of this kind.
    Kind(&'static str),
    /// A text file told of sockets of this kind: it does not name them.
    Unnamed(&'static str),
    /// A recording told of it: what has its name by now may be another one.
    Recorded,
    /// This process may not (`EPERM`, `EACCES`).
    Right,
    /// The kernel answered with another error number.
    Kernel(i32),
    /// The connection failed: whether it was closed is not known.
    Connection(String),
}

/// What became of a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is closed.
    Closed,
    /// It had ended before.
    Gone,
    /// It is open; [`Closer::gaps`] says why.
    Open,
}

impl Closer {
    /// Closes sockets of the running kernel.
    pub fn live() -> Self {
        Self::new(Box::new(|| Ok(Box::new(NetlinkSocket::sock_diag()?))))
    }

    /// Closes sockets of any other place that answers like the kernel.
    pub fn new(open: Open) -> Self {
        let refusals = BTreeMap::new();
        Self { open, connection: None, buffer: vec![0; DATAGRAM_CAPACITY], sequence: 0, is_denied: false, refusals }
    }

    /// Closes this socket, and no other.
    pub fn close(&mut self, socket: &Socket<'_>) -> Fate {
        self.try_to_close(socket).unwrap_or(Fate::Open)
    }

    /// As [`Self::close`].
    ///
    /// # Errors
    /// It is left open; why.
    pub fn try_to_close(&mut self, socket: &Socket<'_>) -> Result<Fate, Gap> {
        let outcome = match self.request(socket) {
            Some(request) if !self.is_denied => self.ask(&request, kind(socket)),
            Some(_) => Err(Refusal::Right),
            None if matches!(socket.family, SocketFamily::Inet(_)) && socket.cookie.is_none() => {
                Err(Refusal::Unnamed(kind(socket)))
            }
            None => Err(Refusal::Kind(kind(socket))),
        };
        outcome.map_err(|refusal| {
            self.is_denied |= refusal == Refusal::Right;
            let gap = refusal.gap(1);
            self.refuse(refusal);
            gap
        })
    }

    fn refuse(&mut self, refusal: Refusal) {
        *self.refusals.entry(refusal).or_default() += 1;
    }

    /// Leaves a socket alone of which a recording tells, and counts it.
    pub fn leave_recorded(&mut self) {
        self.refuse(Refusal::Recorded);
    }

    /// What was left open, and why.
    pub fn gaps(&self) -> Vec<Gap> {
        self.refusals.iter().map(|(refusal, count)| refusal.gap(*count)).collect()
    }

    fn request(&mut self, socket: &Socket<'_>) -> Option<Vec<u8>> {
        self.sequence = self.sequence.wrapping_add(1);
        destroy_request(socket, self.sequence)
    }

    fn ask(&mut self, request: &[u8], kind: &'static str) -> Result<Fate, Refusal> {
        let outcome = self.answer(request);
        if outcome.is_err() {
            // An answer that comes late must not be taken for the next one's.
            self.connection = None;
        }
        match outcome.map_err(|error| Refusal::Connection(error.to_string()))? {
            0 => Ok(Fate::Closed),
            errno::ENOENT => Ok(Fate::Gone),
            errno::EPERM | errno::EACCES => Err(Refusal::Right),
            errno::EOPNOTSUPP => Err(Refusal::Kind(kind)),
            other => Err(Refusal::Kernel(other)),
        }
    }

    /// The error number that answers the request; zero: it was done.
    fn answer(&mut self, request: &[u8]) -> io::Result<i32> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert((self.open)()?),
        };
        connection.send(request)?;
        loop {
            let length = connection.receive(&mut self.buffer)?;
            for message in netlink::messages(&self.buffer[..length]) {
                let message = message.map_err(|truncated| io::Error::new(io::ErrorKind::InvalidData, truncated))?;
                if let (Some(Control::Error { errno, .. }), true) =
                    (message.control(), message.sequence == self.sequence)
                {
                    return Ok(errno);
                }
            }
        }
    }
}

impl Refusal {
    fn gap(&self, count: usize) -> Gap {
        let sockets = if count == 1 { "socket" } else { "sockets" };
        let operation = match self {
            Self::Kind(kind) | Self::Unnamed(kind) => format!("closing {count} {kind} {sockets}"),
            _ => format!("closing {count} {sockets}"),
        };
        match self {
            // Older kernels close no sockets in TIME-WAIT.
            Self::Kind("TCP" | "UDP" | "raw") => Gap::new(operation, "left open: this kernel does not close them")
                .with_remedy("a newer one with CONFIG_INET_DIAG_DESTROY does"),
            Self::Kind(_) => Gap::new(operation, "left open: the kernel closes TCP, UDP and raw sockets only")
                .with_remedy("end the process that holds them"),
            Self::Unnamed(_) => {
                Gap::new(operation, "left open: the text file that lists them does not name each for sure")
                    .with_remedy("a kernel with diagnostics for them does, such as CONFIG_INET_RAW_DIAG")
            }
            Self::Recorded => Gap::new(operation, "left alone: they come from a recording, not from this kernel"),
            Self::Right => Gap::new(operation, "left open: this process may not")
                .with_remedy("run as root, or with CAP_NET_ADMIN in their network namespace"),
            Self::Kernel(errno) => Gap::new(
                operation,
                format!("left open, as the kernel answered: {}", io::Error::from_raw_os_error(*errno)),
            ),
            Self::Connection(words) => Gap::new(operation, format!("the netlink connection failed: {words}"))
                .with_remedy("list them to see whether they are closed"),
        }
    }
}

/// What sockets of this kind are called.
fn kind(socket: &Socket<'_>) -> &'static str {
    match &socket.family {
        SocketFamily::Inet(_) => match socket.transport {
            Transport::Tcp => "TCP",
            Transport::Udp => "UDP",
            Transport::Raw => "raw",
            Transport::Mptcp => "MPTCP",
            Transport::Sctp => "SCTP",
            Transport::Dccp => "DCCP",
            _ => "IP",
        },
        SocketFamily::Unix(_) => "UNIX",
        SocketFamily::Packet(_) => "packet",
        SocketFamily::Netlink(_) => "netlink",
        SocketFamily::Vsock(_) => "VM",
        SocketFamily::Tipc(_) => "TIPC",
        SocketFamily::Xdp(_) => "XDP",
    }
}

/// Error numbers (errno(3)) that answer a request to close.
mod errno {
    pub(super) const EPERM: i32 = 1;
    pub(super) const ENOENT: i32 = 2;
    pub(super) const EACCES: i32 = 13;
    pub(super) const EOPNOTSUPP: i32 = 95;
}
