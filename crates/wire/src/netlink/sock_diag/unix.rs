//! UNIX domain sockets (`include/uapi/linux/unix_diag.h`).

use super::memory::socket_memory;
use super::{DecodeError, cookie, fixed_part, request};
use crate::bytes::{padded, until_nul};
use crate::netlink::attributes;
use model::{Inode, Shutdown, Socket, SocketFamily, State, StateSet, Transport, UnixFile, UnixSocket, UserId};
use zerocopy::{FromBytes, Immutable, KnownLayout};

const AF_UNIX: u8 = 1;

/// Asks for names (`UDIAG_SHOW_NAME`).
pub const SHOW_NAME: u32 = 1;
/// Asks for the file that a path was bound to (`UDIAG_SHOW_VFS`).
pub const SHOW_FILE: u32 = 1 << 1;
/// Asks for the peer's inode (`UDIAG_SHOW_PEER`).
pub const SHOW_PEER: u32 = 1 << 2;
/// Asks for the connections that wait to be accepted (`UDIAG_SHOW_ICONS`).
pub const SHOW_PENDING: u32 = 1 << 3;
/// Asks for the queues (`UDIAG_SHOW_RQLEN`).
pub const SHOW_QUEUES: u32 = 1 << 4;
/// Asks for the account of memory (`UDIAG_SHOW_MEMINFO`).
pub const SHOW_MEMORY: u32 = 1 << 5;
/// Asks for the user (`UDIAG_SHOW_UID`, kernel 5.3).
pub const SHOW_USER: u32 = 1 << 6;

/// Asks for UNIX sockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// The states to send.
    pub states: StateSet,
    /// What to send beside the fixed part: `SHOW_*`.
    pub show: u32,
}

impl Request {
    /// The request as a netlink message.
    pub fn encode(&self, sequence: u32) -> Vec<u8> {
        request::for_states(sequence, AF_UNIX, self.states, self.show)
    }
}

/// `struct unix_diag_msg`.
#[derive(FromBytes, KnownLayout, Immutable)]
#[repr(C)]
struct FixedPart {
    family: u8,
    socket_type: u8,
    state: u8,
    _pad: u8,
    inode: u32,
    cookie: [u32; 2],
}

/// Attribute types (`UNIX_DIAG_*`), which count from zero.
mod kind {
    pub(super) const NAME: u16 = 0;
    pub(super) const FILE: u16 = 1;
    pub(super) const PEER: u16 = 2;
    pub(super) const PENDING: u16 = 3;
    pub(super) const QUEUES: u16 = 4;
    pub(super) const MEMORY: u16 = 5;
    pub(super) const SHUTDOWN: u16 = 6;
    pub(super) const USER: u16 = 7;
}

/// The transport with this `SOCK_*` type.
pub(crate) fn transport(socket_type: u8) -> Option<Transport> {
    match socket_type {
        1 => Some(Transport::UnixStream),
        2 => Some(Transport::UnixDatagram),
        5 => Some(Transport::UnixSeqpacket),
        _ => None,
    }
}

/// Reads the answer to a [`Request`].
///
/// # Errors
/// When the fixed part is incomplete, or of another family or type.
#[inline]
pub fn decode(payload: &[u8]) -> Result<Socket<'_>, DecodeError> {
    let (fixed, extensions) = fixed_part::<FixedPart>(payload)?;
    if fixed.family != AF_UNIX {
        return Err(DecodeError::Family(fixed.family));
    }
    let transport = transport(fixed.socket_type).ok_or(DecodeError::SocketType(fixed.socket_type))?;
    let mut unix = UnixSocket::default();
    let mut socket = Socket {
        state: State::from_kernel(fixed.state),
        inode: Inode(fixed.inode.into()),
        cookie: Some(cookie(fixed.cookie)),
        ..Socket::blank(transport, SocketFamily::Unix(UnixSocket::default()))
    };
    for attribute in attributes(extensions) {
        match attribute.kind {
            kind::NAME => unix.name = name(attribute.payload),
            kind::FILE => {
                let [inode, device] = padded::<[u32; 2]>(attribute.payload);
                unix.file = Some(UnixFile { inode: Inode(inode.into()), device });
            }
            kind::PEER => unix.peer = attribute.u32().map(|inode| Inode(inode.into())),
            kind::PENDING => unix.pending = Some(attribute.payload),
            kind::QUEUES => [socket.receive_queue, socket.send_queue] = padded(attribute.payload),
            kind::MEMORY => socket.memory = Some(socket_memory(attribute.payload)),
            kind::SHUTDOWN => socket.shutdown = attribute.u8().map(Shutdown),
            kind::USER => socket.user = attribute.u32().map(UserId),
            _ => {}
        }
    }
    socket.family = SocketFamily::Unix(unix);
    Ok(socket)
}

/// An abstract name is whole, NULs and all; a path ends at its first NUL.
fn name(payload: &[u8]) -> Option<&[u8]> {
    match payload.first()? {
        0 => Some(payload),
        _ => Some(until_nul(payload)),
    }
}
