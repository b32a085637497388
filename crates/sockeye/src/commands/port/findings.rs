//! What `sockeye port` found: who waits on the ports, who is connected over them, and which two sockets are the ends of one connection.

use super::super::parties::{Parties, PartyId};
use measure::ends::{self, EndsIndex};
use model::{Exposure, InetEndpoint, Micros, Millis, NamespaceId, State, TcpInfo, Transport};
use std::collections::{HashMap, HashSet};

/// Everything that has to do with the ports that were asked about.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) parties: Parties,
    pub(super) listeners: Vec<Listener>,
    pub(super) connections: Vec<Connection>,
    /// Connections in TIME-WAIT, of which nothing more is to be told.
    pub(super) time_wait: TimeWait,
    /// What the network namespaces are called in which something was found. Untrusted bytes.
    pub(super) namespaces: HashMap<NamespaceId, Box<[u8]>>,
}

/// Connections in TIME-WAIT: those whose port at this end was asked about, and those to that port from here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TimeWait {
    pub(super) here: usize,
    pub(super) clients: usize,
}

/// A socket that waits for others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Listener {
    pub(super) transport: Transport,
    /// What its transport is called.
    pub(super) kind: &'static str,
    pub(super) local: End,
    pub(super) reach: Reach,
    /// The name of its service. Untrusted bytes.
    pub(super) service: Option<Vec<u8>>,
    /// Its queue, where connections wait in one.
    pub(super) backlog: Option<Backlog>,
    /// Who made it: its user's name, or else number. Untrusted.
    pub(super) maker: Option<Box<str>>,
    pub(super) party: PartyId,
    pub(super) namespace: NamespaceId,
}

/// Who can reach a listener.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// So far, over this interface if it is bound to one. Untrusted bytes.
    Network(Exposure, Option<Vec<u8>>),
    /// Processes of this host.
    Host,
    /// Nobody: it only keeps others from having the port.
    Nobody,
}

/// Connections that wait for a listener to accept them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Backlog {
    pub(super) waiting: u32,
    /// How many may.
    pub(super) limit: u32,
}

impl Backlog {
    /// Whether the kernel drops who comes next: it lets one more in than the limit says.
    pub(super) fn is_full(self) -> bool {
        self.waiting > self.limit
    }
}

/// A connection as one of its ends has it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Connection {
    pub(super) transport: Transport,
    pub(super) state: State,
    /// What its state is called.
    pub(super) word: &'static str,
    pub(super) local: End,
    pub(super) peer: End,
    /// Whether the port that was asked about is that of this end.
    pub(super) is_here: bool,
    pub(super) since: Since,
    pub(super) party: PartyId,
    /// Who holds the other end, where that is on this host too.
    pub(super) other: Option<PartyId>,
    pub(super) namespace: NamespaceId,
}

impl Connection {
    /// Its ends, where both are told by addresses.
    fn ends(&self) -> Option<ends::End> {
        match (&self.local, &self.peer) {
            (End::Inet(local), End::Inet(peer)) => {
                let (local, peer) = (*local, *peer);
                Some(ends::End { transport: self.transport, namespace: self.namespace, local, peer })
            }
            _ => None,
        }
    }
}

/// An end of a socket.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum End {
    Inet(InetEndpoint),
    /// The name of a UNIX socket as the kernel has it. Untrusted bytes.
    Unix(Box<[u8]>),
    /// A UNIX socket without a name.
    Unnamed,
}

/// Octets of the kernel's struct up to the count of what was received (kernel 4.1).
const COUNTS_RECEIVED: u16 = 136;

/// How long a connection has been there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Since {
    /// So long.
    Exactly(Micros),
    /// So long at least: it was last heard of then.
    AtLeast(Micros),
    Unknown,
}

impl Since {
    /// What TCP's own account tells. It notes when data last passed each way, and begins both notes when the connection is made: the
    /// note of a way that nothing has passed yet is the connection's age.
    pub(super) fn of(info: Option<&TcpInfo>) -> Self {
        // A connection that is still being made has no such notes: they would count from the boot.
        let is_made = |info: &&TcpInfo| {
            !matches!(State::from_kernel(info.state), State::SynSent | State::SynRecv | State::NewSynRecv)
        };
        let Some(info) = info.filter(|info| info.length >= COUNTS_RECEIVED).filter(is_made) else {
            return Self::Unknown;
        };
        let (sent, received) = (info.last_data_sent, info.last_data_recv);
        let micros = |millis: Millis| Micros(millis.0.saturating_mul(1000));
        if info.bytes_received.0 == 0 {
            Self::Exactly(micros(received))
        } else if info.bytes_sent.0 == 0 && info.bytes_acked.0 <= 1 {
            Self::Exactly(micros(sent))
        } else {
            Self::AtLeast(micros(sent.max(received)))
        }
    }
}

impl Findings {
    /// Whether anybody has one of the ports.
    pub(super) fn somebody(&self) -> bool {
        !self.listeners.is_empty() || self.connections.iter().any(|connection| connection.is_here)
    }

    /// Puts the two ends of a connection into one row, that of the end that has the port.
    pub(super) fn pair(&mut self) {
        let mut index = EndsIndex::new();
        for (place, connection) in self.connections.iter().enumerate().filter(|(_, connection)| connection.is_here) {
            connection.ends().into_iter().for_each(|ends| index.insert(ends, place));
        }
        let served: HashSet<_> =
            self.listeners.iter().filter_map(|listener| Some((listener.transport, listener.local.port()?))).collect();
        let serves = |connection: &Connection| {
            connection.local.port().is_some_and(|port| served.contains(&(connection.transport, port)))
        };
        let mut is_folded = vec![false; self.connections.len()];
        for place in 0..self.connections.len() {
            let connection = &self.connections[place];
            let other = connection.ends().and_then(|ends| index.other_end(&ends).certain());
            // A socket may be connected to itself.
            let Some(other) = other.filter(|other| *other != place && !is_folded[*other]) else { continue };
            // Where both ends have a port that was asked about, the row is that of the server.
            if connection.is_here && serves(connection) && !serves(&self.connections[other]) {
                continue;
            }
            self.connections[other].other = Some(connection.party);
            is_folded[place] = true;
        }
        let mut folded = is_folded.into_iter();
        self.connections.retain(|_| !folded.next().unwrap_or(false));
    }

    /// What a network namespace is called. Untrusted bytes.
    pub(super) fn namespace(&self, id: NamespaceId) -> &[u8] {
        self.namespaces.get(&id).map_or(&[], |name| &**name)
    }
}

impl End {
    /// Its port, where it has one.
    pub(super) fn port(&self) -> Option<u16> {
        match self {
            Self::Inet(endpoint) => Some(endpoint.port),
            Self::Unix(_) | Self::Unnamed => None,
        }
    }
}
