//! TIPC sockets (`include/uapi/linux/tipc_sockets_diag.h`, attributes in `tipc_netlink.h`).
//!
//! The answer has no fixed part: everything stands in one nest.

use super::{DecodeError, dump_request};
use crate::netlink::{Attributes, attributes};
use model::{Cookie, Inode, Socket, SocketFamily, State, StateSet, TipcConnection, TipcSocket, Transport, UserId};
use zerocopy::{Immutable, IntoBytes};

const AF_TIPC: u8 = 30;

/// Asks for TIPC sockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// The states to send; TIPC numbers its own like TCP's.
    pub states: StateSet,
}

/// `struct tipc_sock_diag_req`.
#[derive(IntoBytes, Immutable)]
#[repr(C)]
struct RequestLayout {
    family: u8,
    protocol: u8,
    pad: u16,
    states: u32,
}

impl Request {
    /// The request as a netlink message.
    pub fn encode(&self, sequence: u32) -> Vec<u8> {
        let layout = RequestLayout { family: AF_TIPC, protocol: 0, pad: 0, states: self.states.bits() };
        dump_request(sequence, layout.as_bytes())
    }
}

/// `TIPC_NLA_SOCK`: the nest with the socket in it.
const SOCKET: u16 = 2;

/// Attribute types of a socket (`TIPC_NLA_SOCK_*`).
mod kind {
    pub(super) const NODE: u16 = 1;
    pub(super) const REFERENCE: u16 = 2;
    pub(super) const CONNECTION: u16 = 3;
    pub(super) const PUBLISHED: u16 = 4;
    pub(super) const STATISTICS: u16 = 5;
    pub(super) const SOCKET_TYPE: u16 = 6;
    pub(super) const INODE: u16 = 7;
    pub(super) const USER: u16 = 8;
    pub(super) const STATE: u16 = 9;
    pub(super) const COOKIE: u16 = 10;
}

/// Reads the answer to a [`Request`].
///
/// # Errors
/// When there is no socket in it.
pub fn decode(payload: &[u8]) -> Result<Socket<'_>, DecodeError> {
    let nest = attributes(payload).find(|attribute| attribute.kind == SOCKET).ok_or(DecodeError::Missing(SOCKET))?;
    let mut tipc = TipcSocket::default();
    let mut socket = Socket::blank(Transport::Tipc, SocketFamily::Tipc(tipc));
    for attribute in nest.nested() {
        let number = attribute.u32();
        match attribute.kind {
            kind::NODE => tipc.node = number.unwrap_or_default(),
            kind::REFERENCE => tipc.reference = number.unwrap_or_default(),
            kind::CONNECTION => tipc.connection = Some(connection(attribute.nested())),
            kind::PUBLISHED => tipc.published = true,
            kind::STATISTICS => statistics(attribute.nested(), &mut socket, &mut tipc),
            kind::SOCKET_TYPE => tipc.socket_type = number.unwrap_or_default(),
            kind::INODE => socket.inode = Inode(number.unwrap_or_default().into()),
            kind::USER => socket.user = number.map(UserId),
            kind::STATE => socket.state = state(number.unwrap_or_default()),
            kind::COOKIE => socket.cookie = attribute.u64().map(Cookie),
            _ => {}
        }
    }
    socket.family = SocketFamily::Tipc(tipc);
    Ok(socket)
}

/// TIPC's states are TCP's numbers in 32 bits; none beyond eight bits exists.
fn state(number: u32) -> State {
    State::from_kernel(u8::try_from(number).unwrap_or(u8::MAX))
}

/// `TIPC_NLA_CON_*`.
fn connection(attributes: Attributes<'_>) -> TipcConnection {
    let mut connection = TipcConnection::default();
    let (mut through_name, mut name) = (false, (0, 0));
    for attribute in attributes {
        let number = attribute.u32().unwrap_or_default();
        match attribute.kind {
            1 => through_name = true,
            2 => connection.node = number,
            3 => connection.reference = number,
            4 => name.0 = number,
            5 => name.1 = number,
            _ => {}
        }
    }
    connection.via = through_name.then_some(name);
    connection
}

/// `TIPC_NLA_SOCK_STAT_*`, which alone of TIPC's attributes count from zero. The queues count messages.
fn statistics(attributes: Attributes<'_>, socket: &mut Socket<'_>, tipc: &mut TipcSocket) {
    for attribute in attributes {
        let number = attribute.u32().unwrap_or_default();
        match attribute.kind {
            0 => socket.receive_queue = number,
            1 => socket.send_queue = number,
            2 => tipc.link_congested = true,
            3 => tipc.congested = true,
            4 => tipc.drops = number,
            _ => {}
        }
    }
}
