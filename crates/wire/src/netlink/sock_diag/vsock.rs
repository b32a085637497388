//! VM sockets (`include/uapi/linux/vm_sockets_diag.h`).

use super::{DecodeError, cookie, fixed_part, request};
use model::{Inode, Shutdown, Socket, SocketFamily, State, StateSet, Transport, VsockAddress, VsockSocket};
use zerocopy::{FromBytes, Immutable, KnownLayout};

const AF_VSOCK: u8 = 40;

/// Asks for VM sockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// The states to send.
    pub states: StateSet,
}

impl Request {
    /// The request as a netlink message.
    pub fn encode(&self, sequence: u32) -> Vec<u8> {
        request::for_states(sequence, AF_VSOCK, self.states, 0)
    }
}

/// `struct vsock_diag_msg`.
#[derive(FromBytes, KnownLayout, Immutable)]
#[repr(C)]
struct FixedPart {
    family: u8,
    socket_type: u8,
    state: u8,
    shutdown: u8,
    local_cid: u32,
    local_port: u32,
    peer_cid: u32,
    peer_port: u32,
    inode: u32,
    cookie: [u32; 2],
}

/// Reads the answer to a [`Request`].
///
/// # Errors
/// When the record is incomplete, or of another family or type.
pub fn decode(payload: &[u8]) -> Result<Socket<'_>, DecodeError> {
    let (fixed, _) = fixed_part::<FixedPart>(payload)?;
    if fixed.family != AF_VSOCK {
        return Err(DecodeError::Family(fixed.family));
    }
    let transport = match fixed.socket_type {
        1 => Transport::VsockStream,
        2 => Transport::VsockDatagram,
        5 => Transport::VsockSeqpacket,
        other => return Err(DecodeError::SocketType(other)),
    };
    let vsock = VsockSocket {
        local: VsockAddress { cid: fixed.local_cid, port: fixed.local_port },
        peer: VsockAddress { cid: fixed.peer_cid, port: fixed.peer_port },
    };
    Ok(Socket {
        state: State::from_kernel(fixed.state),
        inode: Inode(fixed.inode.into()),
        cookie: Some(cookie(fixed.cookie)),
        shutdown: Some(Shutdown(fixed.shutdown)),
        ..Socket::blank(transport, SocketFamily::Vsock(vsock))
    })
}
