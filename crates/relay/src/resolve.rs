//! Names of hosts and ports to addresses, and back, as the system's resolver tells them (getaddrinfo(3), getnameinfo(3)).
//!
//! The library is asked itself, with the port too, because its order, its reading of numbers and its words are what nc shows.

use crate::rules::Kind;
use dns_lookup::{AddrFamily, AddrInfoHints, LookupErrorKind, SockType, getaddrinfo, getnameinfo};
use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::net::SocketAddr;

/// `AI_PASSIVE` of <netdb.h>: without a host, all addresses of this one.
const PASSIVE: i32 = 1;
/// `AI_NUMERICHOST`: the host is digits.
const NUMERIC_HOST: i32 = 4;
/// `NI_NUMERICHOST`: digits, not the name.
const SHOW_DIGITS: i32 = 1;
/// `NI_NUMERICSERV`: the number of the port.
const SHOW_PORT: i32 = 2;
/// `IPPROTO_TCP` and `IPPROTO_UDP` (RFC 790).
const TCP: i32 = 6;
const UDP: i32 = 17;

/// A version of IP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IpVersion {
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

impl IpVersion {
    /// That of an address.
    pub fn of(address: &SocketAddr) -> Self {
        if address.is_ipv4() { Self::V4 } else { Self::V6 }
    }
}

/// What an address is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What is to pass.
    pub kind: Kind,
    /// The only version of IP that will do.
    pub version: Option<IpVersion>,
    /// Whether the host is digits, and no name is looked up.
    pub is_numeric: bool,
    /// Whether a socket is to be tied to it.
    pub is_local: bool,
}

/// Why the resolver has no answer, in its own words.
#[derive(Debug)]
pub struct LookupError {
    reason: String,
}

impl fmt::Display for LookupError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reason)
    }
}

impl std::error::Error for LookupError {}

impl From<dns_lookup::LookupError> for LookupError {
    fn from(error: dns_lookup::LookupError) -> Self {
        let said = error.to_string();
        // The wrapper puts a sentence of its own before gai_strerror(3), and Rust a number behind strerror(3).
        let said = said.strip_prefix("failed to lookup address information: ").unwrap_or(&said);
        let reason = match error.kind() {
            LookupErrorKind::System => said.split(" (os error").next().unwrap_or_default(),
            _ => said,
        };
        Self { reason: reason.to_owned() }
    }
}

/// The addresses of a host and a port, in the order in which they are to be tried.
///
/// # Errors
/// There are none, or the resolver could not tell.
pub fn addresses(host: Option<&OsStr>, port: Option<&OsStr>, wanted: Wanted) -> Result<Vec<SocketAddr>, LookupError> {
    // No name that anything answers to is invalid UTF-8: the wrapper takes text only.
    let (host, port) = (host.map(OsStr::to_string_lossy), port.map(OsStr::to_string_lossy));
    let (socktype, protocol) = match wanted.kind {
        Kind::Stream => (SockType::Stream.into(), TCP),
        Kind::Datagram => (SockType::DGram.into(), UDP),
    };
    let hints = AddrInfoHints {
        flags: if wanted.is_numeric { NUMERIC_HOST } else { 0 } | if wanted.is_local { PASSIVE } else { 0 },
        address: wanted.version.map_or(0, |version| match version {
            IpVersion::V4 => AddrFamily::Inet.into(),
            IpVersion::V6 => AddrFamily::Inet6.into(),
        }),
        socktype,
        protocol,
    };
    let found = getaddrinfo(host.as_deref(), port.as_deref(), Some(hints))?;
    // An entry that the wrapper cannot read is of a family that was not asked for.
    Ok(found.filter_map(|entry: io::Result<_>| entry.ok().map(|entry| entry.sockaddr)).collect())
}

/// The name of a host, or its digits where it has none or none is wanted.
///
/// # Errors
/// The resolver could not tell.
pub fn host_name(address: &SocketAddr, is_numeric: bool) -> Result<String, LookupError> {
    let flags = SHOW_PORT | if is_numeric { SHOW_DIGITS } else { 0 };
    Ok(getnameinfo(address, flags)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: Wanted = Wanted { kind: Kind::Stream, version: None, is_numeric: true, is_local: false };

    fn ask(host: Option<&str>, port: &str, wanted: Wanted) -> Result<Vec<SocketAddr>, LookupError> {
        addresses(host.map(OsStr::new), Some(OsStr::new(port)), wanted)
    }

    #[test]
    fn digits_are_addresses() {
        assert_eq!(ask(Some("127.0.0.1"), "7", STREAM).expect("digits"), [SocketAddr::from(([127, 0, 0, 1], 7))]);
        let datagram = Wanted { kind: Kind::Datagram, ..STREAM };
        assert_eq!(ask(Some("::1"), "7", datagram).expect("digits"), ["[::1]:7".parse().expect("an address")]);
    }

    #[test]
    fn refusals_are_the_resolvers_words() {
        let error = ask(Some("no digits"), "7", STREAM).expect_err("no digits");
        assert_eq!(error.to_string(), "Name or service not known");
        let wanted = Wanted { version: Some(IpVersion::V4), ..STREAM };
        let error = ask(Some("::1"), "7", wanted).expect_err("the other version");
        assert_eq!(error.to_string(), "Address family for hostname not supported");
        let error = ask(Some("127.0.0.1"), "no such service", STREAM).expect_err("no service");
        assert_eq!(error.to_string(), "Servname not supported for ai_socktype");
    }

    #[test]
    fn without_a_host_every_address_of_this_one_is_meant() {
        let wanted = Wanted { version: Some(IpVersion::V4), is_local: true, ..STREAM };
        assert_eq!(ask(None, "7", wanted).expect("all of them"), [SocketAddr::from(([0, 0, 0, 0], 7))]);
    }

    #[test]
    fn addresses_are_shown_as_digits() {
        let shown = |text: &str| host_name(&text.parse().expect("an address"), true).expect("digits");
        assert_eq!(shown("127.0.0.1:7"), "127.0.0.1");
        assert_eq!(shown("[::1]:7"), "::1");
    }
}
