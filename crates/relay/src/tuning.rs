//! Options of a socket that nc sets before it connects or listens (nc(1): -b, -D, -I, -O, -M, -m, -S, -T; ip(7), ipv6(7), tcp(7)).

use crate::resolve::IpVersion;
use rustix::net::sockopt;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::os::fd::BorrowedFd;

/// Options of sockets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tuning {
    /// Packets may go to broadcast addresses (-b).
    pub allows_broadcast: bool,
    /// The kernel may note what happens (-D).
    pub is_debugged: bool,
    /// Segments of TCP are signed (-S); the password comes from the terminal.
    pub signs_with_md5: bool,
    /// Size of the receive buffer, octets (-I).
    pub receive_buffer: Option<NonZeroU32>,
    /// Size of the send buffer, octets (-O).
    pub send_buffer: Option<NonZeroU32>,
    /// Hops that packets may take (-M).
    pub time_to_live: Option<u8>,
    /// Packets that have fewer hops left are dropped (-m).
    pub least_time_to_live: Option<u8>,
    /// The whole octet of the IPv4 type of service or the IPv6 traffic class (-T).
    pub traffic_class: Option<u8>,
}

/// An option that the kernel refused.
#[derive(Debug)]
pub struct Refused {
    /// What was to be done.
    pub operation: &'static str,
    /// Why it was not.
    pub error: io::Error,
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.operation, self.error)
    }
}

impl std::error::Error for Refused {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl Tuning {
    /// Sets them on a socket of this address' family, TCP signed with this key, in the original's order.
    ///
    /// # Errors
    /// The first option that the kernel refuses.
    pub fn apply(&self, socket: BorrowedFd<'_>, address: &SocketAddr, md5_key: Option<&[u8]>) -> Result<(), Refused> {
        let attempt = |operation, done: rustix::io::Result<()>| named(operation, done.map_err(io::Error::from));
        let version = IpVersion::of(address);
        if self.allows_broadcast {
            attempt("allow broadcast", sockopt::set_socket_broadcast(socket, true))?;
        }
        if let Some(key) = md5_key {
            named("sign with TCP MD5", sys::socket::sign_with_md5(socket, *address, key))?;
        }
        if self.is_debugged {
            named("debug the socket", sys::socket::set_debug(socket))?;
        }
        match (self.traffic_class, version) {
            (None, _) => {}
            (Some(class), IpVersion::V4) => attempt("set IP ToS", sockopt::set_ip_tos(socket, class))?,
            (Some(class), IpVersion::V6) => {
                attempt("set IPv6 traffic class", sockopt::set_ipv6_tclass(socket, class.into()))?;
            }
        }
        if let Some(octets) = self.receive_buffer {
            let done = sockopt::set_socket_recv_buffer_size(socket, octets.get() as usize);
            attempt("set TCP receive buffer size", done)?;
        }
        if let Some(octets) = self.send_buffer {
            let done = sockopt::set_socket_send_buffer_size(socket, octets.get() as usize);
            attempt("set TCP send buffer size", done)?;
        }
        match (self.time_to_live, version) {
            (None, _) => {}
            (Some(hops), IpVersion::V4) => attempt("set IP TTL", sockopt::set_ip_ttl(socket, hops.into()))?,
            (Some(hops), IpVersion::V6) => {
                attempt("set IPv6 unicast hops", sockopt::set_ipv6_unicast_hops(socket, Some(hops)))?;
            }
        }
        match (self.least_time_to_live, version) {
            (None, _) => Ok(()),
            (Some(hops), IpVersion::V4) => named("set IP min TTL", sys::socket::set_least_ttl(socket, hops)),
            (Some(hops), IpVersion::V6) => {
                named("set IPv6 min hop count", sys::socket::set_least_hop_limit(socket, hops))
            }
        }
    }
}

fn named(operation: &'static str, done: io::Result<()>) -> Result<(), Refused> {
    done.map_err(|error| Refused { operation, error })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::net::{AddressFamily, SocketType, socket};
    use std::os::fd::AsFd;

    #[test]
    fn what_was_asked_for_is_set() {
        let tuning = Tuning {
            allows_broadcast: true,
            time_to_live: Some(9),
            least_time_to_live: Some(3),
            traffic_class: Some(0xb8),
            ..Tuning::default()
        };
        let four = socket(AddressFamily::INET, SocketType::STREAM, None).expect("a socket");
        tuning.apply(four.as_fd(), &([127, 0, 0, 1], 1).into(), Some(b"secret")).expect("nothing is refused");
        assert_eq!(sockopt::ip_ttl(&four), Ok(9));
        assert_eq!(sockopt::ip_tos(&four), Ok(0xb8));
        assert_eq!(sockopt::socket_broadcast(&four), Ok(true));
        let six = socket(AddressFamily::INET6, SocketType::STREAM, None).expect("a socket");
        tuning.apply(six.as_fd(), &"[::1]:1".parse().expect("an address"), None).expect("nothing is refused");
        assert_eq!(sockopt::ipv6_unicast_hops(&six), Ok(9));
        assert_eq!(sockopt::ipv6_tclass(&six), Ok(0xb8));
    }

    #[test]
    fn what_is_refused_is_named() {
        let six = socket(AddressFamily::INET6, SocketType::DGRAM, None).expect("a socket");
        let error = Tuning::default()
            .apply(six.as_fd(), &"[::1]:1".parse().expect("an address"), Some(b"secret"))
            .expect_err("UDP has no signatures");
        assert!(error.to_string().starts_with("sign with TCP MD5: "), "{error}");
    }
}
