//! Which sockets of the Internet to ask the kernel for, and which of them can be listed at all.
//!
//! The kernel passes over sockets much faster than it tells of them. What it is asked may let too many through: the selection
//! decides. It must not lose one that the selection would note as found, for that is in the exit status.

use super::args::Criteria;
use super::internet::{InternetAddress, Protocol};
use super::lists::Side;
use super::selection::{InternetFacts, SocketFacts};
use super::sockets::{self, InetFacts, InetTables};
use model::{State, StateSet, Transport};
use names::IpVersion;
use query::ast::{Comparison, Expression, Filter, HostPattern, Predicate, Side as End};
use query::lower::{Capabilities, KernelSupport};
use std::ops::RangeInclusive;
use wire::netlink::sock_diag::inet::IpVersion as TableVersion;

/// What to ask the kernel for.
pub(super) fn tables(criteria: &Criteria) -> InetTables {
    let mut tables = InetTables::all();
    let states = &criteria.tcp_states;
    let all = (1..=11).map(State::from_kernel);
    tables.tcp_states = all
        .filter(|state| !states.leaves_out(*state))
        .fold(StateSet::EMPTY, |set, state| set.union(StateSet::from(state)));
    if !goes_by_addresses(criteria) {
        return tables;
    }
    let addresses = &criteria.addresses;
    if addresses.iter().all(|address| address.version == Some(IpVersion::V6)) {
        tables.versions = vec![TableVersion::V6];
    }
    if addresses.iter().all(|address| address.protocol.is_some()) {
        let is_asked = |transport: &Transport| addresses.iter().any(|address| address.protocol == protocol(*transport));
        tables.transports.retain(is_asked);
    }
    tables.bytecode = by_ports(addresses);
    tables
}

/// Whether addresses alone decide which sockets are of interest: nothing of the others is noted as found.
fn goes_by_addresses(criteria: &Criteria) -> bool {
    criteria.internet.is_none() && !criteria.addresses.is_empty() && !criteria.tcp_states.selects()
}

/// Whether the selection has to be asked about a socket, were it held by somebody.
pub(super) fn wants(criteria: &Criteria, facts: &InetFacts) -> bool {
    if criteria.tcp_states.leaves_out(facts.state) && criteria.tcp_states.side_of(facts.state) != Some(Side::In) {
        return false;
    }
    let SocketFacts::Internet(facts) = of_inet(facts) else { return false };
    !goes_by_addresses(criteria)
        || [Some(facts.local), facts.peer]
            .into_iter()
            .flatten()
            .any(|(address, port)| criteria.addresses.iter().any(|wanted| wanted.fits(facts.protocol, address, port)))
}

/// A socket as the selection sees it.
pub(super) fn of_socket(facts: &sockets::SocketFacts<'_>) -> SocketFacts {
    match facts {
        sockets::SocketFacts::Inet(facts) => of_inet(facts),
        sockets::SocketFacts::Unix(_) => SocketFacts::Unix,
        _ => SocketFacts::Other,
    }
}

fn of_inet(facts: &InetFacts) -> SocketFacts {
    let Some(protocol) = protocol(facts.transport) else { return SocketFacts::Other };
    let [local, peer] = facts.shown_ends().map(|end| end.map(|end| (end.address, end.port)));
    SocketFacts::Internet(InternetFacts {
        version: if facts.local.address.is_ipv6() { IpVersion::V6 } else { IpVersion::V4 },
        protocol,
        local: local.unwrap_or((facts.local.address, 0)),
        peer,
        state: facts.state,
    })
}

fn protocol(transport: Transport) -> Option<Protocol> {
    match transport {
        Transport::Tcp => Some(Protocol::Tcp),
        Transport::Udp => Some(Protocol::Udp),
        Transport::UdpLite => Some(Protocol::UdpLite),
        _ => None,
    }
}

/// Bytecode that lets sockets with one of these ports pass; `None` where one address takes any port.
fn by_ports(addresses: &[InternetAddress]) -> Option<Vec<u8>> {
    if addresses.iter().any(|address| address.ports.is_empty()) {
        return None;
    }
    let ranges = addresses.iter().flat_map(|address| &address.ports);
    let expression =
        Expression::Any(ranges.flat_map(|range| [End::Local, End::Peer].map(|end| has_port(end, range))).collect());
    Filter { expression }.lower(KernelSupport::default(), Capabilities { net_admin: false }).bytecode
}

fn has_port(side: End, range: &RangeInclusive<u32>) -> Expression {
    // Beyond 65535 there are none; the comparison may be with any number.
    let [first, last] = [range.start(), range.end()].map(|port| i32::try_from(*port).unwrap_or(i32::MAX));
    if first == last {
        let pattern = HostPattern::Address { prefixes: Vec::new(), port: Some(first) };
        return Expression::Is(Predicate::Host { side, pattern });
    }
    let compared = |comparison, port| Expression::Is(Predicate::Port { side, comparison, port });
    Expression::All(vec![compared(Comparison::AtLeast, first), compared(Comparison::AtMost, last)])
}
