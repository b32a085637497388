//! Sockets by inode, packed: a busy host has a million, and every one of them must be at hand when its descriptor turns up.

use super::{InetFacts, SocketFacts, UnixFacts};
use model::{InetEndpoint, Inode, NetlinkProtocol, State, Transport};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// Which sockets there are, and what lsof tells of each.
#[derive(Debug, Default)]
pub(in super::super) struct SocketTable {
    /// In ascending order once [`SocketTable::index`] has been called. The kernel numbers sockets with 32 bits.
    places: Vec<(u32, Place)>,
    ipv4: Vec<Packed<Ipv4Addr>>,
    ipv6: Vec<Packed<Ipv6Addr>>,
    others: Vec<Other>,
    names: Vec<u8>,
}

/// A socket of a table, once that has been indexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct SocketId(u32);

/// Where a socket's facts are: in which list, by the lowest bits, and at which place of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place(u32);

/// The lists that a place may be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    Ipv4,
    Ipv6,
    Other,
}

impl Place {
    const LIST_BITS: u32 = 2;

    /// The place of what was just put in. No memory holds a billion sockets.
    fn last(list: List, length: usize) -> Self {
        Self((length as u32 - 1) << Self::LIST_BITS | list as u32)
    }

    fn list(self) -> List {
        match self.0 & ((1 << Self::LIST_BITS) - 1) {
            0 => List::Ipv4,
            1 => List::Ipv6,
            _ => List::Other,
        }
    }

    fn number(self) -> usize {
        (self.0 >> Self::LIST_BITS) as usize
    }
}

/// An inet socket, whose addresses are those of one IP version.
#[derive(Clone, Copy, Debug)]
struct Packed<A> {
    addresses: [A; 2],
    ports: [u16; 2],
    queues: [u32; 2],
    /// The IP protocol.
    protocol: u16,
    state: u8,
}

#[derive(Debug)]
enum Other {
    Unix { address: u64, transport: Transport, state: State, name: Range<usize> },
    Netlink(NetlinkProtocol),
    Packet { transport: Transport, protocol: u16 },
}

/// How much of a table there was at some time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    places: usize,
    ipv4: usize,
    ipv6: usize,
    others: usize,
    names: usize,
}

impl SocketTable {
    /// Adds a socket, unless no file refers to it.
    pub(super) fn insert(&mut self, inode: Inode, facts: &SocketFacts<'_>) {
        let Some(inode) = u32::try_from(inode.0).ok().filter(|&inode| inode != 0) else { return };
        let place = match facts {
            SocketFacts::Inet(facts) => match (facts.local.address, facts.peer.address) {
                (IpAddr::V4(local), IpAddr::V4(peer)) => {
                    self.ipv4.push(Packed::new(facts, [local, peer]));
                    Place::last(List::Ipv4, self.ipv4.len())
                }
                (local, peer) => {
                    self.ipv6.push(Packed::new(facts, [local, peer].map(as_ipv6)));
                    Place::last(List::Ipv6, self.ipv6.len())
                }
            },
            SocketFacts::Unix(facts) => {
                let start = self.names.len();
                self.names.extend_from_slice(facts.name);
                let UnixFacts { address, transport, state, .. } = *facts;
                self.other(Other::Unix { address, transport, state, name: start..self.names.len() })
            }
            SocketFacts::Netlink(protocol) => self.other(Other::Netlink(*protocol)),
            &SocketFacts::Packet { transport, protocol } => self.other(Other::Packet { transport, protocol }),
        };
        self.places.push((inode, place));
    }

    fn other(&mut self, other: Other) -> Place {
        self.others.push(other);
        Place::last(List::Other, self.others.len())
    }

    /// Makes what was added findable. Of several sockets with one inode the first counts.
    pub(in super::super) fn index(&mut self) {
        self.places.sort_unstable();
        self.places.dedup_by_key(|(inode, _)| *inode);
        self.places.shrink_to_fit();
    }

    /// The socket with this inode.
    pub(in super::super) fn find(&self, inode: Inode) -> Option<SocketId> {
        let inode = u32::try_from(inode.0).ok()?;
        let place = self.places.binary_search_by_key(&inode, |(inode, _)| *inode).ok()?;
        u32::try_from(place).ok().map(SocketId)
    }

    /// A socket's inode, and what is known of it.
    pub(in super::super) fn get(&self, socket: SocketId) -> (Inode, SocketFacts<'_>) {
        let (inode, place) = self.places[socket.0 as usize];
        let facts = match place.list() {
            List::Ipv4 => SocketFacts::Inet(self.ipv4[place.number()].facts()),
            List::Ipv6 => SocketFacts::Inet(self.ipv6[place.number()].facts()),
            List::Other => match &self.others[place.number()] {
                Other::Unix { address, transport, state, name } => {
                    let (address, transport, state) = (*address, *transport, *state);
                    SocketFacts::Unix(UnixFacts { address, transport, state, name: &self.names[name.clone()] })
                }
                Other::Netlink(protocol) => SocketFacts::Netlink(*protocol),
                &Other::Packet { transport, protocol } => SocketFacts::Packet { transport, protocol },
            },
        };
        (Inode(inode.into()), facts)
    }

    /// Whether there is no socket in it.
    pub(in super::super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Every inet socket with its inode.
    pub(in super::super) fn inet(&self) -> impl Iterator<Item = (Inode, InetFacts)> {
        (0..self.places.len() as u32).filter_map(|place| match self.get(SocketId(place)) {
            (inode, SocketFacts::Inet(facts)) => Some((inode, facts)),
            _ => None,
        })
    }

    pub(super) fn mark(&self) -> Mark {
        Mark {
            places: self.places.len(),
            ipv4: self.ipv4.len(),
            ipv6: self.ipv6.len(),
            others: self.others.len(),
            names: self.names.len(),
        }
    }

    /// Forgets what was added since.
    pub(super) fn rewind(&mut self, mark: Mark) {
        self.places.truncate(mark.places);
        self.ipv4.truncate(mark.ipv4);
        self.ipv6.truncate(mark.ipv6);
        self.others.truncate(mark.others);
        self.names.truncate(mark.names);
    }
}

impl<A: Copy + Into<IpAddr>> Packed<A> {
    fn new(facts: &InetFacts, addresses: [A; 2]) -> Self {
        Self {
            addresses,
            ports: [facts.local.port, facts.peer.port],
            queues: [facts.receive_queue, facts.send_queue],
            protocol: facts.transport.ip_protocol().unwrap_or_default(),
            state: facts.state.to_kernel(),
        }
    }

    fn facts(&self) -> InetFacts {
        let end = |place: usize| InetEndpoint { address: self.addresses[place].into(), port: self.ports[place] };
        InetFacts {
            transport: Transport::from_ip_protocol(self.protocol),
            local: end(0),
            peer: end(1),
            state: State::from_kernel(self.state),
            receive_queue: self.queues[0],
            send_queue: self.queues[1],
        }
    }
}

fn as_ipv6(address: IpAddr) -> Ipv6Addr {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped(),
        IpAddr::V6(address) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> SocketFacts<'static> {
        let address = text.parse().expect("an address");
        SocketFacts::Inet(InetFacts {
            transport: Transport::Tcp,
            local: InetEndpoint { address, port: 1 },
            peer: InetEndpoint { address, port: 2 },
            state: State::Listen,
            receive_queue: 3,
            send_queue: 4,
        })
    }

    #[test]
    fn sockets_come_back_as_they_went_in() {
        let unix = UnixFacts { address: 5, transport: Transport::UnixStream, state: State::Close, name: b"/run/\xff" };
        let all = [
            (9, facts("::ffff:1.2.3.4")),
            (7, facts("10.0.0.1")),
            (u32::MAX.into(), SocketFacts::Unix(unix)),
            (8, SocketFacts::Netlink(NetlinkProtocol(16))),
            (6, SocketFacts::Packet { transport: Transport::PacketRaw, protocol: 3 }),
        ];
        let mut table = SocketTable::default();
        all.iter().for_each(|(inode, facts)| table.insert(Inode(*inode), facts));
        table.index();
        for (inode, facts) in all {
            assert_eq!(table.find(Inode(inode)).map(|socket| table.get(socket)), Some((Inode(inode), facts)));
        }
        assert_eq!(table.find(Inode(5)), None);
        assert_eq!(table.find(Inode(u64::MAX)), None);
    }

    #[test]
    fn sockets_without_a_file_or_read_twice_leave_no_trace() {
        let mut table = SocketTable::default();
        table.insert(Inode(0), &facts("1.1.1.1"));
        assert!(table.is_empty());
        table.insert(Inode(1), &facts("1.1.1.1"));
        let mark = table.mark();
        table.insert(Inode(2), &facts("::1"));
        table.rewind(mark);
        table.insert(Inode(1), &facts("2.2.2.2"));
        table.index();
        let first = table.find(Inode(1)).map(|socket| table.get(socket).1);
        assert_eq!((first, table.find(Inode(2))), (Some(facts("1.1.1.1")), None));
    }
}
