//! The tree that every front end builds and every back end reads.
//!
//! It says what was asked, not how it is answered. [`std::fmt::Display`] writes it back: what ss(8) has words for in its
//! grammar, the rest in our own.

mod fact;
mod growth;
mod judgement;
mod print;
mod transports;

pub use fact::{NumberFact, Order, TextFact, TextPattern};
pub(crate) use growth::{Joint, MAX_DEPTH, Tree};
pub use transports::TransportSet;

use model::{CgroupId, Family, InterfaceIndex, StateSet, UserId};
use std::net::IpAddr;

/// A condition on a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// Every one of these holds.
    All(Vec<Expression>),
    /// At least one of these holds.
    Any(Vec<Expression>),
    /// This does not hold.
    Not(Box<Expression>),
    /// A single question.
    Is(Predicate),
}

/// A single question about a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Predicate {
    /// An end of the socket fits a pattern.
    Host {
        /// Which end.
        side: Side,
        /// The pattern.
        pattern: HostPattern,
    },
    /// The port of an end compares so.
    Port {
        /// Which end.
        side: Side,
        /// How.
        comparison: Comparison,
        /// With what. Wider than a port, because other families number their ends with 32 bits.
        port: i32,
    },
    /// Bound to this interface; zero: to none.
    Device(InterfaceIndex),
    /// The firewall mark, as far as the mask reaches, is this value.
    Mark {
        /// The value.
        value: u32,
        /// The bits that count.
        mask: u32,
    },
    /// Belongs to this cgroup.
    Cgroup(CgroupId),
    /// The kernel chose its port, from this range, rather than the program.
    Autobound(PortRange),
    /// The address of an end lies in this prefix, IPv4 or IPv6. The versions are told apart as the kernel does: an IPv4
    /// prefix has IPv4 addresses and those mapped into IPv6, an IPv6 prefix those of IPv6 sockets.
    Address {
        /// Which end.
        side: Side,
        /// The prefix.
        prefix: Prefix,
    },
    /// It is of one of these kinds.
    Transport(TransportSet),
    /// It is in one of these states.
    State(StateSet),
    /// This user made it, or a holder acts as this user.
    User(UserId),
    /// A text looks so. Of holders: that of any of them.
    Text {
        /// Which text.
        fact: TextFact,
        /// How it should look.
        pattern: TextPattern,
    },
    /// A number compares so. Of holders: that of any of them. It does not where there is no such number.
    Number {
        /// Which number.
        fact: NumberFact,
        /// How.
        order: Order,
        /// With what, in the unit of the fact.
        value: u64,
    },
}

/// An end of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// This end.
    Local,
    /// The other end.
    Peer,
}

/// How a port is compared. "Less" and "greater" are these, negated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Not smaller.
    AtLeast,
    /// Not greater.
    AtMost,
}

/// What one end of a socket should look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostPattern {
    /// The name of a UNIX socket matches this shell pattern, without regard to case (`fnmatch`(3) with `FNM_CASEFOLD`).
    UnixName(Vec<u8>),
    /// An address and a port.
    Address {
        /// The address lies in one of these; none: any address.
        prefixes: Vec<Prefix>,
        /// The port; `None`: any. Outside inet: interface index, netlink port id, vsock port.
        port: Option<i32>,
    },
}

/// The leading bits of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prefix {
    /// Whose address. Outside inet it is a number: Ethernet protocol, netlink protocol, context id.
    pub family: Family,
    /// The address in network order; a number in the host's order in the first four octets.
    pub bits: [u8; 16],
    /// How many leading bits count; zero: any address of the family.
    pub length: u8,
}

impl Prefix {
    /// Exactly this address.
    pub fn host(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(v4) => Self { family: Family::Inet, bits: leading(v4.octets()), length: 32 },
            IpAddr::V6(v6) => Self { family: Family::Inet6, bits: v6.octets(), length: 128 },
        }
    }

    /// Exactly this number, in a family that addresses by numbers.
    pub fn number(family: Family, number: u32) -> Self {
        Self { family, bits: leading(number.to_ne_bytes()), length: 32 }
    }
}

/// Four octets, filled up with zeros.
pub(crate) fn leading(octets: [u8; 4]) -> [u8; 16] {
    let mut bits = [0; 16];
    bits[..4].copy_from_slice(&octets);
    bits
}

/// An inclusive range of ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortRange {
    /// The first.
    pub first: u16,
    /// The last.
    pub last: u16,
}

impl PortRange {
    /// Whether it has this port.
    pub fn contains(self, port: i32) -> bool {
        (i32::from(self.first)..=i32::from(self.last)).contains(&port)
    }
}

/// A whole filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What must hold.
    pub expression: Expression,
}
