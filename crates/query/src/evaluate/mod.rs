//! Asks a socket record, in this process, whether it fits a filter.
//!
//! It answers as ss(8) answers in its own process, for every family. Two habits of its follow from comparing addresses
//! as plain leading bits, whatever their family: `0.0.0.0` fits an IPv6 address that begins with 32 zero bits, and a
//! number fits another family's number. The kernel's half ([`crate::lower`]) does tell IPv4 from IPv6; ss shows a
//! socket when both halves say yes.

mod ends;
#[cfg(test)]
mod tests;

use crate::ast::{Comparison, Expression, Filter, HostPattern, PortRange, Predicate, Prefix, Side};
use crate::glob;
use ends::{End, Name};
use model::{Family, Socket, SocketFamily};

/// Vsock ports up to this one are for privileged programs; the kernel picks only greater ones.
const LAST_PRIVILEGED_VSOCK_PORT: i32 = 1023;

impl Filter {
    /// Whether this socket fits. Facts that its source did not give (mark, cgroup) count as zero, as in ss. TIPC
    /// sockets always fit: ss never asks its filter about them.
    pub fn matches(&self, socket: &Socket<'_>) -> bool {
        matches!(socket.family, SocketFamily::Tipc(_)) || holds(&self.expression, socket)
    }
}

fn holds(expression: &Expression, socket: &Socket<'_>) -> bool {
    match expression {
        Expression::All(parts) => parts.iter().all(|part| holds(part, socket)),
        Expression::Any(parts) => parts.iter().any(|part| holds(part, socket)),
        Expression::Not(inner) => !holds(inner, socket),
        Expression::Is(predicate) => fits(predicate, socket),
    }
}

fn fits(predicate: &Predicate, socket: &Socket<'_>) -> bool {
    match predicate {
        Predicate::Host { side, pattern } => fits_pattern(pattern, &End::of(socket, *side)),
        Predicate::Port { side, comparison, port } => {
            let actual = End::of(socket, *side).port;
            match comparison {
                Comparison::AtLeast => actual >= *port,
                Comparison::AtMost => actual <= *port,
            }
        }
        Predicate::Device(index) => ends::interface(socket) == *index,
        Predicate::Mark { value, mask } => ends::mark(socket) & mask == *value,
        Predicate::Cgroup(id) => ends::cgroup(socket) == *id,
        Predicate::Autobound(range) => is_autobound(socket, *range),
    }
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
