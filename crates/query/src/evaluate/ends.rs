//! One view of either end of a socket, the same for every family: leading address bits, a number after the colon, and
//! for UNIX sockets a name. What stands for what outside inet is ss(8)'s choice.

use crate::ast::{Side, leading};
use model::{CgroupId, Family, InterfaceIndex, Socket, SocketFamily};
use std::borrow::Cow;
use std::net::IpAddr;

/// One end of a socket.
pub(super) struct End<'a> {
    /// The socket's family.
    pub(super) family: Family,
    /// The address; `None`: one that no prefix fits.
    pub(super) bits: Option<[u8; 16]>,
    /// The port, or what stands in its place: inode of a UNIX socket, interface of a packet socket, queue of an AF_XDP
    /// socket, port id of a netlink socket.
    pub(super) port: i32,
    /// The name.
    pub(super) name: Name<'a>,
}

/// The name of one end.
pub(super) enum Name<'a> {
    /// The family has no names.
    NotNamed,
    /// It was given none.
    Missing,
    /// This one, with `@` for the NULs of an abstract name.
    Text(Cow<'a, [u8]>),
}

impl<'a> End<'a> {
    /// This end of the socket.
    pub(super) fn of(socket: &Socket<'a>, side: Side) -> Self {
        let (bits, port) = match &socket.family {
            SocketFamily::Inet(inet) => {
                let end = match side {
                    Side::Local => inet.local,
                    Side::Peer => inet.peer,
                };
                let bits = match end.address {
                    IpAddr::V4(v4) => leading(v4.octets()),
                    IpAddr::V6(v6) => v6.octets(),
                };
                (Some(bits), i32::from(end.port))
            }
            SocketFamily::Unix(unix) => return Self::of_unix(socket, unix, side),
            SocketFamily::Packet(packet) => match side {
                Side::Local => (number(u32::from(packet.protocol)), as_signed(packet.interface.0)),
                Side::Peer => (number(0), 0),
            },
            SocketFamily::Netlink(netlink) => match side {
                Side::Local => (number(u32::from(netlink.protocol.0)), as_signed(netlink.port_id)),
                Side::Peer => (number(0), -1),
            },
            SocketFamily::Vsock(vsock) => {
                let end = match side {
                    Side::Local => vsock.local,
                    Side::Peer => vsock.peer,
                };
                (number(end.cid), as_signed(end.port))
            }
            SocketFamily::Xdp(xdp) => match (side, xdp.info) {
                (Side::Local, Some(info)) => (number(0), as_signed(info.queue)),
                _ => (number(0), 0),
            },
            SocketFamily::Tipc(_) => (number(0), 0),
        };
        Self { family: socket.family(), bits, port, name: Name::NotNamed }
    }

    /// The port of this end of the socket, without the rest.
    pub(super) fn port_of(socket: &Socket<'a>, side: Side) -> i32 {
        match (&socket.family, side) {
            (SocketFamily::Inet(inet), Side::Local) => i32::from(inet.local.port),
            (SocketFamily::Inet(inet), Side::Peer) => i32::from(inet.peer.port),
            _ => Self::of(socket, side).port,
        }
    }

    /// A UNIX socket knows the name of its own end only; the peer is known by its inode.
    fn of_unix(socket: &Socket<'a>, unix: &model::UnixSocket<'a>, side: Side) -> Self {
        let (name, inode) = match side {
            Side::Local => (unix.name.map_or(Name::Missing, |name| Name::Text(printable(name))), socket.inode),
            Side::Peer => (Name::Missing, unix.peer.unwrap_or_default()),
        };
        let bits = match name {
            Name::Missing => number(0),
            Name::Text(_) | Name::NotNamed => None,
        };
        // Inodes of sockfs have 32 bits in every source; ss keeps them signed.
        Self { family: Family::Unix, bits, port: as_signed(inode.0 as u32), name }
    }
}

/// An abstract name begins with NUL; all its NULs read as `@`.
pub(super) fn printable(name: &[u8]) -> Cow<'_, [u8]> {
    match name {
        [0, ..] => Cow::Owned(name.iter().map(|&c| if c == 0 { b'@' } else { c }).collect()),
        _ => Cow::Borrowed(name),
    }
}

fn number(value: u32) -> Option<[u8; 16]> {
    Some(leading(value.to_ne_bytes()))
}

fn as_signed(value: u32) -> i32 {
    value as i32
}

/// The interface that the socket is bound to, where its family has one.
pub(super) fn interface(socket: &Socket<'_>) -> InterfaceIndex {
    match &socket.family {
        SocketFamily::Inet(inet) => inet.interface,
        SocketFamily::Packet(packet) => packet.interface,
        SocketFamily::Xdp(xdp) => xdp.info.map(|info| info.interface).unwrap_or_default(),
        _ => InterfaceIndex::default(),
    }
}

/// The firewall mark; zero where unknown.
pub(super) fn mark(socket: &Socket<'_>) -> u32 {
    match &socket.family {
        SocketFamily::Inet(inet) => inet.mark.unwrap_or_default(),
        _ => 0,
    }
}

/// The cgroup; zero where unknown.
pub(super) fn cgroup(socket: &Socket<'_>) -> CgroupId {
    match &socket.family {
        SocketFamily::Inet(inet) => inet.cgroup.unwrap_or_default(),
        _ => CgroupId::default(),
    }
}
