//! Whom a proxy is to connect to, as each protocol wants it told.

use super::Error;
use crate::resolve::{self, IpVersion, Wanted};
use crate::rules::Kind;
use std::ffi::OsStr;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::os::unix::ffi::OsStrExt;

/// A host, by name or address, and its port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destination<'a> {
    /// The host, as it was written.
    pub host: &'a OsStr,
    /// The port.
    pub port: u16,
}

impl Destination<'_> {
    /// The host as octets.
    pub(super) fn host(&self) -> &[u8] {
        self.host.as_bytes()
    }

    /// The host's address where it was written in digits, in any form in which the system's resolver reads them (`127.1`, `fe80::1%eth0`).
    pub(super) fn address(&self) -> Option<IpAddr> {
        let digits = Wanted { kind: Kind::Stream, version: None, is_numeric: true, is_local: false };
        resolve::addresses(Some(self.host), None, digits).ok()?.first().map(SocketAddr::ip)
    }

    /// The host's IPv4 address, looked up where it is a name.
    pub(super) fn ipv4(&self) -> Result<Ipv4Addr, Error> {
        let wanted = Wanted { kind: Kind::Stream, version: Some(IpVersion::V4), is_numeric: false, is_local: false };
        let failed = |reason: String| Error::Lookup { host: self.host.to_owned(), port: self.port, reason };
        let found = resolve::addresses(Some(self.host), None, wanted).map_err(|error| failed(error.to_string()))?;
        let v4 = found.iter().find_map(|address| match address.ip() {
            IpAddr::V4(address) => Some(address),
            IpAddr::V6(_) => None,
        });
        v4.ok_or_else(|| failed("no IPv4 address".into()))
    }
}
