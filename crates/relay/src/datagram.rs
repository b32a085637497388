//! A socket for datagrams that waits for its first peer and is then its alone: the kernel refuses all others.

use crate::address::Address;
use rustix::io::Errno;
use rustix::net::{RecvFlags, connect, recvfrom};
use std::io;
use std::os::fd::BorrowedFd;

/// What could not be done.
#[derive(Debug)]
pub enum TieError {
    /// Waiting for a datagram.
    Receive(io::Error),
    /// Tying the socket to who had sent it: that one has no address (a UNIX socket need not have one).
    Connect(io::Error),
}

/// Waits for a datagram, leaves it where it is, and connects the socket to who has sent it. Returns where that is, as far as it can be
/// told.
///
/// # Errors
/// Those of recvfrom(2) and connect(2).
pub fn tie_to_first_peer(socket: BorrowedFd<'_>) -> Result<Option<Address>, TieError> {
    let peer = loop {
        match recvfrom(socket, &mut [0_u8; 1], RecvFlags::PEEK) {
            Ok((_, _, peer)) => break peer,
            Err(Errno::INTR) => {}
            Err(error) => return Err(TieError::Receive(error.into())),
        }
    };
    let peer = peer.ok_or_else(|| TieError::Connect(Errno::INVAL.into()))?;
    connect(socket, &peer).map_err(|error| TieError::Connect(error.into()))?;
    Ok(Address::of_socket(peer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::UdpSocket;
    use std::os::fd::AsFd;
    use std::os::unix::net::UnixDatagram;

    #[test]
    fn the_first_peer_is_the_only_one_and_its_datagram_stays() {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a socket");
        let address = socket.local_addr().expect("its address");
        let [first, second] = [0; 2].map(|_| UdpSocket::bind("127.0.0.1:0").expect("a socket"));
        first.send_to(b"one", address).expect("sent");
        let peer = tie_to_first_peer(socket.as_fd()).expect("a peer");
        assert_eq!(peer, first.local_addr().ok().map(Address::Internet));
        second.connect(address).expect("an address");
        second.send(b"two").expect("sent");
        assert_eq!(second.send(b"two").map_err(|error| error.kind()), Err(io::ErrorKind::ConnectionRefused));
        let mut datagram = [0; 8];
        assert_eq!(socket.recv(&mut datagram).expect("the first"), 3);
    }

    #[test]
    fn who_has_no_address_cannot_be_answered() {
        let (one, other) = UnixDatagram::pair().expect("a pair");
        one.send(b"hey").expect("sent");
        assert!(matches!(tie_to_first_peer(other.as_fd()), Err(TieError::Connect(_))));
    }
}
