//! Random trees and sockets, from few values, so that they meet.

use super::kernel::KernelSocket;
use crate::ast::{Comparison, Expression, HostPattern, PortRange, Predicate, Prefix, Side};
use model::{CgroupId, InetEndpoint, InetSocket, InterfaceIndex};
use proptest::prelude::*;
use std::net::IpAddr;

fn address() -> impl Strategy<Value = IpAddr> {
    let texts =
        ["0.0.0.0", "127.0.0.1", "10.1.2.3", "::", "::1", "::ffff:10.1.2.3", "::ffff:0.0.0.0", "a01::1", "7f00:1::"];
    prop::sample::select(texts.map(|text| text.parse::<IpAddr>().unwrap()).to_vec())
}

fn port() -> impl Strategy<Value = u16> {
    prop::sample::select(vec![0, 22, 443, 4464, 40000, u16::MAX])
}

fn wide_port() -> impl Strategy<Value = i32> {
    prop_oneof![8 => port().prop_map(i32::from), 1 => prop::sample::select(vec![-5, 70000, i32::MAX, i32::MIN])]
}

fn side() -> impl Strategy<Value = Side> {
    prop::sample::select(vec![Side::Local, Side::Peer])
}

fn prefix() -> impl Strategy<Value = Prefix> {
    (address(), 0..=128_u8).prop_map(|(address, length)| {
        let whole = Prefix::host(address);
        Prefix { length: length.min(whole.length), ..whole }
    })
}

fn predicate() -> impl Strategy<Value = Predicate> {
    let prefixes = prop_oneof![
        prop::collection::vec(prefix(), 0..=1),
        // Several only as the addresses of a host.
        prop::collection::vec(address().prop_map(Prefix::host), 2..4),
    ];
    prop_oneof![
        4 => (side(), prefixes, prop::option::of(wide_port()))
            .prop_map(|(side, prefixes, port)| Predicate::Host { side, pattern: HostPattern::Address { prefixes, port } }),
        3 => (side(), any::<bool>(), wide_port()).prop_map(|(side, least, port)| Predicate::Port {
            side,
            comparison: if least { Comparison::AtLeast } else { Comparison::AtMost },
            port,
        }),
        1 => (0..3_u32).prop_map(|index| Predicate::Device(InterfaceIndex(index))),
        1 => (0..4_u32, 0..4_u32).prop_map(|(value, mask)| Predicate::Mark { value, mask }),
        1 => (0..3_u64).prop_map(|id| Predicate::Cgroup(CgroupId(id))),
        1 => Just(Predicate::Autobound(PortRange { first: 32768, last: 60999 })),
    ]
}

/// A tree of a few levels.
pub(super) fn expression() -> impl Strategy<Value = Expression> {
    predicate().prop_map(Expression::Is).prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expression::All),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expression::Any),
            inner.prop_map(|inner| Expression::Not(Box::new(inner))),
        ]
    })
}

/// A socket with both ends in one family.
pub(super) fn socket() -> impl Strategy<Value = KernelSocket> {
    let ends = (address(), address()).prop_filter("one family", |(local, peer)| local.is_ipv4() == peer.is_ipv4());
    (ends, port(), port(), 0..3_u32, prop::option::of(0..4_u32), prop::option::of(0..3_u64), any::<bool>()).prop_map(
        |((local, peer), local_port, peer_port, interface, mark, cgroup, port_was_asked_for)| KernelSocket {
            facts: InetSocket {
                interface: InterfaceIndex(interface),
                mark,
                cgroup: cgroup.map(CgroupId),
                ..InetSocket::between(
                    InetEndpoint { address: local, port: local_port },
                    InetEndpoint { address: peer, port: peer_port },
                )
            },
            port_was_asked_for,
        },
    )
}
