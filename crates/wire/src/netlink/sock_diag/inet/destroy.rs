//! The request to close one socket (`SOCK_DESTROY`; `struct inet_diag_req_v2`, for raw sockets `struct inet_diag_req_raw`).
//!
//! The socket is named by its ends and its cookie, so that another one that came to have the same ends is left alone.

use super::request::{FixedPart, IpVersion, SocketId};
use crate::netlink::sock_diag::SOCK_DESTROY;
use crate::netlink::{NLM_F_ACK, NLM_F_REQUEST, message};
use model::{Family, Socket, SocketFamily, StateSet, Transport};
use std::net::IpAddr;
use zerocopy::IntoBytes;
use zerocopy::network_endian::U16;

/// The request as a netlink message, which the kernel acknowledges. `None` for a socket that cannot be named: one of another
/// family, one without a cookie (text files tell none), or one of a protocol above 255 (MPTCP), which no kernel closes so.
pub fn destroy_request(socket: &Socket<'_>, sequence: u32) -> Option<Vec<u8>> {
    let (SocketFamily::Inet(inet), Some(cookie)) = (&socket.family, socket.cookie) else { return None };
    let protocol = u8::try_from(socket.transport.ip_protocol()?).ok()?;
    let id = SocketId {
        local_port: U16::new(inet.local.port),
        peer_port: U16::new(inet.peer.port),
        local_address: octets(inet.local.address),
        peer_address: octets(inet.peer.address),
        interface: inet.interface.0,
        // The lower half first.
        cookie: [cookie.0 as u32, (cookie.0 >> 32) as u32],
    };
    let version = if inet.family() == Family::Inet6 { IpVersion::V6 } else { IpVersion::V4 };
    let mut fixed = FixedPart { id, ..FixedPart::new(version, protocol, StateSet::EMPTY) };
    if socket.transport == Transport::Raw {
        // The "port" of a raw socket is its protocol; the kernel has 8 bits of it.
        fixed.raw_protocol = inet.local.port as u8;
    }
    Some(message(SOCK_DESTROY, NLM_F_REQUEST | NLM_F_ACK, sequence, fixed.as_bytes()))
}

/// An IPv4 address stands in the first word.
fn octets(address: IpAddr) -> [u8; 16] {
    match address {
        IpAddr::V4(address) => {
            let mut octets = [0; 16];
            octets[..4].copy_from_slice(&address.octets());
            octets
        }
        IpAddr::V6(address) => address.octets(),
    }
}
