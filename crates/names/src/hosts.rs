//! Host names through the system's resolver (NSS: /etc/hosts, DNS, …), as the original tools ask it.
//!
//! A resolver may take seconds for one address and answers one question at a time, so a batch of addresses is asked
//! for by many threads at once, and each address only once. A name server that keeps silent costs ten seconds for each
//! question, so there is an end to how long it is asked in vain.

use dns_lookup::{AddrFamily, AddrInfoHints, LookupErrorKind, SockType, getaddrinfo, getnameinfo};
use model::Gap;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Questions asked at once. They wait, they do not compute; more would burden a name server.
const ASKERS: usize = 64;

/// How long all askers together may wait for answers that do not come: each for the ten seconds after which the C library
/// gives a question up (resolv.conf(5), `timeout` and `attempts`). The questions that are then asked are still awaited.
const VAIN_WAIT: Duration = Duration::from_secs(10 * ASKERS as u64);

/// `NI_NUMERICSERV | NI_NAMEREQD` of <netdb.h>: no service, and an error instead of digits for a host without name.
const NAME_ONLY: i32 = 2 | 8;

/// What the resolver says of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    Name(String),
    /// It has none.
    Nameless,
    /// Nothing, or that a server failed (`EAI_AGAIN`): there may be a name.
    Silence,
}

/// Names of hosts by address, remembered.
#[derive(Debug)]
pub struct Hosts {
    answers: HashMap<IpAddr, Answer>,
    lookup: fn(IpAddr) -> Answer,
    vain_wait: Duration,
}

impl Default for Hosts {
    fn default() -> Self {
        Self::new()
    }
}

impl Hosts {
    /// Knows nothing yet; will ask the system.
    pub fn new() -> Self {
        Self { answers: HashMap::new(), lookup: name_of, vain_wait: VAIN_WAIT }
    }

    /// Knows nothing yet; will ask the system for an IPv4 address in IPv6 form as it stands. A name server has a name for it, /etc/hosts
    /// has none.
    pub fn asking_as_it_stands() -> Self {
        Self { lookup: name_as_it_stands, ..Self::new() }
    }

    /// As [`Hosts::resolve_all`], and forgets all other addresses: who asks again and again keeps no more than he shows.
    pub fn resolve_only(&mut self, addresses: HashSet<IpAddr>) {
        self.answers.retain(|address, _| addresses.contains(address));
        self.resolve_all(addresses);
    }

    /// Asks for those of the addresses that were not asked for before, many at once, and returns when all are answered, or
    /// when too long has been waited for answers that did not come.
    pub fn resolve_all(&mut self, addresses: impl IntoIterator<Item = IpAddr>) {
        let mut unknown = Vec::new();
        for address in addresses {
            if let Entry::Vacant(unasked) = self.answers.entry(address) {
                unasked.insert(Answer::Silence);
                unknown.push(address);
            }
        }
        self.answers.extend(ask_all(&unknown, self.lookup, self.vain_wait));
    }

    /// The name of this host, untrusted; `None` if it has none, or was not in [`Hosts::resolve_all`].
    pub fn get(&self, address: IpAddr) -> Option<&str> {
        match self.answers.get(&address)? {
            Answer::Name(name) => Some(name),
            Answer::Nameless | Answer::Silence => None,
        }
    }

    /// The hosts whose names were asked for and not told, if there are any.
    pub fn gap(&self) -> Option<Gap> {
        let silent = self.answers.values().filter(|answer| **answer == Answer::Silence).count();
        (silent > 0).then(|| {
            Gap::new(format!("looking up the names of {silent} addresses"), "the name service does not answer")
                .with_remedy("see /etc/resolv.conf, or leave out -r")
        })
    }
}

/// Asks for addresses until all are answered or `vain_wait` is used up; the calling thread asks too, so a system that
/// refuses threads is slow but answers.
fn ask_all(addresses: &[IpAddr], lookup: fn(IpAddr) -> Answer, vain_wait: Duration) -> Vec<(IpAddr, Answer)> {
    let (next, waited_in_vain) = (AtomicUsize::new(0), AtomicU64::new(0));
    let next_address = || {
        let is_hopeless = u128::from(waited_in_vain.load(Ordering::Relaxed)) >= vain_wait.as_millis();
        if is_hopeless { None } else { addresses.get(next.fetch_add(1, Ordering::Relaxed)) }
    };
    let ask = || {
        let answer = |&address| {
            let start = Instant::now();
            let answer = lookup(address);
            if answer == Answer::Silence {
                let waited = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX / ASKERS as u64);
                waited_in_vain.fetch_add(waited, Ordering::Relaxed);
            }
            (address, answer)
        };
        std::iter::from_fn(next_address).map(answer).collect::<Vec<_>>()
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
fn name_of(address: IpAddr) -> Answer {
    name_as_it_stands(address.to_canonical())
}

/// The name of one host.
fn name_as_it_stands(address: IpAddr) -> Answer {
    match getnameinfo(&SocketAddr::new(address, 0), NAME_ONLY) {
        Ok((name, _)) if !name.is_empty() => Answer::Name(name),
        Err(error) if matches!(error.kind(), LookupErrorKind::Again) => Answer::Silence,
        _ => Answer::Nameless,
    }
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
            if address == IpAddr::from([0, 0, 0, 7]) {
                Answer::Nameless
            } else {
                Answer::Name(format!("host-{address}"))
            }
        };
        let mut hosts = Hosts { lookup, ..Hosts::new() };
        hosts.resolve_all((0..1000).chain(0..1000).map(address));
        hosts.resolve_all((0..1001).map(address));
        assert_eq!(ASKED.load(Ordering::Relaxed), 1001);
        assert_eq!(hosts.get(address(999)), Some("host-0.0.3.231"));
        assert_eq!(hosts.get(address(7)), None);
        assert_eq!(hosts.get(address(5000)), None);
        assert_eq!(hosts.gap(), None);
    }

    #[test]
    fn what_is_not_asked_for_again_is_forgotten() {
        let lookup = |address| Answer::Name(format!("host-{address}"));
        let mut hosts = Hosts { lookup, ..Hosts::new() };
        hosts.resolve_only([address(1), address(2)].into());
        hosts.resolve_only([address(2), address(3)].into());
        assert_eq!([1, 2, 3].map(|number| hosts.get(address(number)).is_some()), [false, true, true]);
    }

    #[test]
    fn slow_answers_are_awaited_together() {
        let lookup = |_| {
            thread::sleep(Duration::from_millis(20));
            Answer::Nameless
        };
        let start = Instant::now();
        Hosts { lookup, ..Hosts::new() }.resolve_all((0..128).map(address));
        assert!(start.elapsed() < Duration::from_millis(20 * 128 / 4));
    }

    #[test]
    fn silence_is_borne_for_a_while_and_then_said() {
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        let lookup = |_| {
            ASKED.fetch_add(1, Ordering::Relaxed);
            thread::sleep(Duration::from_millis(20));
            Answer::Silence
        };
        let mut hosts = Hosts { lookup, vain_wait: Duration::from_millis(20 * ASKERS as u64), ..Hosts::new() };
        hosts.resolve_all((0..5000).map(address));
        assert!((ASKERS..5 * ASKERS).contains(&ASKED.load(Ordering::Relaxed)));
        let gap = hosts.gap().expect("nobody answered").to_string();
        assert!(gap.starts_with("looking up the names of 5000 addresses: "), "{gap}");
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
