//! Netlink sockets (`include/uapi/linux/netlink_diag.h`).

use super::memory::{queue, socket_memory};
use super::{DecodeError, cookie, fixed_part, request};
use crate::netlink::attributes;
use model::{Inode, NetlinkProtocol, NetlinkSocket, Socket, SocketFamily, State, Transport};
use zerocopy::{FromBytes, Immutable, KnownLayout};

const AF_NETLINK: u8 = 16;
/// `NDIAG_PROTO_ALL`.
const EVERY_PROTOCOL: u8 = 255;
/// `NETLINK_CONNECTED`: the socket has a default address to send to.
const CONNECTED: u8 = 1;

/// Asks for the account of memory (`NDIAG_SHOW_MEMINFO`).
pub const SHOW_MEMORY: u32 = 1;
/// Asks for the groups (`NDIAG_SHOW_GROUPS`).
pub const SHOW_GROUPS: u32 = 1 << 1;
/// Asks for the flags (`NDIAG_SHOW_FLAGS`).
pub const SHOW_FLAGS: u32 = 1 << 3;

/// Asks for netlink sockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// Only those of this protocol; `None`: all.
    pub protocol: Option<NetlinkProtocol>,
    /// What to send beside the fixed part: `SHOW_*`.
    pub show: u32,
}

impl Request {
    /// The request as a netlink message.
    pub fn encode(&self, sequence: u32) -> Vec<u8> {
        request::for_all(sequence, AF_NETLINK, self.protocol.map_or(EVERY_PROTOCOL, |protocol| protocol.0), self.show)
    }
}

/// `struct netlink_diag_msg`.
#[derive(FromBytes, KnownLayout, Immutable)]
#[repr(C)]
struct FixedPart {
    family: u8,
    _socket_type: u8,
    protocol: u8,
    state: u8,
    port_id: u32,
    peer_port_id: u32,
    peer_group: u32,
    inode: u32,
    cookie: [u32; 2],
}

/// Attribute types (`NETLINK_DIAG_*`), which count from zero. Types 2 and 3 described rings that kernel 4.6 dropped.
mod kind {
    pub(super) const MEMORY: u16 = 0;
    pub(super) const GROUPS: u16 = 1;
    pub(super) const FLAGS: u16 = 4;
}

/// Reads the answer to a [`Request`]. The queues are known only with [`SHOW_MEMORY`].
///
/// # Errors
/// When the fixed part is incomplete, or of another family.
pub fn decode(payload: &[u8]) -> Result<Socket<'_>, DecodeError> {
    let (fixed, extensions) = fixed_part::<FixedPart>(payload)?;
    if fixed.family != AF_NETLINK {
        return Err(DecodeError::Family(fixed.family));
    }
    let mut netlink = NetlinkSocket {
        protocol: NetlinkProtocol(fixed.protocol),
        port_id: fixed.port_id,
        peer_port_id: fixed.peer_port_id,
        peer_group: fixed.peer_group,
        ..NetlinkSocket::default()
    };
    let mut socket = Socket {
        state: if fixed.state == CONNECTED { State::Established } else { State::Close },
        inode: Inode(fixed.inode.into()),
        cookie: Some(cookie(fixed.cookie)),
        ..Socket::blank(Transport::Netlink, SocketFamily::Netlink(NetlinkSocket::default()))
    };
    for attribute in attributes(extensions) {
        match attribute.kind {
            kind::MEMORY => {
                let memory = socket_memory(attribute.payload);
                socket.receive_queue = queue(memory.receive);
                socket.send_queue = queue(memory.transmit);
                socket.memory = Some(memory);
            }
            kind::GROUPS => netlink.groups = Some(attribute.payload),
            kind::FLAGS => netlink.flags = attribute.u32(),
            _ => {}
        }
    }
    socket.family = SocketFamily::Netlink(netlink);
    Ok(socket)
}
