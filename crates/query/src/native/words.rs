//! Words that are conditions by themselves: kinds of sockets, IP versions, states, and what is asked for most.

use super::fields::DecidedBy;
use crate::Resolver;
use crate::ast::{Expression, HostPattern, Predicate, Prefix, Side, TransportSet};
use model::{State, StateSet, Transport};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A word that is a condition by itself.
#[derive(Debug)]
pub struct Word {
    /// What it is called.
    pub name: &'static str,
    /// What else it is called.
    pub aliases: &'static [&'static str],
    /// What it means, in one line.
    pub about: &'static str,
    /// Who decides it.
    pub decided_by: DecidedBy,
    meaning: Meaning,
}

#[derive(Clone, Copy, Debug)]
enum Meaning {
    Kind(TransportSet),
    State(StateSet),
    Ipv4,
    Ipv6,
    Listener,
    Exposed,
    Loopback,
    Autobound,
}

impl Word {
    /// All its names.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// Whether it is a state or a class of states, and so may stand after `state` and `exclude`.
    pub fn is_state(&self) -> bool {
        matches!(self.meaning, Meaning::State(_))
    }

    /// The kinds of sockets that it names.
    pub(super) fn kinds(&self) -> TransportSet {
        match self.meaning {
            Meaning::Kind(kinds) => kinds,
            _ => TransportSet::EMPTY,
        }
    }

    /// The condition that it stands for.
    pub(super) fn condition(&self, resolver: &dyn Resolver) -> Expression {
        match self.meaning {
            Meaning::Kind(kinds) => Expression::Is(Predicate::Transport(kinds)),
            Meaning::State(states) => in_states(states),
            Meaning::Ipv4 => over_ipv4(),
            Meaning::Ipv6 => over_ipv6(),
            Meaning::Listener => listener(),
            Meaning::Exposed => Expression::All(vec![
                Expression::Is(Predicate::Transport(TransportSet::INET)),
                listener(),
                Expression::Not(Box::new(Expression::Any(on_loopback(Side::Local)))),
            ]),
            Meaning::Loopback => {
                let mut peer = on_loopback(Side::Peer);
                peer.push(address(Side::Peer, Ipv4Addr::UNSPECIFIED.into(), 32));
                peer.push(address(Side::Peer, Ipv6Addr::UNSPECIFIED.into(), 128));
                Expression::All(vec![Expression::Any(on_loopback(Side::Local)), Expression::Any(peer)])
            }
            Meaning::Autobound => Expression::Is(Predicate::Autobound(resolver.local_ports())),
        }
    }
}

/// The word with this name.
pub(super) fn word_named(text: &[u8]) -> Option<&'static Word> {
    WORDS.iter().find(|word| word.names().any(|name| is_called(text, name)))
}

/// The states that a word after `state` or `exclude` stands for.
pub(super) fn states_named(text: &[u8]) -> Option<StateSet> {
    if is_called(text, "all") {
        return Some(StateSet::ALL);
    }
    match word_named(text)?.meaning {
        Meaning::State(states) => Some(states),
        _ => None,
    }
}

/// Whether the text is this name: without regard to case, an underscore being a hyphen.
pub(super) fn is_called(text: &[u8], name: &str) -> bool {
    text.len() == name.len() && text.iter().zip(name.bytes()).all(|(octet, expected)| fold(*octet) == expected)
}

/// A letter of a name as the tables have it.
pub(super) fn fold(octet: u8) -> u8 {
    match octet {
        b'_' => b'-',
        other => other.to_ascii_lowercase(),
    }
}

/// In one of these states. The kernel calls TCP sockets that are bound and nothing more closed when it tells of them,
/// and tells of no other closed ones.
pub(super) fn in_states(states: StateSet) -> Expression {
    let rest = states.difference(BOUND);
    let bound = || {
        let told_as = BOUND.union(State::Close.into());
        Expression::All(vec![Expression::Is(Predicate::Transport(TCP)), Expression::Is(Predicate::State(told_as))])
    };
    match (rest == states, rest.is_empty()) {
        (true, _) => Expression::Is(Predicate::State(states)),
        (false, true) => bound(),
        (false, false) => Expression::Any(vec![Expression::Is(Predicate::State(rest)), bound()]),
    }
}

/// The address of an end lies in this prefix.
fn address(side: Side, of: IpAddr, length: u8) -> Expression {
    Expression::Is(Predicate::Address { side, prefix: Prefix { length, ..Prefix::host(of) } })
}

/// Packets of IPv4, also from an IPv6 socket.
pub(super) fn over_ipv4() -> Expression {
    address(Side::Local, Ipv4Addr::UNSPECIFIED.into(), 0)
}

/// Packets of IPv6, or a socket that is ready for them.
pub(super) fn over_ipv6() -> Expression {
    Expression::All(vec![address(Side::Local, Ipv6Addr::UNSPECIFIED.into(), 0), Expression::Not(Box::new(over_ipv4()))])
}

/// The ways in which an end can be on loopback.
fn on_loopback(side: Side) -> Vec<Expression> {
    vec![address(side, Ipv4Addr::LOCALHOST.into(), 8), address(side, Ipv6Addr::LOCALHOST.into(), 128)]
}

/// Waits for others: listening, or without a peer on a port of its own where there are no connections.
fn listener() -> Expression {
    let without_port = HostPattern::Address { prefixes: Vec::new(), port: Some(0) };
    Expression::Any(vec![
        in_states(State::Listen.into()),
        Expression::All(vec![
            Expression::Is(Predicate::Transport(TransportSet::DATAGRAM)),
            in_states(State::Close.into()),
            Expression::Not(Box::new(Expression::Is(Predicate::Host { side: Side::Local, pattern: without_port }))),
        ]),
    ])
}

const TCP: TransportSet = of(Transport::Tcp);
/// The kernel's own half of SYN-RECV counts with the other one.
const SYN_RECV: StateSet = state(3).union(state(12));
/// Bound and nothing more; asked for only by name.
const BOUND: StateSet = state(13);
const UNCONNECTED: StateSet = StateSet::LISTENING;

/// The state with this number of the kernel.
const fn state(number: u8) -> StateSet {
    StateSet::of_kernel_number(number)
}

const fn of(transport: Transport) -> TransportSet {
    TransportSet::of(&[transport])
}

/// Every word, in the order in which they are listed.
pub const WORDS: &[Word] = &[
    kind("inet", &[], "over IP: TCP, UDP, UDP-Lite, raw, SCTP, DCCP, MPTCP", TransportSet::INET),
    kind("tcp", &[], "TCP", TCP),
    kind("udp", &[], "UDP", of(Transport::Udp)),
    kind("udplite", &["udp-lite"], "UDP-Lite", of(Transport::UdpLite)),
    kind("raw", &[], "raw IP", of(Transport::Raw)),
    kind("mptcp", &[], "Multipath TCP", of(Transport::Mptcp)),
    kind("sctp", &[], "SCTP", of(Transport::Sctp)),
    kind("dccp", &[], "DCCP", of(Transport::Dccp)),
    kind("unix", &[], "UNIX domain", TransportSet::UNIX),
    kind("unix-stream", &[], "UNIX domain, stream", of(Transport::UnixStream)),
    kind("unix-dgram", &["unix-datagram"], "UNIX domain, datagram", of(Transport::UnixDatagram)),
    kind("unix-seqpacket", &[], "UNIX domain, sequenced packets", of(Transport::UnixSeqpacket)),
    kind("packet", &[], "link layer", TransportSet::PACKET),
    kind("packet-raw", &[], "link layer, with its header", of(Transport::PacketRaw)),
    kind("packet-dgram", &["packet-datagram"], "link layer, without its header", of(Transport::PacketDatagram)),
    kind("netlink", &[], "netlink", of(Transport::Netlink)),
    kind("vsock", &[], "VM sockets", TransportSet::VSOCK),
    kind("vsock-stream", &[], "VM sockets, stream", of(Transport::VsockStream)),
    kind("vsock-dgram", &["vsock-datagram"], "VM sockets, datagram", of(Transport::VsockDatagram)),
    kind("vsock-seqpacket", &[], "VM sockets, sequenced packets", of(Transport::VsockSeqpacket)),
    kind("tipc", &[], "TIPC", of(Transport::Tipc)),
    kind("xdp", &[], "AF_XDP", of(Transport::Xdp)),
    Word {
        name: "ipv4",
        aliases: &[],
        about: "over IPv4, also from an IPv6 socket",
        decided_by: DecidedBy::Kernel,
        meaning: Meaning::Ipv4,
    },
    Word { name: "ipv6", aliases: &[], about: "over IPv6", decided_by: DecidedBy::Kernel, meaning: Meaning::Ipv6 },
    states("established", &["estab"], "in this state: data can pass both ways", state(1)),
    states("syn-sent", &[], "in this state: asked for a connection, not answered", state(2)),
    states(
        "syn-recv",
        &["syn-rcv", "syn-rcvd", "syn-received"],
        "in this state: was asked and answered, not confirmed",
        SYN_RECV,
    ),
    states("fin-wait-1", &["fin-wait1"], "in this state: closed here, not acknowledged", state(4)),
    states("fin-wait-2", &["fin-wait2"], "in this state: closed here, not yet by the peer", state(5)),
    states("time-wait", &[], "in this state: closed, kept for late segments", state(6)),
    states("closed", &["close", "unconnected", "unconn"], "in this state: not connected", state(7)),
    states("close-wait", &[], "in this state: closed by the peer, not yet here", state(8)),
    states("last-ack", &[], "in this state: closed by the peer, then here, not acknowledged", state(9)),
    states("listening", &["listen"], "in this state: waits for connections", state(10)),
    states("closing", &[], "in this state: closed on both sides at once", state(11)),
    states("bound", &["bound-inactive"], "TCP, bound to a port and nothing more (kernel 6.8)", BOUND),
    states("connected", &[], "in any state but closed and listening", StateSet::ALL.difference(UNCONNECTED)),
    states(
        "synchronized",
        &["synchronised"],
        "connected, but not in syn-sent",
        StateSet::ALL.difference(UNCONNECTED).difference(state(2)),
    ),
    states("bucket", &[], "in syn-recv or time-wait: the kernel keeps little of them", SYN_RECV.union(state(6))),
    states(
        "big",
        &[],
        "in any state but syn-recv and time-wait",
        StateSet::ALL.difference(SYN_RECV).difference(state(6)),
    ),
    Word {
        name: "listener",
        aliases: &["listeners"],
        about: "waits for others: listening, or UDP without a peer on a port",
        decided_by: DecidedBy::Kernel,
        meaning: Meaning::Listener,
    },
    Word {
        name: "exposed",
        aliases: &[],
        about: "a listener over IP that is bound to something else than loopback",
        decided_by: DecidedBy::Kernel,
        meaning: Meaning::Exposed,
    },
    Word {
        name: "loopback",
        aliases: &[],
        about: "over IP and on loopback, its peer too if it has one",
        decided_by: DecidedBy::Kernel,
        meaning: Meaning::Loopback,
    },
    Word {
        name: "autobound",
        aliases: &[],
        about: "the kernel chose its port",
        decided_by: DecidedBy::Here,
        meaning: Meaning::Autobound,
    },
];

const fn kind(name: &'static str, aliases: &'static [&'static str], about: &'static str, kinds: TransportSet) -> Word {
    Word { name, aliases, about, decided_by: DecidedBy::Kernel, meaning: Meaning::Kind(kinds) }
}

const fn states(name: &'static str, aliases: &'static [&'static str], about: &'static str, states: StateSet) -> Word {
    Word { name, aliases, about, decided_by: DecidedBy::Kernel, meaning: Meaning::State(states) }
}
