//! Host names through the system's resolver (NSS: /etc/hosts, DNS, …), as the original tools ask it.
//!
//! A resolver may take seconds for one address and answers one question at a time, so a batch of addresses is asked
//! for by many threads at once, and each address only once.

use dns_lookup::{AddrFamily, AddrInfoHints, SockType, getaddrinfo, getnameinfo};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Questions asked at once. They wait, they do not compute; more would burden a name server.
const ASKERS: usize = 64;

/// `NI_NUMERICSERV | NI_NAMEREQD` of <netdb.h>: no service, and an error instead of digits for a host without name.
const NAME_ONLY: i32 = 2 | 8;

/// Names of hosts by address, remembered.
#[derive(Debug)]
pub struct Hosts {
    names: HashMap<IpAddr, Option<String>>,
    lookup: fn(IpAddr) -> Option<String>,
}

impl Default for Hosts {
    fn default() -> Self {
        Self::new()
    }
}

impl Hosts {
    /// Knows nothing yet; will ask the system.
    pub fn new() -> Self {
        Self { names: HashMap::new(), lookup: name_of }
    }

    /// Asks for those of the addresses that were not asked for before, many at once, and returns when all are answered.
    pub fn resolve_all(&mut self, addresses: impl IntoIterator<Item = IpAddr>) {
        let mut unknown = Vec::new();
        for address in addresses {
            if let Entry::Vacant(unasked) = self.names.entry(address) {
                unasked.insert(None);
                unknown.push(address);
            }
        }
        self.names.extend(ask_all(&unknown, self.lookup));
    }

    /// The name of this host, untrusted; `None` if it has none, or was not in [`Hosts::resolve_all`].
    pub fn get(&self, address: IpAddr) -> Option<&str> {
        self.names.get(&address)?.as_deref()
    }
}

/// Asks for all addresses; the calling thread asks too, so a system that refuses threads is slow but answers.
fn ask_all(addresses: &[IpAddr], lookup: fn(IpAddr) -> Option<String>) -> Vec<(IpAddr, Option<String>)> {
    let next = AtomicUsize::new(0);
    let ask = || {
        let taken = std::iter::from_fn(|| addresses.get(next.fetch_add(1, Ordering::Relaxed)));
        taken.map(|&address| (address, lookup(address))).collect::<Vec<_>>()
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..ASKERS.min(addresses.len()))
            .map_while(|_| thread::Builder::new().spawn_scoped(scope, ask).ok())
            .collect();
        let mut answers = ask();
        for other in others {
            // A lookup does not panic; if one did, its addresses stay without names.
            answers.extend(other.join().unwrap_or_default());
        }
        answers
    })
}

/// The name of one host. An IPv4 address in IPv6 form is asked for as IPv4.
fn name_of(address: IpAddr) -> Option<String> {
    let (name, _) = getnameinfo(&SocketAddr::new(address.to_canonical(), 0), NAME_ONLY).ok()?;
    (!name.is_empty()).then_some(name)
}

/// Which addresses of a host are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IpVersion {
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

/// The addresses of a host, in the order that the system prefers.
///
/// # Errors
/// The host has no address of this version, or the resolver could not tell.
pub fn addresses_of(host: &str, version: IpVersion) -> io::Result<Vec<IpAddr>> {
    let family = match version {
        IpVersion::V4 => AddrFamily::Inet,
        IpVersion::V6 => AddrFamily::Inet6,
    };
    let hints = AddrInfoHints { address: family.into(), socktype: SockType::Stream.into(), ..AddrInfoHints::default() };
    getaddrinfo(Some(host), None, Some(hints))?.map(|info| Ok(info?.sockaddr.ip())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, Ipv6Addr};
    use std::time::{Duration, Instant};

    fn address(number: u32) -> IpAddr {
        Ipv4Addr::from_bits(number).into()
    }

    #[test]
    fn each_address_is_asked_for_once() {
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        let lookup = |address: IpAddr| {
            ASKED.fetch_add(1, Ordering::Relaxed);
            (address != IpAddr::from([0, 0, 0, 7])).then(|| format!("host-{address}"))
        };
        let mut hosts = Hosts { names: HashMap::new(), lookup };
        hosts.resolve_all((0..1000).chain(0..1000).map(address));
        hosts.resolve_all((0..1001).map(address));
        assert_eq!(ASKED.load(Ordering::Relaxed), 1001);
        assert_eq!(hosts.get(address(999)), Some("host-0.0.3.231"));
        assert_eq!(hosts.get(address(7)), None);
        assert_eq!(hosts.get(address(5000)), None);
    }

    #[test]
    fn slow_answers_are_awaited_together() {
        let lookup = |_| {
            thread::sleep(Duration::from_millis(20));
            None
        };
        let start = Instant::now();
        Hosts { names: HashMap::new(), lookup }.resolve_all((0..128).map(address));
        assert!(start.elapsed() < Duration::from_millis(20 * 128 / 4));
    }

    #[test]
    fn a_literal_address_is_its_own_host() {
        assert_eq!(addresses_of("127.0.0.1", IpVersion::V4).unwrap(), [IpAddr::V4(Ipv4Addr::LOCALHOST)]);
        assert_eq!(addresses_of("::1", IpVersion::V6).unwrap(), [IpAddr::V6(Ipv6Addr::LOCALHOST)]);
        assert!(addresses_of("::1", IpVersion::V4).is_err());
        assert!(addresses_of("", IpVersion::V4).is_err());
    }

    #[test]
    fn mapped_addresses_have_the_name_of_their_ipv4_address() {
        let (plain, mapped) = (Ipv4Addr::LOCALHOST, Ipv4Addr::LOCALHOST.to_ipv6_mapped());
        let mut hosts = Hosts::new();
        hosts.resolve_all([plain.into(), mapped.into()]);
        assert_eq!(hosts.get(mapped.into()), hosts.get(plain.into()));
    }
}
