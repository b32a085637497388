//! Listening at an address of the Internet, and taking who comes.

use crate::congestion::{self, Congestion};
use crate::opening::internet_socket;
use crate::rules::Kind;
use crate::tuning::{self, Tuning};
use rustix::io::Errno;
use rustix::net::sockopt::{set_socket_reuseaddr, set_socket_reuseport};
use rustix::net::{SocketFlags, acceptfrom_with, bind, getsockname, listen};
use std::io;
use std::net::SocketAddr;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// How many may wait while one is served: the original's number, at which the next one waits too before the kernel drops it.
const BACKLOG: i32 = 1;

/// A socket that waits for peers.
#[derive(Debug)]
pub struct Listener {
    socket: OwnedFd,
    local: SocketAddr,
    congestion: Option<congestion::Listening>,
}

/// Why there is none.
#[derive(Debug)]
pub enum ListenError {
    /// Of no address: the reason of the last one.
    Bind(io::Error),
    /// What to do, and why it was refused.
    Step(&'static str, io::Error),
    /// An option is refused.
    Option(tuning::Refused),
    /// The congestion control that was named is refused.
    Congestion(congestion::Refused),
}

impl Listener {
    /// Binds to the first of these addresses that can be bound to, and listens there, if it is for a stream.
    ///
    /// # Errors
    /// None can, or something on the way is refused.
    pub fn at(
        addresses: &[SocketAddr],
        kind: Kind,
        tuning: &Tuning,
        md5_key: Option<&[u8]>,
        congestion: &Congestion,
    ) -> Result<Self, ListenError> {
        let step = |what| move |error: Errno| ListenError::Step(what, error.into());
        let mut reason = io::Error::from(Errno::ADDRNOTAVAIL);
        for address in addresses {
            let socket = match internet_socket(address, kind, SocketFlags::empty()) {
                Ok(socket) => socket,
                Err(error) => {
                    reason = error;
                    continue;
                }
            };
            set_socket_reuseaddr(&socket, true).map_err(step("set SO_REUSEADDR"))?;
            // Several may share a port; a kernel that does not know this goes on without.
            let _ = set_socket_reuseport(&socket, true);
            tuning.apply(socket.as_fd(), address, md5_key).map_err(ListenError::Option)?;
            if let Err(error) = bind(&socket, address) {
                reason = error.into();
                continue;
            }
            let congestion = match kind {
                Kind::Stream => {
                    Some(congestion::prepare_listener(socket.as_fd(), congestion).map_err(ListenError::Congestion)?)
                }
                Kind::Datagram => None,
            };
            if kind == Kind::Stream {
                listen(&socket, BACKLOG).map_err(step("listen"))?;
            }
            let local = local_address(socket.as_fd()).map_err(|error| ListenError::Step("getsockname", error))?;
            return Ok(Self { socket, local, congestion });
        }
        Err(ListenError::Bind(reason))
    }

    /// Where it listens.
    pub fn local(&self) -> SocketAddr {
        self.local
    }

    /// The socket itself: who sends datagrams to it needs no other.
    pub fn as_socket(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }

    /// The socket itself, to be tied to one peer.
    pub fn into_socket(self) -> OwnedFd {
        self.socket
    }

    /// Waits for a peer, and takes it. The connection does not block.
    ///
    /// # Errors
    /// Those of accept(2), except that a peer has gone before it was taken: then the next one is awaited.
    pub fn accept(&self) -> io::Result<(OwnedFd, SocketAddr)> {
        let (connection, peer) = accept(self.socket.as_fd())?;
        let peer = peer.and_then(|peer| SocketAddr::try_from(peer).ok()).ok_or(Errno::AFNOSUPPORT)?;
        if let Some(congestion) = &self.congestion {
            // On a port of all addresses, each connection has its own.
            let local = if self.local.ip().is_unspecified() { local_address(connection.as_fd())? } else { self.local };
            congestion.accepted(connection.as_fd(), &local, &peer);
        }
        Ok((connection, peer))
    }
}

/// Takes a peer; interrupted, or left by it meanwhile, waits for the next one.
pub(crate) fn accept(socket: BorrowedFd<'_>) -> io::Result<(OwnedFd, Option<rustix::net::SocketAddrAny>)> {
    loop {
        match acceptfrom_with(socket, SocketFlags::NONBLOCK | SocketFlags::CLOEXEC) {
            Err(Errno::INTR | Errno::CONNABORTED) => {}
            taken => return Ok(taken?),
        }
    }
}

/// The address that a socket of the Internet is bound to.
///
/// # Errors
/// Those of getsockname(2).
pub fn local_address(socket: BorrowedFd<'_>) -> io::Result<SocketAddr> {
    SocketAddr::try_from(getsockname(socket)?).map_err(|_| Errno::AFNOSUPPORT.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    fn listener(address: SocketAddr) -> Result<Listener, ListenError> {
        Listener::at(&[address], Kind::Stream, &Tuning::default(), None, &Congestion::default())
    }

    #[test]
    fn who_connects_is_taken() {
        let listener = listener(([127, 0, 0, 1], 0).into()).expect("a listener");
        let client = TcpStream::connect(listener.local()).expect("a connection");
        let (connection, peer) = listener.accept().expect("a peer");
        assert_eq!(Some(peer), client.local_addr().ok());
        assert_eq!(local_address(connection.as_fd()).ok(), Some(listener.local()));
    }

    #[test]
    fn the_next_address_is_tried_and_the_last_reason_told() {
        let foreign: SocketAddr = ([192, 0, 2, 1], 0).into();
        let error = listener(foreign).expect_err("not ours");
        assert!(matches!(error, ListenError::Bind(error) if error.kind() == io::ErrorKind::AddrNotAvailable));
        let own: SocketAddr = ([127, 0, 0, 1], 0).into();
        let listener = Listener::at(&[foreign, own], Kind::Stream, &Tuning::default(), None, &Congestion::default())
            .expect("the second");
        assert_eq!(listener.local().ip(), own.ip());
    }
}
