//! Both ends of a connection, where both are on this host: the socket that is the other end of a socket.
//!
//! An internet socket's other end has the same two endpoints the other way round. It is in the same network namespace, as on
//! loopback, or in another one that a virtual cable reaches (veth(4)); addresses of loopback never leave their own. Where an
//! address is translated on the way, the two do not match and no end is found. A UNIX socket's other end is told by the kernel, by
//! its inode (unix(7)).
//!
//! IPv4 is folded into the IPv6 that maps it (RFC 4291 section 2.5.5.2): one end may be a socket of either kind.

use model::{InetEndpoint, Inode, NamespaceId, Transport};
use std::collections::HashMap;
use std::net::IpAddr;

/// An end of a connection, as its host sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// What kind of socket it is.
    pub transport: Transport,
    /// Where it was opened.
    pub namespace: NamespaceId,
    /// Its own endpoint.
    pub local: InetEndpoint,
    /// The other end's.
    pub peer: InetEndpoint,
}

/// Sockets by their ends. `T` is what a socket is known by to whoever asks, such as its place in a list.
#[derive(Clone, Debug)]
pub struct EndsIndex<T> {
    /// By their namespace's place in `namespaces`.
    here: HashMap<(u32, Connection), Sides<T>>,
    /// Whatever the namespace.
    anywhere: HashMap<Connection, Sides<T>>,
    namespaces: HashMap<NamespaceId, u32>,
    unix: HashMap<Inode, T>,
}

/// What is known of a socket's other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherEnd<T> {
    /// It is not on this host, or was not listed, or its address was translated on the way.
    NotHere,
    /// It is this one.
    Is(T),
    /// It is this one, in another network namespace.
    IsElsewhere(T),
    /// More than one socket fits: the same addresses exist in several namespaces, or several sockets share a port.
    Ambiguous,
}

/// Two endpoints, in the same order from either side: each connection is hashed and kept once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Connection {
    transport: Transport,
    /// Of both: the address, IPv4 folded, and the port.
    endpoints: [[u8; 18]; 2],
}

/// The sockets at the lower and at the higher endpoint of a connection.
type Sides<T> = [Found<T>; 2];

/// What was inserted.
#[derive(Clone, Copy, Debug)]
enum Found<T> {
    Nothing,
    One(T),
    Several,
}

impl<T> Default for EndsIndex<T> {
    fn default() -> Self {
        Self { here: HashMap::new(), anywhere: HashMap::new(), namespaces: HashMap::new(), unix: HashMap::new() }
    }
}

impl<T: Copy> EndsIndex<T> {
    /// Without sockets.
    pub fn new() -> Self {
        Self::default()
    }

    /// Inserts an internet socket. One without a peer, such as a listener, is no end of a connection.
    pub fn insert(&mut self, end: End, socket: T) {
        if end.peer.port == 0 || end.peer.address.to_canonical().is_unspecified() {
            return;
        }
        let (connection, side) = Connection::of(&end);
        // A host has far fewer namespaces.
        let next = self.namespaces.len() as u32;
        let namespace = *self.namespaces.entry(end.namespace).or_insert(next);
        let nothing = [Found::Nothing, Found::Nothing];
        self.here.entry((namespace, connection)).or_insert(nothing)[side].add(socket);
        if !end.is_on_loopback() {
            self.anywhere.entry(connection).or_insert(nothing)[side].add(socket);
        }
    }

    /// Inserts a UNIX socket. An inode of zero is none.
    pub fn insert_unix(&mut self, inode: Inode, socket: T) {
        if inode != Inode(0) {
            self.unix.insert(inode, socket);
        }
    }

    /// The other end of an internet socket, which need not have been inserted itself. A socket connected to itself is its own.
    pub fn other_end(&self, end: &End) -> OtherEnd<T> {
        let (connection, side) = Connection::of(end);
        let other = connection.other(side);
        let here = self.namespaces.get(&end.namespace).and_then(|namespace| self.here.get(&(*namespace, connection)));
        match here.map(|sides| sides[other]) {
            Some(Found::One(socket)) => return OtherEnd::Is(socket),
            Some(Found::Several) => return OtherEnd::Ambiguous,
            Some(Found::Nothing) | None => {}
        }
        let Some(sides) = self.anywhere.get(&connection) else { return OtherEnd::NotHere };
        match (sides[other], sides[side]) {
            (Found::Nothing, _) => OtherEnd::NotHere,
            // Two that look alike have one end too few.
            (Found::Several, _) | (_, Found::Several) => OtherEnd::Ambiguous,
            (Found::One(socket), _) => OtherEnd::IsElsewhere(socket),
        }
    }

    /// The other end of a UNIX socket whose peer has this inode.
    pub fn other_unix_end(&self, peer: Inode) -> OtherEnd<T> {
        self.unix.get(&peer).map_or(OtherEnd::NotHere, |socket| OtherEnd::Is(*socket))
    }
}

impl<T> OtherEnd<T> {
    /// The socket, if it is certain, wherever it is.
    pub fn certain(self) -> Option<T> {
        match self {
            Self::Is(socket) | Self::IsElsewhere(socket) => Some(socket),
            Self::NotHere | Self::Ambiguous => None,
        }
    }
}

impl End {
    fn is_on_loopback(&self) -> bool {
        [self.local, self.peer].iter().any(|endpoint| endpoint.address.to_canonical().is_loopback())
    }
}

impl<T> Found<T> {
    fn add(&mut self, socket: T) {
        *self = match self {
            Self::Nothing => Self::One(socket),
            Self::One(_) | Self::Several => Self::Several,
        };
    }
}

impl Connection {
    /// The connection, and at which of its endpoints this end is.
    fn of(end: &End) -> (Self, usize) {
        let (local, peer) = (octets(end.local), octets(end.peer));
        let is_lower = local <= peer;
        let endpoints = if is_lower { [local, peer] } else { [peer, local] };
        (Self { transport: end.transport, endpoints }, usize::from(!is_lower))
    }

    /// The side of the other end: the same where both endpoints are one.
    fn other(&self, side: usize) -> usize {
        if self.endpoints[0] == self.endpoints[1] { side } else { 1 - side }
    }
}

fn octets(endpoint: InetEndpoint) -> [u8; 18] {
    let address = match endpoint.address {
        IpAddr::V4(address) => address.to_ipv6_mapped(),
        IpAddr::V6(address) => address,
    };
    let mut octets = [0; 18];
    octets[..16].copy_from_slice(&address.octets());
    octets[16..].copy_from_slice(&endpoint.port.to_be_bytes());
    octets
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::SocketAddr;

    const HOST: NamespaceId = NamespaceId { device: 4, inode: 1 };
    const BLUE: NamespaceId = NamespaceId { device: 4, inode: 2 };
    const GREEN: NamespaceId = NamespaceId { device: 4, inode: 3 };

    fn end(namespace: NamespaceId, local: &str, peer: &str) -> End {
        let endpoint = |text: &str| {
            let parsed: SocketAddr = text.parse().expect("an endpoint");
            InetEndpoint { address: parsed.ip(), port: parsed.port() }
        };
        End { transport: Transport::Tcp, namespace, local: endpoint(local), peer: endpoint(peer) }
    }

    fn index(ends: &[End]) -> EndsIndex<usize> {
        let mut index = EndsIndex::new();
        ends.iter().enumerate().for_each(|(place, end)| index.insert(*end, place));
        index
    }

    #[test]
    fn loopback_stays_in_its_namespace() {
        let ends = [
            end(HOST, "127.0.0.1:80", "127.0.0.1:4000"),
            end(HOST, "127.0.0.1:4000", "127.0.0.1:80"),
            end(BLUE, "127.0.0.1:80", "127.0.0.1:4000"),
        ];
        let index = index(&ends);
        assert_eq!(index.other_end(&ends[0]), OtherEnd::Is(1));
        assert_eq!(index.other_end(&ends[1]), OtherEnd::Is(0));
        assert_eq!(index.other_end(&ends[2]), OtherEnd::NotHere);
    }

    #[test]
    fn a_cable_leads_to_another_namespace() {
        let ends = [
            end(HOST, "10.0.0.1:80", "10.0.0.2:4000"),
            end(BLUE, "10.0.0.2:4000", "10.0.0.1:80"),
            end(HOST, "10.0.0.1:80", "192.0.2.1:4000"),
        ];
        let index = index(&ends);
        assert_eq!(index.other_end(&ends[0]), OtherEnd::IsElsewhere(1));
        assert_eq!(index.other_end(&ends[1]).certain(), Some(0));
        assert_eq!(index.other_end(&ends[2]), OtherEnd::NotHere);
    }

    #[test]
    fn what_could_be_either_is_said_to_be_ambiguous() {
        let ends = [
            end(HOST, "10.0.0.1:80", "10.0.0.2:4000"),
            end(BLUE, "10.0.0.2:4000", "10.0.0.1:80"),
            end(GREEN, "10.0.0.2:4000", "10.0.0.1:80"),
        ];
        let index = index(&ends);
        for end in &ends {
            assert_eq!(index.other_end(end), OtherEnd::Ambiguous);
        }
    }

    #[test]
    fn either_end_may_be_a_socket_of_ipv6() {
        let ends = [
            end(HOST, "[::ffff:127.0.0.1]:80", "[::ffff:127.0.0.1]:4000"),
            end(HOST, "127.0.0.1:4000", "127.0.0.1:80"),
        ];
        let index = index(&ends);
        assert_eq!(index.other_end(&ends[0]), OtherEnd::Is(1));
        assert_eq!(index.other_end(&ends[1]), OtherEnd::Is(0));
    }

    #[test]
    fn listeners_have_no_other_end_and_another_transport_is_none() {
        let listener = end(HOST, "0.0.0.0:80", "0.0.0.0:0");
        let mut udp = end(HOST, "127.0.0.1:80", "127.0.0.1:4000");
        udp.transport = Transport::Udp;
        let index = index(&[listener, udp]);
        assert_eq!(index.other_end(&listener), OtherEnd::NotHere);
        assert_eq!(index.other_end(&end(HOST, "127.0.0.1:4000", "127.0.0.1:80")), OtherEnd::NotHere);
    }

    #[test]
    fn a_connection_to_itself_has_one_end() {
        let own = end(HOST, "127.0.0.1:80", "127.0.0.1:80");
        assert_eq!(index(&[own]).other_end(&own), OtherEnd::Is(0));
    }

    #[test]
    fn unix_sockets_are_found_by_inode() {
        let mut index = EndsIndex::new();
        index.insert_unix(Inode(7), 'a');
        index.insert_unix(Inode(0), 'b');
        assert_eq!(index.other_unix_end(Inode(7)), OtherEnd::Is('a'));
        assert_eq!(index.other_unix_end(Inode(0)), OtherEnd::NotHere);
    }
}
