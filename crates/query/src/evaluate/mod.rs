//! Asks a socket record, in this process, whether it fits a filter.
//!
//! What ss(8) can ask is answered as ss answers in its own process, for every family. Two habits of its follow from
//! comparing addresses as plain leading bits, whatever their family: `0.0.0.0` fits an IPv6 address that begins with 32
//! zero bits, and a number fits another family's number. The kernel's half ([`crate::lower`]) does tell IPv4 from IPv6;
//! ss shows a socket when both halves say yes.
//!
//! What only our own filters ask ([`crate::native`]) may not stand in the record: then the answer is "unknown" until
//! the [`Surroundings`] are asked. Unknown parts do not always matter: `tcp and process = a` is settled for a UDP socket.

mod ends;
mod holders;
mod numbers;
mod surroundings;
#[cfg(test)]
mod tests;
mod texts;

pub use surroundings::{Holder, Surroundings};

use crate::ast::{
    Comparison, Expression, Filter, HostPattern, NumberFact, Order, PortRange, Predicate, Prefix, Side, TextFact,
    TextPattern,
};
use crate::glob;
use ends::{End, Name};
use model::{Family, Socket, SocketFamily};
use std::net::IpAddr;

/// Vsock ports up to this one are for privileged programs; the kernel picks only greater ones.
const LAST_PRIVILEGED_VSOCK_PORT: i32 = 1023;

impl Filter {
    /// Whether this socket fits a filter of ss. Facts that its source did not give (mark, cgroup) count as zero, as in
    /// ss. TIPC sockets always fit: ss never asks its filter about them.
    pub fn matches(&self, socket: &Socket<'_>) -> bool {
        matches!(socket.family, SocketFamily::Tipc(_)) || self.decide(socket) == Some(true)
    }

    /// Whether this socket fits, as far as its own record settles that; `None`: ask [`Filter::matches_in`].
    pub fn decide(&self, socket: &Socket<'_>) -> Option<bool> {
        holds(&self.expression, socket, None)
    }

    /// Whether this socket fits, whatever must be asked to know it. The surroundings are asked only where its own record
    /// leaves the question open.
    pub fn matches_in(&self, socket: &Socket<'_>, surroundings: &dyn Surroundings) -> bool {
        self.decide(socket).or_else(|| holds(&self.expression, socket, Some(surroundings))) == Some(true)
    }
}

/// Where a question may be taken when the record does not answer it.
type Elsewhere<'s> = Option<&'s dyn Surroundings>;

fn holds(expression: &Expression, socket: &Socket<'_>, elsewhere: Elsewhere<'_>) -> Option<bool> {
    expression.judge(&|predicate| fits(predicate, socket, elsewhere))
}

fn fits(predicate: &Predicate, socket: &Socket<'_>, elsewhere: Elsewhere<'_>) -> Option<bool> {
    Some(match predicate {
        Predicate::Host { side, pattern: HostPattern::Address { prefixes, port } } if prefixes.is_empty() => {
            port.is_none_or(|port| port == End::port_of(socket, *side))
        }
        Predicate::Host { side, pattern } => fits_pattern(pattern, &End::of(socket, *side)),
        Predicate::Port { side, comparison, port } => {
            let actual = End::port_of(socket, *side);
            match comparison {
                Comparison::AtLeast => actual >= *port,
                Comparison::AtMost => actual <= *port,
            }
        }
        Predicate::Device(index) => ends::interface(socket) == *index,
        Predicate::Mark { value, mask } => ends::mark(socket) & mask == *value,
        Predicate::Cgroup(id) => ends::cgroup(socket) == *id,
        Predicate::Autobound(range) => is_autobound(socket, *range),
        Predicate::Address { side, prefix } => address_lies_in(socket, *side, prefix),
        Predicate::Transport(set) => set.contains(socket.transport),
        Predicate::State(set) => set.contains(socket.state),
        Predicate::User(user) => {
            let made = holders::maker(socket) == Some(*user);
            return if made { Some(true) } else { elsewhere.map(|around| holders::user_is(*user, socket, around)) };
        }
        Predicate::Text { fact, pattern } => return fits_text(*fact, pattern, socket, elsewhere),
        Predicate::Number { fact, order, value } => return fits_number(*fact, *order, *value, socket, elsewhere),
    })
}

fn fits_text(fact: TextFact, pattern: &TextPattern, socket: &Socket<'_>, elsewhere: Elsewhere<'_>) -> Option<bool> {
    texts::of_socket(fact, pattern, socket)
        .or_else(|| elsewhere.map(|around| holders::text_fits(fact, pattern, socket, around)))
}

fn fits_number(
    fact: NumberFact,
    order: Order,
    value: u64,
    socket: &Socket<'_>,
    elsewhere: Elsewhere<'_>,
) -> Option<bool> {
    match fact.is_of_holders() {
        true => elsewhere.map(|around| holders::number_compares(fact, order, value, socket, around)),
        false => Some(numbers::of_socket(fact, socket).is_some_and(|number| order.holds(number, value))),
    }
}

/// Whether the address of an end lies in a prefix of IPv4 or IPv6, as the kernel decides it.
fn address_lies_in(socket: &Socket<'_>, side: Side, prefix: &Prefix) -> bool {
    let SocketFamily::Inet(inet) = &socket.family else { return false };
    let end = match side {
        Side::Local => inet.local,
        Side::Peer => inet.peer,
    };
    let [a, b, c, d, ..] = prefix.bits;
    let alike = match (end.address, prefix.family) {
        (IpAddr::V4(v4), Family::Inet) => (v4.to_bits() ^ u32::from_be_bytes([a, b, c, d])).leading_zeros(),
        (IpAddr::V6(v6), Family::Inet6) => (v6.to_bits() ^ u128::from_be_bytes(prefix.bits)).leading_zeros(),
        (IpAddr::V6(v6), Family::Inet) => match v6.to_ipv4_mapped() {
            Some(v4) => (v4.to_bits() ^ u32::from_be_bytes([a, b, c, d])).leading_zeros(),
            None => return false,
        },
        _ => return false,
    };
    alike >= u32::from(prefix.length)
}

fn fits_pattern(pattern: &HostPattern, end: &End<'_>) -> bool {
    match pattern {
        HostPattern::UnixName(glob) => match &end.name {
            Name::Text(text) => glob::matches(glob, text),
            Name::Missing => glob::matches(glob, b""),
            Name::NotNamed => false,
        },
        HostPattern::Address { prefixes, port } => {
            port.is_none_or(|port| port == end.port)
                && (prefixes.first().is_none_or(|first| first.length == 0)
                    || prefixes.iter().any(|prefix| lies_in(end, prefix)))
        }
    }
}

/// Whether the address begins with the bits of the prefix. An IPv4 prefix also fits the IPv4 address that an IPv6
/// address carries mapped.
fn lies_in(end: &End<'_>, prefix: &Prefix) -> bool {
    let Some(bits) = &end.bits else { return false };
    if same_leading_bits(bits, &prefix.bits, prefix.length) {
        return true;
    }
    match bits {
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, mapped @ ..]
            if prefix.family == Family::Inet && end.family == Family::Inet6 =>
        {
            same_leading_bits(mapped, &prefix.bits[..4], prefix.length)
        }
        _ => false,
    }
}

fn same_leading_bits(one: &[u8], other: &[u8], length: u8) -> bool {
    let whole = usize::from(length / 8).min(one.len()).min(other.len());
    if one[..whole] != other[..whole] {
        return false;
    }
    let mask = !(0xFF_u8.checked_shr(u32::from(length % 8)).unwrap_or(0));
    match (one.get(whole), other.get(whole)) {
        (Some(a), Some(b)) => (a ^ b) & mask == 0,
        _ => true,
    }
}

/// Whether the kernel would have picked this port. That a program asked for a port in the range itself cannot be seen
/// from a record; the kernel knows (`INET_DIAG_BC_AUTO`).
fn is_autobound(socket: &Socket<'_>, range: PortRange) -> bool {
    let local = End::of(socket, Side::Local);
    match &socket.family {
        SocketFamily::Unix(_) => match &local.name {
            Name::Text(text) => matches!(text.as_ref(), [b'@', five @ ..]
                if five.len() == 5 && five.iter().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'))),
            Name::Missing | Name::NotNamed => true,
        },
        SocketFamily::Packet(packet) => packet.interface.0 == 0 && packet.protocol == 0,
        SocketFamily::Netlink(_) => local.port < 0,
        SocketFamily::Vsock(_) => local.port > LAST_PRIVILEGED_VSOCK_PORT,
        SocketFamily::Inet(_) | SocketFamily::Xdp(_) | SocketFamily::Tipc(_) => range.contains(local.port),
    }
}
