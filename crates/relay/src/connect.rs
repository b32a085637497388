//! Connecting, within a time.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::net::sockopt::socket_error;
use std::io;
use std::net::SocketAddr;
use std::os::fd::BorrowedFd;
use std::time::{Duration, Instant};

/// Why there is no connection.
#[derive(Debug)]
pub enum ConnectError {
    /// The kernel's reason.
    Failed(io::Error),
    /// Nothing was heard in time.
    TimedOut,
}

/// Connects a socket that does not block, and waits until it is connected. UDP sends nothing and is connected at once.
///
/// # Errors
/// It is not, or not within `limit`.
pub fn connect(socket: BorrowedFd<'_>, peer: &SocketAddr, limit: Option<Duration>) -> Result<(), ConnectError> {
    let failed = |error: Errno| ConnectError::Failed(error.into());
    match rustix::net::connect(socket, peer) {
        Ok(()) => return Ok(()),
        // Interrupted, it goes on by itself (connect(2)).
        Err(Errno::INPROGRESS | Errno::INTR) => {}
        Err(error) => return Err(failed(error)),
    }
    let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
    loop {
        // A time beyond what the kernel counts is as good as none.
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let left = left.and_then(|left| Timespec::try_from(left).ok());
        match poll(&mut [PollFd::from_borrowed_fd(socket, PollFlags::OUT)], left.as_ref()) {
            Ok(0) => return Err(ConnectError::TimedOut),
            Ok(_) => return socket_error(socket).map_err(failed)?.map_err(failed),
            Err(Errno::INTR) => {}
            Err(error) => return Err(failed(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opening::internet_socket;
    use crate::rules::Kind;
    use rustix::net::SocketFlags;
    use std::net::TcpListener;
    use std::os::fd::AsFd;

    fn attempt(peer: SocketAddr) -> Result<(), ConnectError> {
        let socket = internet_socket(&peer, Kind::Stream, SocketFlags::NONBLOCK).expect("a socket");
        connect(socket.as_fd(), &peer, Some(Duration::from_secs(5)))
    }

    #[test]
    fn who_listens_is_connected_to_and_who_does_not_refuses() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a listener");
        let peer = listener.local_addr().expect("its address");
        attempt(peer).expect("somebody listens");
        drop(listener);
        let error = attempt(peer).expect_err("nobody listens");
        assert!(matches!(error, ConnectError::Failed(error) if error.kind() == io::ErrorKind::ConnectionRefused));
    }

    #[test]
    fn silence_ends_with_the_time() {
        // The one place of the queue is taken, so that the kernel does not answer who comes next.
        let listener = rustix::net::socket(rustix::net::AddressFamily::INET, rustix::net::SocketType::STREAM, None);
        let listener = listener.expect("a socket");
        rustix::net::bind(&listener, &SocketAddr::from(([127, 0, 0, 1], 0))).expect("a port");
        rustix::net::listen(&listener, 0).expect("a listener");
        let peer: SocketAddr = rustix::net::getsockname(&listener).expect("an address").try_into().expect("of IP");
        let open = || internet_socket(&peer, Kind::Stream, SocketFlags::NONBLOCK).expect("a socket");
        let first = open();
        connect(first.as_fd(), &peer, None).expect("there is one place");
        let second = open();
        let begin = Instant::now();
        let error = connect(second.as_fd(), &peer, Some(Duration::from_millis(100))).expect_err("no more");
        assert!(matches!(error, ConnectError::TimedOut), "{error:?}");
        assert!(begin.elapsed() >= Duration::from_millis(100));
    }
}
