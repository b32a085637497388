//! Internet addresses behind `-i`: `[46][PROTOCOL][@HOST][:PORTS]` (lsof(8)).

mod operand;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use operand::{OperandError, read};

use model::UserId;
use names::IpVersion;
use std::net::IpAddr;
use std::ops::RangeInclusive;

/// Who knows what names on the command line stand for.
pub(crate) trait Lookup {
    /// The port of a service for a protocol (`tcp`, `udp`, `udplite`).
    fn service(&self, name: &[u8], protocol: &'static str) -> Option<u16>;
    /// The addresses of a host in one IP version; none if it is unknown.
    fn addresses(&self, host: &str, version: IpVersion) -> Vec<IpAddr>;
    /// The user with this login name.
    fn user(&self, login: &[u8]) -> Option<UserId>;
}

/// The IP versions that `-i` without an address selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IpVersions {
    Both,
    Only(IpVersion),
}

impl IpVersions {
    /// Whether files of this version are selected: the version of the socket, not that of its addresses.
    pub(crate) fn select(self, version: IpVersion) -> bool {
        match self {
            Self::Both => true,
            Self::Only(only) => only == version,
        }
    }

    /// What a later `-i4` or `-i6` makes of it: the other version is joined to it, and `-i` gives way.
    pub(crate) fn joined(earlier: Option<Self>, version: IpVersion) -> Self {
        match earlier {
            Some(Self::Only(other)) if other != version => Self::Both,
            _ => Self::Only(version),
        }
    }
}

/// A transport protocol that `-i` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    Tcp,
    Udp,
    UdpLite,
}

impl Protocol {
    /// Its name in services(5).
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
            Self::UdpLite => "udplite",
        }
    }
}

/// One address behind `-i`. What it does not say may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct InternetAddress {
    /// As it was given: the original tells by it which address was not found.
    pub(crate) text: Vec<u8>,
    /// The version of the addresses, for which an IPv4 address in IPv6 form counts as IPv4.
    pub(crate) version: Option<IpVersion>,
    pub(crate) protocol: Option<Protocol>,
    /// The host's addresses, IPv4 ones never in IPv6 form; empty: any.
    pub(crate) hosts: Vec<IpAddr>,
    /// Ports, each range with its ends; empty: any. Those beyond 65535 match none.
    pub(crate) ports: Vec<RangeInclusive<u32>>,
}

impl InternetAddress {
    /// Whether this end of a socket fits: the local or the peer's. Port zero and no address are those of an end that is not there.
    pub(crate) fn fits(&self, protocol: Protocol, address: IpAddr, port: u16) -> bool {
        let address = address.to_canonical();
        let version = if address.is_ipv4() { IpVersion::V4 } else { IpVersion::V6 };
        self.protocol.is_none_or(|wanted| wanted == protocol)
            && self.version.is_none_or(|wanted| wanted == version)
            && (self.ports.is_empty() || self.ports.iter().any(|range| range.contains(&u32::from(port))))
            && (self.hosts.is_empty() || self.hosts.contains(&address))
    }
}
