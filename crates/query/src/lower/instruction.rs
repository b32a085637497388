//! The instructions of inet_diag bytecode. Each begins with `struct inet_diag_bc_op`: a code, how far to go when it
//! holds (its own length), and how far when it does not.

use crate::ast::{Comparison, Prefix, Side};
use model::Family;

/// A question that the kernel answers about an inet socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Instruction {
    /// The port of an end is this one.
    PortIs { side: Side, port: u16 },
    /// The port of an end is not smaller or not greater.
    Port { side: Side, comparison: Comparison, port: u16 },
    /// Port and leading bits of the address of an end; a prefix of `None`: any address of any family.
    Host { side: Side, prefix: Option<Prefix>, port: Option<i32> },
    /// Bound to this interface.
    Device(u32),
    /// The mark, masked, is this.
    Mark { value: u32, mask: u32 },
    /// The cgroup's id.
    Cgroup(u64),
    /// The kernel chose the port.
    Auto,
}

/// Octets of `struct inet_diag_bc_op`.
pub(super) const HEADER: usize = 4;
/// `INET_DIAG_BC_JMP`: always goes where other instructions go when they do not hold.
pub(super) const JUMP: u8 = 1;

impl Instruction {
    fn code(&self) -> u8 {
        match self {
            Self::Port { side: Side::Local, comparison: Comparison::AtLeast, .. } => 2,
            Self::Port { side: Side::Local, comparison: Comparison::AtMost, .. } => 3,
            Self::Port { side: Side::Peer, comparison: Comparison::AtLeast, .. } => 4,
            Self::Port { side: Side::Peer, comparison: Comparison::AtMost, .. } => 5,
            Self::Auto => 6,
            Self::Host { side: Side::Local, .. } => 7,
            Self::Host { side: Side::Peer, .. } => 8,
            Self::Device(_) => 9,
            Self::Mark { .. } => 10,
            Self::PortIs { side: Side::Local, .. } => 11,
            Self::PortIs { side: Side::Peer, .. } => 12,
            Self::Cgroup(_) => 13,
        }
    }

    /// Writes code, length and arguments; the way for "does not hold" is left zero, at [`NO_OFFSET`].
    pub(super) fn write(&self, code: &mut Vec<u8>) {
        let start = code.len();
        write_header(self.code(), code);
        match self {
            Self::PortIs { port, .. } | Self::Port { port, .. } => {
                // A second header whose last field carries the port.
                code.extend([0, 0]);
                code.extend(port.to_ne_bytes());
            }
            Self::Host { prefix, port, .. } => write_host(*prefix, *port, code),
            Self::Device(index) => code.extend(index.to_ne_bytes()),
            Self::Mark { value, mask } => {
                code.extend(value.to_ne_bytes());
                code.extend(mask.to_ne_bytes());
            }
            Self::Cgroup(id) => code.extend(id.to_ne_bytes()),
            Self::Auto => {}
        }
        // The longest, a host with an IPv6 address, has 28 octets.
        code[start + 1] = (code.len() - start) as u8;
    }
}

/// Where in an instruction the way for "does not hold" stands, as a native `u16`.
pub(super) const NO_OFFSET: usize = 2;

/// Writes a header of its own length.
pub(super) fn write_header(operation: u8, code: &mut Vec<u8>) {
    code.extend([operation, HEADER as u8, 0, 0]);
}

/// `struct inet_diag_hostcond`: family, prefix length, two octets of padding, port, address.
fn write_host(prefix: Option<Prefix>, port: Option<i32>, code: &mut Vec<u8>) {
    const AF_UNSPEC: u8 = 0;
    const AF_INET: u8 = 2;
    const AF_INET6: u8 = 10;
    const ANY_PORT: i32 = -1;
    let (family, length, address) = match &prefix {
        Some(Prefix { family: Family::Inet6, bits, length }) => (AF_INET6, *length, &bits[..]),
        Some(Prefix { bits, length, .. }) => (AF_INET, *length, &bits[..4]),
        None => (AF_UNSPEC, 0, &[][..]),
    };
    code.extend([family, length, 0, 0]);
    code.extend(port.unwrap_or(ANY_PORT).to_ne_bytes());
    code.extend(address);
}
