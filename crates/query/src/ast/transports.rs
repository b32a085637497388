//! Sets of transports: what a filter says of the kind of a socket, and what is known of a table before it is read.

use model::Transport;

/// A set of [`Transport`]s. IP protocols without a name of their own ([`Transport::OtherIp`]) share one place in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TransportSet(u32);

impl TransportSet {
    /// No transport.
    pub const EMPTY: Self = Self(0);
    /// Every transport.
    pub const ALL: Self = Self((1 << PLACES) - 1);
    /// UNIX domain sockets.
    pub const UNIX: Self = Self::of(&[Transport::UnixStream, Transport::UnixDatagram, Transport::UnixSeqpacket]);
    /// Link-layer sockets.
    pub const PACKET: Self = Self::of(&[Transport::PacketRaw, Transport::PacketDatagram]);
    /// VM sockets.
    pub const VSOCK: Self = Self::of(&[Transport::VsockStream, Transport::VsockDatagram, Transport::VsockSeqpacket]);
    /// Netlink sockets.
    pub const NETLINK: Self = Self::of(&[Transport::Netlink]);
    /// What else is not over IP.
    const OTHER: Self = Self::of(&[Transport::Netlink, Transport::Tipc, Transport::Xdp]);
    /// Everything over IP.
    pub const INET: Self = Self::ALL.difference(Self::UNIX.union(Self::PACKET).union(Self::VSOCK).union(Self::OTHER));
    /// Those over IP on which a program serves others without a connection, on a port of its own.
    pub const DATAGRAM: Self = Self::of(&[Transport::Udp, Transport::UdpLite]);

    /// These transports.
    pub const fn of(transports: &[Transport]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < transports.len() {
            bits |= 1 << place(transports[index]);
            index += 1;
        }
        Self(bits)
    }

    /// Whether it has this transport.
    pub const fn contains(self, transport: Transport) -> bool {
        self.0 >> place(transport) & 1 != 0
    }

    /// Whether it has every transport of the other.
    pub const fn contains_all(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// Whether both have a transport in common.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What a filter calls the transports that have a word of their own.
    pub(super) fn names(self) -> impl Iterator<Item = &'static str> {
        NAMED.into_iter().filter(move |(transport, _)| self.contains(*transport)).map(|(_, name)| name)
    }

    /// The transports of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The transports of this set that the other has not.
    #[must_use]
    pub const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl From<Transport> for TransportSet {
    fn from(transport: Transport) -> Self {
        Self::of(&[transport])
    }
}

const NAMED: [(Transport, &str); 18] = [
    (Transport::Tcp, "tcp"),
    (Transport::Udp, "udp"),
    (Transport::UdpLite, "udplite"),
    (Transport::Raw, "raw"),
    (Transport::Dccp, "dccp"),
    (Transport::Sctp, "sctp"),
    (Transport::Mptcp, "mptcp"),
    (Transport::UnixStream, "unix-stream"),
    (Transport::UnixDatagram, "unix-dgram"),
    (Transport::UnixSeqpacket, "unix-seqpacket"),
    (Transport::PacketRaw, "packet-raw"),
    (Transport::PacketDatagram, "packet-dgram"),
    (Transport::Netlink, "netlink"),
    (Transport::VsockStream, "vsock-stream"),
    (Transport::VsockDatagram, "vsock-dgram"),
    (Transport::VsockSeqpacket, "vsock-seqpacket"),
    (Transport::Tipc, "tipc"),
    (Transport::Xdp, "xdp"),
];

/// How many places there are.
const PLACES: u32 = 20;

const fn place(transport: Transport) -> u32 {
    match transport {
        Transport::Tcp => 0,
        Transport::Udp => 1,
        Transport::UdpLite => 2,
        Transport::Raw => 3,
        Transport::Icmp6 => 4,
        Transport::Dccp => 5,
        Transport::Sctp => 6,
        Transport::Mptcp => 7,
        Transport::OtherIp(_) => 8,
        Transport::UnixStream => 9,
        Transport::UnixDatagram => 10,
        Transport::UnixSeqpacket => 11,
        Transport::PacketRaw => 12,
        Transport::PacketDatagram => 13,
        Transport::Netlink => 14,
        Transport::VsockStream => 15,
        Transport::VsockDatagram => 16,
        Transport::VsockSeqpacket => 17,
        Transport::Tipc => 18,
        Transport::Xdp => 19,
    }
}
