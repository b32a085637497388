//! Sockets of this host alone, by path or by abstract name (unix(7)).

use crate::address::UnixName;
use crate::listen::accept;
use crate::rules::Kind;
use rustix::fs::{FileType, lstat, unlink};
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketAddrUnix, SocketFlags, SocketType};
use rustix::net::{bind, connect, listen, socket_with};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// How many may wait while one is served.
const BACKLOG: i32 = 5;

impl UnixName {
    /// In the form that the kernel takes.
    fn to_address(&self) -> rustix::io::Result<SocketAddrUnix> {
        match self {
            Self::Path(path) if path.as_os_str().is_empty() => Err(Errno::INVAL),
            Self::Path(path) => SocketAddrUnix::new(path),
            Self::Abstract(name) => SocketAddrUnix::new_abstract_name(name),
        }
    }
}

/// Makes a socket, bound to a name if it is to have one. A socket that has this path is no longer found there, as with the original; a
/// file of any other kind stays, where the original would remove it.
///
/// # Errors
/// Those of socket(2) and bind(2).
pub fn open(kind: Kind, name: Option<&UnixName>) -> io::Result<OwnedFd> {
    let socket_type = match kind {
        Kind::Stream => SocketType::STREAM,
        Kind::Datagram => SocketType::DGRAM,
    };
    let socket = socket_with(AddressFamily::UNIX, socket_type, SocketFlags::CLOEXEC, None)?;
    if let Some(name) = name {
        let address = name.to_address()?;
        if let UnixName::Path(path) = name {
            if lstat(path).is_ok_and(|status| FileType::from_raw_mode(status.st_mode) == FileType::Socket) {
                // Where this fails, bind(2) says why.
                let _ = unlink(path);
            }
        }
        bind(&socket, &address)?;
    }
    Ok(socket)
}

/// Connects a socket. UNIX sockets connect at once, or wait for a place in the listener's queue.
///
/// # Errors
/// Those of connect(2).
pub fn connect_to(socket: BorrowedFd<'_>, peer: &UnixName) -> io::Result<()> {
    let address = peer.to_address()?;
    loop {
        match connect(socket, &address) {
            Err(Errno::INTR) => {}
            done => return Ok(done?),
        }
    }
}

/// Lets a bound socket be connected to.
///
/// # Errors
/// Those of listen(2).
pub fn start_listening(socket: BorrowedFd<'_>) -> io::Result<()> {
    Ok(listen(socket, BACKLOG)?)
}

/// Waits for a peer, and takes it. The connection does not block.
///
/// # Errors
/// Those of accept(2).
pub fn accept_peer(socket: BorrowedFd<'_>) -> io::Result<OwnedFd> {
    Ok(accept(socket.as_fd())?.0)
}
