//! What kind of socket it is: one value per row label that the views know.

/// The transport of a socket, across all families.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    /// TCP (RFC 9293).
    Tcp,
    /// UDP (RFC 768).
    Udp,
    /// UDP-Lite (RFC 3828).
    UdpLite,
    /// Raw IP.
    Raw,
    /// ICMPv6 echo socket.
    Icmp6,
    /// DCCP (RFC 4340).
    Dccp,
    /// SCTP (RFC 9260).
    Sctp,
    /// Multipath TCP (RFC 8684).
    Mptcp,
    /// An IP protocol that this program has no name for, by number.
    OtherIp(u16),
    /// UNIX stream.
    UnixStream,
    /// UNIX datagram.
    UnixDatagram,
    /// UNIX sequenced packets.
    UnixSeqpacket,
    /// Link layer, with its header (`SOCK_RAW`).
    PacketRaw,
    /// Link layer, header cut off (`SOCK_DGRAM`).
    PacketDatagram,
    /// Netlink.
    Netlink,
    /// VM sockets, stream.
    VsockStream,
    /// VM sockets, datagram.
    VsockDatagram,
    /// VM sockets, sequenced packets.
    VsockSeqpacket,
    /// TIPC.
    Tipc,
    /// AF_XDP.
    Xdp,
}

impl Transport {
    /// The inet transport with this IP protocol number.
    pub fn from_ip_protocol(number: u16) -> Self {
        match number {
            6 => Self::Tcp,
            17 => Self::Udp,
            136 => Self::UdpLite,
            255 => Self::Raw,
            58 => Self::Icmp6,
            33 => Self::Dccp,
            132 => Self::Sctp,
            262 => Self::Mptcp,
            other => Self::OtherIp(other),
        }
    }

    /// The IP protocol number, for the inet transports.
    pub fn ip_protocol(self) -> Option<u16> {
        Some(match self {
            Self::Tcp => 6,
            Self::Udp => 17,
            Self::UdpLite => 136,
            Self::Raw => 255,
            Self::Icmp6 => 58,
            Self::Dccp => 33,
            Self::Sctp => 132,
            Self::Mptcp => 262,
            Self::OtherIp(number) => number,
            _ => return None,
        })
    }
}
