//! AF_XDP sockets (`include/uapi/linux/xdp_diag.h`).

use super::memory::{queue, socket_memory};
use super::{DecodeError, cookie, fixed_part, request};
use crate::bytes::padded;
use crate::netlink::attributes;
use model::{
    Inode, InterfaceIndex, Socket, SocketFamily, Transport, UserId, XdpInfo, XdpSocket, XdpStatistics, XdpUmem,
};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

const AF_XDP: u8 = 44;

/// Asks for interface, queue and user (`XDP_SHOW_INFO`).
pub const SHOW_INFO: u32 = 1;
/// Asks for the rings (`XDP_SHOW_RING_CFG`).
pub const SHOW_RINGS: u32 = 1 << 1;
/// Asks for the packet memory and its rings (`XDP_SHOW_UMEM`).
pub const SHOW_UMEM: u32 = 1 << 2;
/// Asks for the account of memory (`XDP_SHOW_MEMINFO`).
pub const SHOW_MEMORY: u32 = 1 << 3;
/// Asks for what went wrong (`XDP_SHOW_STATS`).
pub const SHOW_STATISTICS: u32 = 1 << 4;

/// Asks for AF_XDP sockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// What to send beside the fixed part: `SHOW_*`.
    pub show: u32,
}

impl Request {
    /// The request as a netlink message.
    pub fn encode(&self, sequence: u32) -> Vec<u8> {
        request::for_all(sequence, AF_XDP, 0, self.show)
    }
}

/// `struct xdp_diag_msg`.
#[derive(FromBytes, KnownLayout, Immutable)]
#[repr(C)]
struct FixedPart {
    family: u8,
    _socket_type: u8,
    _pad: u16,
    inode: u32,
    cookie: [u32; 2],
}

/// Attribute types (`XDP_DIAG_*`).
mod kind {
    pub(super) const INFO: u16 = 1;
    pub(super) const USER: u16 = 2;
    pub(super) const RECEIVE_RING: u16 = 3;
    pub(super) const TRANSMIT_RING: u16 = 4;
    pub(super) const UMEM: u16 = 5;
    pub(super) const FILL_RING: u16 = 6;
    pub(super) const COMPLETION_RING: u16 = 7;
    pub(super) const MEMORY: u16 = 8;
    pub(super) const STATISTICS: u16 = 9;
}

/// Reads the answer to a [`Request`]. The receive queue is known only with [`SHOW_MEMORY`].
///
/// # Errors
/// When the fixed part is incomplete, or of another family.
pub fn decode(payload: &[u8]) -> Result<Socket<'_>, DecodeError> {
    let (fixed, extensions) = fixed_part::<FixedPart>(payload)?;
    if fixed.family != AF_XDP {
        return Err(DecodeError::Family(fixed.family));
    }
    let mut xdp = XdpSocket::default();
    let mut socket = Socket {
        inode: Inode(fixed.inode.into()),
        cookie: Some(cookie(fixed.cookie)),
        ..Socket::blank(Transport::Xdp, SocketFamily::Xdp(xdp))
    };
    for attribute in attributes(extensions) {
        match attribute.kind {
            kind::INFO => {
                let [interface, queue] = padded::<[u32; 2]>(attribute.payload);
                xdp.info = Some(XdpInfo { interface: InterfaceIndex(interface), queue });
            }
            kind::USER => socket.user = attribute.u32().map(UserId),
            kind::RECEIVE_RING => xdp.receive_ring = attribute.u32(),
            kind::TRANSMIT_RING => xdp.transmit_ring = attribute.u32(),
            kind::UMEM => xdp.umem = Some(umem(attribute.payload)),
            kind::FILL_RING => xdp.fill_ring = attribute.u32(),
            kind::COMPLETION_RING => xdp.completion_ring = attribute.u32(),
            kind::MEMORY => {
                let memory = socket_memory(attribute.payload);
                socket.receive_queue = queue(memory.receive);
                socket.memory = Some(memory);
            }
            kind::STATISTICS => xdp.statistics = Some(statistics(attribute.payload)),
            _ => {}
        }
    }
    socket.family = SocketFamily::Xdp(xdp);
    Ok(socket)
}

/// `struct xdp_diag_umem`.
#[derive(FromBytes, IntoBytes, KnownLayout, Immutable)]
#[repr(C)]
struct UmemLayout {
    size: u64,
    id: u32,
    pages: u32,
    chunk_size: u32,
    headroom: u32,
    interface: u32,
    queue: u32,
    flags: u32,
    references: u32,
}

fn umem(payload: &[u8]) -> XdpUmem {
    let layout: UmemLayout = padded(payload);
    XdpUmem {
        size: layout.size,
        id: layout.id,
        pages: layout.pages,
        chunk_size: layout.chunk_size,
        headroom: layout.headroom,
        interface: InterfaceIndex(layout.interface),
        queue: layout.queue,
        flags: layout.flags,
        references: layout.references,
    }
}

/// `struct xdp_diag_stats`.
fn statistics(payload: &[u8]) -> XdpStatistics {
    let [receive_dropped, receive_invalid, receive_ring_full, fill_ring_empty, transmit_invalid, transmit_ring_empty] =
        padded::<[u64; 6]>(payload);
    XdpStatistics {
        receive_dropped,
        receive_invalid,
        receive_ring_full,
        fill_ring_empty,
        transmit_invalid,
        transmit_ring_empty,
    }
}
