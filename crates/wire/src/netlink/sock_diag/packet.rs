//! Link-layer sockets (`include/uapi/linux/packet_diag.h`).

use super::memory::{queue, socket_memory};
use super::{DecodeError, cookie, fixed_part, request};
use crate::bytes::padded;
use crate::netlink::attributes;
use model::{Inode, InterfaceIndex, PacketInfo, PacketRing, PacketSocket, Socket, SocketFamily, Transport, UserId};
use zerocopy::{FromBytes, Immutable, KnownLayout};

const AF_PACKET: u8 = 17;

/// Asks for the configuration, the interface and the user (`PACKET_SHOW_INFO`).
pub const SHOW_INFO: u32 = 1;
/// Asks for the multicast list (`PACKET_SHOW_MCLIST`).
pub const SHOW_MULTICAST: u32 = 1 << 1;
/// Asks for the rings (`PACKET_SHOW_RING_CFG`).
pub const SHOW_RINGS: u32 = 1 << 2;
/// Asks for the fanout group (`PACKET_SHOW_FANOUT`).
pub const SHOW_FANOUT: u32 = 1 << 3;
/// Asks for the account of memory (`PACKET_SHOW_MEMINFO`).
pub const SHOW_MEMORY: u32 = 1 << 4;
/// Asks for the classic BPF filter (`PACKET_SHOW_FILTER`).
pub const SHOW_FILTER: u32 = 1 << 5;

/// Asks for link-layer sockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// What to send beside the fixed part: `SHOW_*`.
    pub show: u32,
}

impl Request {
    /// The request as a netlink message.
    pub fn encode(&self, sequence: u32) -> Vec<u8> {
        request::for_all(sequence, AF_PACKET, 0, self.show)
    }
}

/// `struct packet_diag_msg`. The kernel has already turned the protocol into host order.
#[derive(FromBytes, KnownLayout, Immutable)]
#[repr(C)]
struct FixedPart {
    family: u8,
    socket_type: u8,
    protocol: u16,
    inode: u32,
    cookie: [u32; 2],
}

/// Attribute types (`PACKET_DIAG_*`), which count from zero.
mod kind {
    pub(super) const INFO: u16 = 0;
    pub(super) const MULTICAST: u16 = 1;
    pub(super) const RECEIVE_RING: u16 = 2;
    pub(super) const TRANSMIT_RING: u16 = 3;
    pub(super) const FANOUT: u16 = 4;
    pub(super) const USER: u16 = 5;
    pub(super) const MEMORY: u16 = 6;
    pub(super) const FILTER: u16 = 7;
}

/// The transport with this `SOCK_*` type.
pub(crate) fn transport(socket_type: u8) -> Option<Transport> {
    match socket_type {
        3 => Some(Transport::PacketRaw),
        // 10 is SOCK_PACKET, the interface of old, which ss calls so too.
        2 | 10 => Some(Transport::PacketDatagram),
        _ => None,
    }
}

/// Reads the answer to a [`Request`]. The receive queue is known only with [`SHOW_MEMORY`].
///
/// # Errors
/// When the fixed part is incomplete, or of another family or type.
pub fn decode(payload: &[u8]) -> Result<Socket<'_>, DecodeError> {
    let (fixed, extensions) = fixed_part::<FixedPart>(payload)?;
    if fixed.family != AF_PACKET {
        return Err(DecodeError::Family(fixed.family));
    }
    let transport = transport(fixed.socket_type).ok_or(DecodeError::SocketType(fixed.socket_type))?;
    let mut packet = PacketSocket { protocol: fixed.protocol, ..PacketSocket::default() };
    let mut socket = Socket {
        inode: Inode(fixed.inode.into()),
        cookie: Some(cookie(fixed.cookie)),
        ..Socket::blank(transport, SocketFamily::Packet(PacketSocket::default()))
    };
    for attribute in attributes(extensions) {
        let payload = attribute.payload;
        match attribute.kind {
            kind::INFO => {
                let [interface, version, reserve, copy_threshold, timestamp, flags] = padded::<[u32; 6]>(payload);
                packet.interface = InterfaceIndex(interface);
                packet.info = Some(PacketInfo { version, reserve, copy_threshold, timestamp, flags });
            }
            kind::MULTICAST => packet.multicast = Some(payload),
            kind::RECEIVE_RING => packet.receive_ring = Some(ring(payload)),
            kind::TRANSMIT_RING => packet.transmit_ring = Some(ring(payload)),
            kind::FANOUT => packet.fanout = attribute.u32(),
            kind::USER => socket.user = attribute.u32().map(UserId),
            kind::MEMORY => {
                let memory = socket_memory(payload);
                socket.receive_queue = queue(memory.receive);
                socket.memory = Some(memory);
            }
            kind::FILTER => packet.filter = Some(payload),
            _ => {}
        }
    }
    socket.family = SocketFamily::Packet(packet);
    Ok(socket)
}

/// `struct packet_diag_ring`.
fn ring(payload: &[u8]) -> PacketRing {
    let [block_size, block_count, frame_size, frame_count, retire_timeout, private_size, features] =
        padded::<[u32; 7]>(payload);
    PacketRing { block_size, block_count, frame_size, frame_count, retire_timeout, private_size, features }
}
