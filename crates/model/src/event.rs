//! What happens to a socket: a change of its state, or something beside its states, as a plain value.
//!
//! An event tells everything by itself, as a row of a stream does. What a way of watching cannot see is absent.

use crate::{
    Bytes, CgroupId, ClockTicks, Cookie, InetEndpoint, InetSocket, Inode, Micros, NamespaceId, ProcessId, Socket,
    SocketFamily, State, TcpInfo, Transport, UserId,
};
use std::fmt;
use std::time::{Duration, SystemTime};

/// Something that happened to a socket.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When, by the host's clock.
    pub at: SystemTime,
    /// What.
    pub kind: EventKind,
    /// What kind of socket it is.
    pub transport: Transport,
    /// This end. The port is zero where the kernel has not chosen one yet.
    pub local: InetEndpoint,
    /// The other end.
    pub peer: InetEndpoint,
    /// The network namespace that the socket is in.
    pub namespace: Option<NamespaceId>,
    /// The kernel's number of the socket.
    pub cookie: Option<Cookie>,
    /// Its number as a file; `None` while no program has it as one.
    pub inode: Option<Inode>,
    /// Who created it.
    pub user: Option<UserId>,
    /// The process whose socket it is.
    pub process: Option<EventProcess>,
    /// The account of a connection that has ended.
    pub ending: Option<Ending>,
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// Its state changed.
    State {
        /// What it was; `None` where only the new state was seen.
        old: Option<State>,
        /// What it is. [`State::TimeWait`] and [`State::FinWait2`] at a connection's end: the socket is gone, and the kernel keeps a
        /// record in this state.
        new: State,
    },
    /// A program accepted the connection.
    Accepted,
    /// A program's attempt to connect failed before anything was sent.
    ConnectFailed,
    /// A segment was sent again.
    Retransmitted {
        /// The state in which that was.
        state: State,
    },
    /// A segment was answered with a reset; most often because nobody listens on its port.
    ResetSent,
    /// A program bound a socket without connections to an address.
    Bound,
    /// A program connected such a socket: it set the peer of what it sends.
    Connected,
    /// Such a socket was closed.
    Closed,
}

impl EventKind {
    /// The state after it, where it tells of one.
    pub fn state(self) -> Option<State> {
        match self {
            Self::State { new, .. } | Self::Retransmitted { state: new } => Some(new),
            Self::Accepted | Self::Connected => Some(State::Established),
            Self::ConnectFailed | Self::Bound | Self::Closed => Some(State::Close),
            Self::ResetSent => None,
        }
    }
}

/// The process whose socket it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventProcess {
    /// Its number in the reader's PID namespace; `None` where it is in another.
    pub id: Option<ProcessId>,
    /// The thread that did it, likewise.
    pub thread: Option<ProcessId>,
    /// When the process started, where that was seen together with the socket.
    pub started: Option<ClockTicks>,
    /// Its name at that time.
    pub name: ProcessName,
    /// The cgroup v2 that it is in.
    pub cgroup: Option<CgroupId>,
    /// By what it is known to be this one.
    pub role: Role,
}

/// By what a process is known to be the socket's, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It connected the socket.
    Connected,
    /// It listens on it.
    Listens,
    /// It accepted the connection.
    Accepted,
    /// It bound the socket.
    Bound,
    /// It was the first seen to read from it or write to it.
    Used,
    /// It closed the socket.
    Closed,
    /// It has the socket as a file.
    Holds,
    /// It listens where the connection came in; nobody has accepted that yet.
    Queues,
}

/// A process's name, at most 15 octets (`TASK_COMM_LEN`). Untrusted bytes.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ProcessName {
    octets: [u8; 16],
}

impl ProcessName {
    /// As the kernel keeps it: filled up with NULs.
    pub fn from_kernel(octets: [u8; 16]) -> Self {
        Self { octets }
    }

    /// The first octets of a name.
    pub fn cut(name: &[u8]) -> Self {
        let mut octets = [0; 16];
        let length = name.len().min(octets.len() - 1);
        octets[..length].copy_from_slice(&name[..length]);
        Self { octets }
    }

    /// The name.
    pub fn as_bytes(&self) -> &[u8] {
        let end = self.octets.iter().position(|&octet| octet == 0).unwrap_or(self.octets.len());
        &self.octets[..end]
    }
}

impl fmt::Debug for ProcessName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.as_bytes().escape_ascii())
    }
}

/// The account of a connection at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Why it ended.
    pub why: Why,
    /// How long it lived; `None` where its beginning was not seen.
    pub lived: Option<Duration>,
    /// What only the kernel's own record has.
    pub traffic: Option<Traffic>,
}

/// What a connection carried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Octets of data sent, each counted once.
    pub sent: Bytes,
    /// Octets of data received.
    pub received: Bytes,
    /// Octets of data sent again.
    pub retransmitted: Bytes,
    /// Segments sent again.
    pub retransmits: u32,
    /// The smoothed round-trip time; `None` where none was measured.
    pub round_trip: Option<Micros>,
    /// The least one measured lately.
    pub least_round_trip: Option<Micros>,
}

impl Traffic {
    /// As much of TCP's own account.
    fn as_tcp_info(self) -> TcpInfo {
        TcpInfo {
            bytes_sent: Bytes(self.sent.0.saturating_add(self.retransmitted.0)),
            bytes_acked: self.sent,
            bytes_retrans: self.retransmitted,
            bytes_received: self.received,
            total_retrans: self.retransmits,
            rtt: self.round_trip.unwrap_or_default(),
            min_rtt: self.least_round_trip.unwrap_or_default(),
            ..TcpInfo::default()
        }
    }
}

/// Why a connection ended, or was none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// Both ends closed it, or the one end that there was.
    Closed,
    /// The program closed it; the peer has not yet, and the kernel waits for that without a socket.
    ClosedHere,
    /// The peer ended it by a reset.
    ResetByPeer,
    /// This end ended it by a reset: the program closed it with data unread, or asked for that.
    ResetHere,
    /// The peer answered the attempt with a reset: nobody listens there.
    Refused,
    /// The peer did not answer in time.
    TimedOut,
    /// There is no way to the peer, or something on the way said so.
    Unreachable,
    /// The program gave up before it was connected.
    GivenUp,
    /// Somebody with the right to do so ended it from outside (`ss -K`).
    Aborted,
    /// Another error of the kernel (errno(3)).
    Failed(u16),
    /// It ended unseen.
    Unknown,
}

impl Event {
    /// The record that a listing would have of the socket now, so that filters for listings serve for events.
    pub fn socket(&self) -> Socket<'static> {
        let mut inet = InetSocket::between(self.local, self.peer);
        inet.tcp = self.ending.and_then(|ending| ending.traffic).map(Traffic::as_tcp_info);
        let mut socket = Socket::blank(self.transport, SocketFamily::Inet(inet));
        socket.state = self.kind.state().unwrap_or(State::Close);
        socket.inode = self.inode.unwrap_or_default();
        socket.cookie = self.cookie;
        socket.user = self.user;
        socket
    }
}
