//! Random trees and sockets, from few values, so that they meet.

use super::kernel::KernelSocket;
use crate::ast::{
    Comparison, Expression, HostPattern, NumberFact, Order, PortRange, Predicate, Prefix, Side, TextFact, TextPattern,
    TransportSet,
};
use model::{CgroupId, InetEndpoint, InetSocket, InterfaceIndex, State, StateSet, Transport, UserId};
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

/// What only our own language asks.
fn own_predicate() -> impl Strategy<Value = Predicate> {
    let texts = [TextFact::Process, TextFact::Interface, TextFact::Congestion, TextFact::Path];
    let numbers = [NumberFact::ProcessId, NumberFact::ReceiveQueue, NumberFact::RoundTrip, NumberFact::Backlog];
    let orders = [Order::Equal, Order::NotEqual, Order::Less, Order::AtMost, Order::Greater, Order::AtLeast].to_vec();
    let patterns = [TextPattern::anything(), TextPattern::Glob(b"a".to_vec()), TextPattern::Contains(b"b".to_vec())];
    prop_oneof![
        4 => (side(), prefix()).prop_map(|(side, prefix)| Predicate::Address { side, prefix }),
        3 => prop::sample::subsequence(TRANSPORTS.to_vec(), 0..=4)
            .prop_map(|transports| Predicate::Transport(TransportSet::of(&transports))),
        3 => any::<u16>().prop_map(|bits| Predicate::State(StateSet::from_bits(bits.into()))),
        1 => (0..3_u32).prop_map(|id| Predicate::User(UserId(id))),
        2 => (prop::sample::select(texts.to_vec()), prop::sample::select(patterns.to_vec()))
            .prop_map(|(fact, pattern)| Predicate::Text { fact, pattern }),
        2 => (prop::sample::select(numbers.to_vec()), prop::sample::select(orders), 0..3_u64)
            .prop_map(|(fact, order, value)| Predicate::Number { fact, order, value }),
    ]
}

const TRANSPORTS: [Transport; 4] = [Transport::Tcp, Transport::Udp, Transport::Raw, Transport::UnixStream];

/// A tree of a few levels, of what ss can ask.
pub(super) fn expression() -> impl Strategy<Value = Expression> {
    tree(predicate().boxed())
}

/// A tree of a few levels, of anything.
pub(super) fn own_expression() -> impl Strategy<Value = Expression> {
    tree(prop_oneof![own_predicate(), predicate()].boxed())
}

fn tree(leaf: BoxedStrategy<Predicate>) -> impl Strategy<Value = Expression> {
    leaf.prop_map(Expression::Is).prop_recursive(4, 24, 4, |inner| {
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

/// What our own language asks of a socket beyond what the kernel's bytecode knows, and who holds it.
#[derive(Clone, Debug)]
pub(super) struct Circumstances {
    pub(super) transport: Transport,
    pub(super) state: State,
    pub(super) receive_queue: u32,
    pub(super) user: Option<u32>,
    pub(super) round_trip: Option<u64>,
    pub(super) congestion: bool,
    pub(super) holders: Vec<u32>,
}

/// Any of a few.
pub(super) fn circumstances() -> impl Strategy<Value = Circumstances> {
    let transport = prop::sample::select(TRANSPORTS[..3].to_vec());
    let state = (1..=11_u8).prop_map(State::from_kernel);
    let user = prop::option::of(0..3_u32);
    let holders = prop::collection::vec(0..3_u32, 0..3);
    (transport, state, 0..3_u32, user, prop::option::of(0..3_u64), any::<bool>(), holders).prop_map(
        |(transport, state, receive_queue, user, round_trip, congestion, holders)| Circumstances {
            transport,
            state,
            receive_queue,
            user,
            round_trip,
            congestion,
            holders,
        },
    )
}
