//! IPv4 and IPv6 sockets: TCP, UDP, UDP-Lite, RAW, DCCP, SCTP, MPTCP (`include/uapi/linux/inet_diag.h`, kernels through 6.18).
//!
//! This is the hot path of a long dump: one pass over the attributes, straight into the record.

mod announcement;
mod bpf_storage;
mod congestion;
mod destroy;
mod mptcp;
mod request;
mod sctp;
mod tcp_info;
#[cfg(test)]
mod tests;
mod ulp;

pub use announcement::{Group, decode_announcement};
pub use bpf_storage::{BpfStorage, bpf_storages};
pub use destroy::destroy_request;
pub use request::{BpfStorages, Extensions, IpVersion, Request};

use super::memory::{legacy_memory, socket_memory};
use super::{DecodeError, cookie, fixed_part};
use crate::bytes::first;
use crate::netlink::attributes;
use model::{
    CgroupId, InetEndpoint, InetSocket, Inode, InterfaceIndex, Millis, Shutdown, Socket, SocketFamily, SocketOptions,
    State, Timer, TimerKind, Transport, UserId,
};
use std::net::{IpAddr, Ipv6Addr};
use zerocopy::network_endian::U16;
use zerocopy::{FromBytes, Immutable, KnownLayout};

const AF_INET: u8 = 2;
const AF_INET6: u8 = 10;

/// `struct inet_diag_msg` with its `struct inet_diag_sockid`.
#[derive(FromBytes, KnownLayout, Immutable)]
#[repr(C)]
struct FixedPart {
    family: u8,
    state: u8,
    timer: u8,
    retransmits: u8,
    local_port: U16,
    peer_port: U16,
    local_address: [u8; 16],
    peer_address: [u8; 16],
    interface: u32,
    cookie: [u32; 2],
    expires: u32,
    receive_queue: u32,
    send_queue: u32,
    user: u32,
    inode: u32,
}

/// Attribute types (`INET_DIAG_*`). In an answer, `PROTOCOL` only repeats what a raw socket's local port says; 14 is padding.
mod kind {
    pub(super) const LEGACY_MEMORY: u16 = 1;
    pub(super) const INFO: u16 = 2;
    pub(super) const VEGAS: u16 = 3;
    pub(super) const CONGESTION_CONTROL: u16 = 4;
    pub(super) const TOS: u16 = 5;
    pub(super) const TRAFFIC_CLASS: u16 = 6;
    pub(super) const MEMORY: u16 = 7;
    pub(super) const SHUTDOWN: u16 = 8;
    pub(super) const DCTCP: u16 = 9;
    pub(super) const PROTOCOL: u16 = 10;
    pub(super) const V6_ONLY: u16 = 11;
    pub(super) const LOCAL_ADDRESSES: u16 = 12;
    pub(super) const PEER_ADDRESSES: u16 = 13;
    pub(super) const MARK: u16 = 15;
    pub(super) const BBR: u16 = 16;
    pub(super) const CLASS_ID: u16 = 17;
    pub(super) const MD5_KEYS: u16 = 18;
    pub(super) const ULP: u16 = 19;
    pub(super) const BPF_STORAGE: u16 = 20;
    pub(super) const CGROUP: u16 = 21;
    pub(super) const OPTIONS: u16 = 22;
}

/// Reads the answer to a [`Request`] for sockets of this transport, which the answer itself does not name.
///
/// The record is large: borrow it out of the result where every nanosecond counts, as moving it costs a sixth of decoding it.
///
/// # Errors
/// When the fixed part is incomplete, or of another family than IPv4 and IPv6.
#[inline]
pub fn decode(payload: &[u8], transport: Transport) -> Result<Socket<'_>, DecodeError> {
    let (fixed, extensions) = fixed_part::<FixedPart>(payload)?;
    let address = match fixed.family {
        AF_INET => v4 as fn([u8; 16]) -> IpAddr,
        AF_INET6 => v6,
        other => return Err(DecodeError::Family(other)),
    };
    let local = InetEndpoint { address: address(fixed.local_address), port: fixed.local_port.get() };
    let peer = InetEndpoint { address: address(fixed.peer_address), port: fixed.peer_port.get() };
    let mut socket = Socket {
        transport,
        state: State::from_kernel(fixed.state),
        receive_queue: fixed.receive_queue,
        send_queue: fixed.send_queue,
        inode: Inode(fixed.inode.into()),
        cookie: Some(cookie(fixed.cookie)),
        user: Some(UserId(fixed.user)),
        memory: None,
        shutdown: None,
        family: SocketFamily::Inet(InetSocket {
            interface: InterfaceIndex(fixed.interface),
            timer: Timer {
                kind: TimerKind::from_kernel(fixed.timer),
                expires: Millis(fixed.expires.into()),
                retransmits: fixed.retransmits,
            },
            ..InetSocket::between(local, peer)
        }),
    };
    extend(&mut socket, extensions);
    Ok(socket)
}

/// Reads the attributes into the record.
#[inline]
fn extend<'a>(socket: &mut Socket<'a>, extensions: &'a [u8]) {
    // Made by the caller; the record is filled in place because moving it would cost more than decoding it.
    let SocketFamily::Inet(inet) = &mut socket.family else { return };
    for attribute in attributes(extensions) {
        let payload = attribute.payload;
        match attribute.kind {
            kind::SHUTDOWN => socket.shutdown = attribute.u8().map(Shutdown),
            kind::OPTIONS => inet.options = first(payload).map(SocketOptions),
            kind::CGROUP => inet.cgroup = attribute.u64().map(CgroupId),
            kind::V6_ONLY => inet.v6_only = attribute.u8().map(|only| only != 0),
            kind::TOS => inet.tos = attribute.u8(),
            kind::TRAFFIC_CLASS => inet.traffic_class = attribute.u8(),
            kind::CLASS_ID => inet.class_id = attribute.u32(),
            kind::MARK => inet.mark = attribute.u32(),
            kind::MEMORY => socket.memory = Some(socket_memory(payload)),
            kind::LEGACY_MEMORY => inet.legacy_memory = Some(legacy_memory(payload)),
            kind::CONGESTION_CONTROL => inet.congestion_control = Some(attribute.text()),
            kind::VEGAS => inet.congestion = Some(congestion::vegas(payload)),
            kind::DCTCP => inet.congestion = Some(congestion::dctcp(payload)),
            kind::BBR => inet.congestion = Some(congestion::bbr(payload)),
            kind::INFO => match socket.transport {
                Transport::Mptcp => inet.mptcp = Some(mptcp::info(payload)),
                Transport::Sctp => inet.sctp = Some(sctp::info(payload)),
                // TCP, and DCCP, which answers with the same struct.
                _ => inet.tcp = Some(tcp_info::tcp_info(payload)),
            },
            kind::ULP => inet.ulp = Some(ulp::ulp(attribute.nested())),
            kind::LOCAL_ADDRESSES => inet.local_addresses = Some(payload),
            kind::PEER_ADDRESSES => inet.peer_addresses = Some(payload),
            kind::MD5_KEYS => inet.md5_keys = Some(payload),
            kind::BPF_STORAGE => inet.bpf_storage = Some(payload),
            _ => {}
        }
    }
}

/// The kernel writes an IPv4 address into the first word.
#[inline]
fn v4([a, b, c, d, ..]: [u8; 16]) -> IpAddr {
    IpAddr::from([a, b, c, d])
}

#[inline]
fn v6(octets: [u8; 16]) -> IpAddr {
    IpAddr::V6(Ipv6Addr::from(octets))
}
