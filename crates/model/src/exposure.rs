//! From where a socket can be reached, as far as its address and its binding tell. A firewall may allow less.

use crate::InterfaceIndex;
use std::net::IpAddr;

/// From where a socket that waits for others can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exposure {
    /// From this host alone: a loopback address.
    Loopback,
    /// Over one interface: it is bound to one, or to an address that one interface has.
    OneInterface,
    /// Over every interface of its network namespace.
    World,
}

impl Exposure {
    /// That of a socket with this local address, bound to this interface.
    pub fn of(local: IpAddr, interface: InterfaceIndex) -> Self {
        match local.to_canonical() {
            address if address.is_loopback() => Self::Loopback,
            address if address.is_unspecified() && interface.0 == 0 => Self::World,
            _ => Self::OneInterface,
        }
    }

    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Loopback => "loopback",
            Self::OneInterface => "one interface",
            Self::World => "the world",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_tell_from_where_they_are_reached() {
        let exposure = |address: &str, interface| Exposure::of(address.parse().unwrap(), InterfaceIndex(interface));
        for address in ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"] {
            assert_eq!(exposure(address, 0), Exposure::Loopback, "{address}");
        }
        for address in ["0.0.0.0", "::", "::ffff:0.0.0.0"] {
            assert_eq!(exposure(address, 0), Exposure::World, "{address}");
            assert_eq!(exposure(address, 3), Exposure::OneInterface, "{address} bound to an interface");
        }
        for address in ["192.0.2.1", "fe80::1", "2001:db8::1"] {
            assert_eq!(exposure(address, 0), Exposure::OneInterface, "{address}");
        }
    }
}
