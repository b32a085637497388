//! Sockets of every family, as far as lsof tells of them, by the inode through which a descriptor refers to one.

mod gather;
mod shown;
mod table;

pub(super) use gather::InetTables;
pub(super) use table::{SocketId, SocketTable};

use model::{InetEndpoint, NetlinkProtocol, State, Transport};

/// What lsof tells of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SocketFacts<'t> {
    /// IPv4 and IPv6: TCP, UDP, raw and ICMP.
    Inet(InetFacts),
    /// UNIX domain.
    Unix(UnixFacts<'t>),
    /// Netlink.
    Netlink(NetlinkProtocol),
    /// Link layer.
    Packet {
        /// [`Transport::PacketRaw`] or [`Transport::PacketDatagram`].
        transport: Transport,
        /// Ethernet protocol in the host's order.
        protocol: u16,
    },
}

/// What lsof tells of an inet socket. Its IP version is that of its addresses, before an IPv4-mapped one is unmapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InetFacts {
    /// TCP, UDP, UDP-Lite, raw, or IP protocol 1 for the sockets of ping(8).
    pub(super) transport: Transport,
    /// This end; the port of a raw socket is its protocol.
    pub(super) local: InetEndpoint,
    /// The other end.
    pub(super) peer: InetEndpoint,
    /// Its state.
    pub(super) state: State,
    /// Octets that wait to be read; for a listener, connections that wait.
    pub(super) receive_queue: u32,
    /// Octets that wait to be sent.
    pub(super) send_queue: u32,
}

/// What lsof tells of a UNIX socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnixFacts<'t> {
    /// Its address in the kernel, or what the kernel shows in its stead.
    pub(super) address: u64,
    /// Stream, datagram or sequenced packets.
    pub(super) transport: Transport,
    /// Its state, by analogy with TCP.
    pub(super) state: State,
    /// Its name as `/proc/net/unix` has it: `@` for each NUL. Untrusted bytes.
    pub(super) name: &'t [u8],
}
