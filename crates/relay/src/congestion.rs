//! Which congestion control a TCP connection has (tcp(7), `TCP_CONGESTION`).
//!
//! BBR paces what it sends by what it has measured of the path. Within one host there is no path: a connection without pacing carries
//! several times as much (docs/decisions/0030). What is set before the connection stands has never paced it; what is set later has.

use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketFlags, SocketType, sockopt};
use std::io;
use std::net::SocketAddr;
use std::os::fd::BorrowedFd;
use std::sync::OnceLock;

/// Which one is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Congestion {
    /// The quickest that is allowed where the peer is on this host, the system's elsewhere.
    #[default]
    QuickestForLocalPeers,
    /// The system's.
    AsConfigured,
    /// This one.
    Named(String),
}

/// Those that are slow where there is no path to measure.
const PACING: &str = "bbr";

/// Those that are not, the best first.
const UNPACED: [&str; 2] = ["cubic", "reno"];

/// What this user may choose, in words.
const ALLOWED: &str = "/proc/sys/net/ipv4/tcp_allowed_congestion_control";

/// A congestion control that the kernel does not grant.
#[derive(Debug)]
pub struct Refused {
    /// Its name.
    pub name: String,
    /// Why.
    pub error: io::Error,
}

/// Prepares a socket that is to connect to this peer.
///
/// # Errors
/// The one that was named is refused.
pub fn prepare(socket: BorrowedFd<'_>, peer: &SocketAddr, wanted: &Congestion) -> Result<(), Refused> {
    match wanted {
        Congestion::AsConfigured => Ok(()),
        Congestion::Named(name) => set(socket, name),
        Congestion::QuickestForLocalPeers => {
            if configured(socket).as_deref() == Some(PACING) && is_local(peer) {
                hurry(socket);
            }
            Ok(())
        }
    }
}

/// What connections to a listener get back when their peer is elsewhere.
#[derive(Debug)]
pub struct Listening {
    configured: Option<String>,
}

/// Prepares a socket that is to listen: what is set here, its connections have from the start.
///
/// # Errors
/// The one that was named is refused.
pub fn prepare_listener(socket: BorrowedFd<'_>, wanted: &Congestion) -> Result<Listening, Refused> {
    let mut configured_before = None;
    match wanted {
        Congestion::AsConfigured => {}
        Congestion::Named(name) => set(socket, name)?,
        Congestion::QuickestForLocalPeers => {
            let configured = configured(socket);
            if configured.as_deref() == Some(PACING) && hurry(socket) {
                configured_before = configured;
            }
        }
    }
    Ok(Listening { configured: configured_before })
}

impl Listening {
    /// Gives a connection what the system had meant for it, where its peer is not on this host.
    pub fn accepted(&self, connection: BorrowedFd<'_>, local: &SocketAddr, peer: &SocketAddr) {
        if let Some(configured) = &self.configured {
            if !peer.ip().to_canonical().is_loopback() && local.ip() != peer.ip() {
                // It was the system's own choice a moment ago; should it be gone, the other one serves too.
                let _ = sockopt::set_tcp_congestion(connection, configured);
            }
        }
    }
}

fn set(socket: BorrowedFd<'_>, name: &str) -> Result<(), Refused> {
    sockopt::set_tcp_congestion(socket, name).map_err(|error| Refused { name: name.to_owned(), error: error.into() })
}

fn configured(socket: BorrowedFd<'_>) -> Option<String> {
    sockopt::tcp_congestion(socket).ok()
}

/// Chooses one that does not pace, if there is one to be had.
fn hurry(socket: BorrowedFd<'_>) -> bool {
    // Read once: a process that has given up files asks again for its next connection.
    static CHOICE: OnceLock<Option<&'static str>> = OnceLock::new();
    let choice = CHOICE.get_or_init(|| quickest(&std::fs::read_to_string(ALLOWED).unwrap_or_default()));
    choice.is_some_and(|name| sockopt::set_tcp_congestion(socket, name).is_ok())
}

fn quickest(allowed: &str) -> Option<&'static str> {
    UNPACED.into_iter().find(|name| allowed.split_ascii_whitespace().any(|word| word == *name))
}

/// Whether an address is one of this host's: then what goes there comes from the same address.
fn is_local(peer: &SocketAddr) -> bool {
    peer.ip().to_canonical().is_loopback() || source_towards(peer).is_ok_and(|source| source.ip() == peer.ip())
}

/// From which address the kernel would send; nothing is sent.
fn source_towards(peer: &SocketAddr) -> rustix::io::Result<SocketAddr> {
    let family = if peer.is_ipv4() { AddressFamily::INET } else { AddressFamily::INET6 };
    let socket = rustix::net::socket_with(family, SocketType::DGRAM, SocketFlags::CLOEXEC, None)?;
    rustix::net::connect(&socket, peer)?;
    SocketAddr::try_from(rustix::net::getsockname(&socket)?).map_err(|_| Errno::AFNOSUPPORT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_those_that_are_allowed_is_taken() {
        assert_eq!(quickest("reno bbr"), Some("reno"));
        assert_eq!(quickest("reno bbr cubic\n"), Some("cubic"));
        assert_eq!(quickest("bbr"), None);
        assert_eq!(quickest(""), None);
    }

    #[test]
    fn only_addresses_of_this_host_are_local() {
        assert!(is_local(&([127, 0, 0, 9], 7).into()));
        assert!(is_local(&"[::1]:7".parse().expect("an address")));
        assert!(!is_local(&([192, 0, 2, 1], 7).into()));
    }
}
