//! The socket tables that ss(8) tells apart, what they are called, and what each brings by default.

use super::{FamilySet, TableSet};
use crate::ast::TransportSet;
use model::{Family, State, StateSet, Transport};

/// A table of sockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(missing_docs)] // The names say it; model::Transport documents the protocols.
pub enum Table {
    Tcp,
    Mptcp,
    Dccp,
    Udp,
    Raw,
    UnixDatagram,
    UnixStream,
    UnixSeqpacket,
    PacketDatagram,
    PacketRaw,
    Netlink,
    Sctp,
    VsockStream,
    VsockDatagram,
    Tipc,
    Xdp,
    /// Of this ss knows nothing: no option of its leads here.
    UdpLite,
}

use Table::{
    Dccp, Mptcp, Netlink, PacketDatagram, PacketRaw, Raw, Sctp, Tcp, Tipc, Udp, UdpLite, UnixDatagram, UnixSeqpacket,
    UnixStream, VsockDatagram, VsockStream, Xdp,
};

const INET: TableSet = TableSet::of(&[Tcp, Mptcp, Udp, Dccp, Sctp, Raw]);
const UNIX: TableSet = TableSet::of(&[UnixDatagram, UnixStream, UnixSeqpacket]);
const PACKET: TableSet = TableSet::of(&[PacketDatagram, PacketRaw]);
const VSOCK: TableSet = TableSet::of(&[VsockStream, VsockDatagram]);
/// Everything but TIPC, which must be asked for.
const ALL_BUT_TIPC: TableSet = INET.union(UNIX).union(PACKET).union(VSOCK).union(TableSet::of(&[Netlink, Xdp]));

/// What TIPC shows by default.
const TIPC_STATES: StateSet = StateSet::of_kernel_number(1).union(StateSet::LISTENING);

impl Table {
    /// Every table.
    pub const ALL: [Self; 17] = [
        Tcp,
        Mptcp,
        Dccp,
        Udp,
        Raw,
        UnixDatagram,
        UnixStream,
        UnixSeqpacket,
        PacketDatagram,
        PacketRaw,
        Netlink,
        Sctp,
        VsockStream,
        VsockDatagram,
        Tipc,
        Xdp,
        UdpLite,
    ];

    /// Every table, in the order in which ss lists them.
    pub const IN_LISTING_ORDER: [Self; 17] = [
        Netlink,
        PacketDatagram,
        PacketRaw,
        UnixDatagram,
        UnixStream,
        UnixSeqpacket,
        Raw,
        Udp,
        UdpLite,
        Tcp,
        Dccp,
        Sctp,
        VsockStream,
        VsockDatagram,
        Tipc,
        Xdp,
        Mptcp,
    ];

    /// The families whose sockets the table has.
    pub fn families(self) -> FamilySet {
        match self {
            Tcp | Mptcp | Dccp | Udp | UdpLite | Raw | Sctp => FamilySet::INET,
            UnixDatagram | UnixStream | UnixSeqpacket => Family::Unix.into(),
            PacketDatagram | PacketRaw => Family::Packet.into(),
            Netlink => Family::Netlink.into(),
            VsockStream | VsockDatagram => Family::Vsock.into(),
            Tipc => Family::Tipc.into(),
            Xdp => Family::Xdp.into(),
        }
    }

    /// The transports whose sockets the table has.
    pub fn transports(self) -> TransportSet {
        match self {
            Tcp => Transport::Tcp.into(),
            Mptcp => Transport::Mptcp.into(),
            Dccp => Transport::Dccp.into(),
            Udp => Transport::Udp.into(),
            UdpLite => Transport::UdpLite.into(),
            Raw => Transport::Raw.into(),
            Sctp => Transport::Sctp.into(),
            UnixDatagram => Transport::UnixDatagram.into(),
            UnixStream => Transport::UnixStream.into(),
            UnixSeqpacket => Transport::UnixSeqpacket.into(),
            PacketDatagram => Transport::PacketDatagram.into(),
            PacketRaw => Transport::PacketRaw.into(),
            Netlink => Transport::Netlink.into(),
            // VM sockets are read at once, and ss has no table for their sequenced packets.
            VsockStream => TransportSet::of(&[Transport::VsockStream, Transport::VsockSeqpacket]),
            VsockDatagram => Transport::VsockDatagram.into(),
            Tipc => Transport::Tipc.into(),
            Xdp => Transport::Xdp.into(),
        }
    }

    /// The states that asking for the table brings.
    pub(super) fn default_states(self) -> StateSet {
        match self {
            Udp | UdpLite | Raw => State::Established.into(),
            UnixDatagram | PacketDatagram | PacketRaw | Netlink | Xdp => State::Close.into(),
            Tipc => TIPC_STATES,
            Tcp | Mptcp | Dccp | Sctp | UnixStream | UnixSeqpacket | VsockStream | VsockDatagram => StateSet::CONNECTED,
        }
    }
}

/// The tables that have sockets of this family.
pub(super) fn tables_of(family: Family) -> TableSet {
    match family {
        Family::Inet | Family::Inet6 => INET,
        Family::Unix => UNIX,
        Family::Packet => PACKET,
        Family::Netlink => Netlink.into(),
        Family::Vsock => VSOCK,
        Family::Tipc => Tipc.into(),
        Family::Xdp => Xdp.into(),
    }
}

/// The states that asking for the family brings.
pub(super) fn default_states_of(family: Family) -> StateSet {
    match family {
        Family::Packet | Family::Netlink | Family::Xdp => State::Close.into(),
        Family::Tipc => TIPC_STATES,
        Family::Inet | Family::Inet6 | Family::Unix | Family::Vsock => StateSet::CONNECTED,
    }
}

/// The tables that a word of `-A` stands for.
pub(super) fn tables_named(word: &str) -> Option<TableSet> {
    Some(match word {
        "all" => ALL_BUT_TIPC,
        "inet" => INET,
        "udp" => Udp.into(),
        "dccp" => Dccp.into(),
        "tcp" => Tcp.into(),
        "mptcp" => Mptcp.into(),
        "sctp" => Sctp.into(),
        "raw" => Raw.into(),
        "unix" => UNIX,
        "unix_stream" | "u_str" => UnixStream.into(),
        "unix_dgram" | "u_dgr" => UnixDatagram.into(),
        "unix_seqpacket" | "u_seq" => UnixSeqpacket.into(),
        "packet" => PACKET,
        "packet_raw" | "p_raw" => PacketRaw.into(),
        "packet_dgram" | "p_dgr" => PacketDatagram.into(),
        "netlink" => Netlink.into(),
        "tipc" => Tipc.into(),
        "vsock" => VSOCK,
        "vsock_stream" | "v_str" => VsockStream.into(),
        "vsock_dgram" | "v_dgr" => VsockDatagram.into(),
        "xdp" => Xdp.into(),
        _ => return None,
    })
}

/// The family that a word of `-f` stands for.
pub(super) fn family_named(word: &str) -> Option<Family> {
    Some(match word {
        "inet" => Family::Inet,
        "inet6" => Family::Inet6,
        "link" => Family::Packet,
        "unix" => Family::Unix,
        "netlink" => Family::Netlink,
        "tipc" => Family::Tipc,
        "vsock" => Family::Vsock,
        "xdp" => Family::Xdp,
        _ => return None,
    })
}
