//! A model of the kernel's part: how it audits bytecode and runs it (`net/ipv4/inet_diag.c`).

use crate::ast::{Comparison, HostPattern, Predicate, Side};
use model::{Family, InetEndpoint, InetSocket};
use std::net::IpAddr;

/// A socket as the kernel sees it.
#[derive(Clone, Debug)]
pub(super) struct KernelSocket {
    pub(super) facts: InetSocket<'static>,
    /// The program asked for its port (`SOCK_BINDPORT_LOCK`).
    pub(super) port_was_asked_for: bool,
}

impl KernelSocket {
    fn end(&self, side: Side) -> InetEndpoint {
        match side {
            Side::Local => self.facts.local,
            Side::Peer => self.facts.peer,
        }
    }

    /// What a predicate means to the kernel.
    pub(super) fn fits(&self, predicate: &Predicate) -> bool {
        match predicate {
            Predicate::Host { side, pattern: HostPattern::Address { prefixes, port } } => {
                port.is_none_or(|port| port == i32::from(self.end(*side).port))
                    && prefixes.first().is_none_or(|prefix| {
                        let family = if prefix.family == Family::Inet { 2 } else { 10 };
                        address_fits(self.end(*side).address, family, prefix.length, &prefix.bits)
                    })
            }
            Predicate::Host { .. } => unreachable!("random patterns are inet"),
            Predicate::Port { side, comparison: Comparison::AtLeast, port } => self.end(*side).port >= *port as u16,
            Predicate::Port { side, comparison: Comparison::AtMost, port } => self.end(*side).port <= *port as u16,
            Predicate::Device(index) => self.facts.interface == *index,
            Predicate::Mark { value, mask } => self.facts.mark.unwrap_or(0) & mask == *value,
            Predicate::Cgroup(id) => self.facts.cgroup.unwrap_or_default() == *id,
            Predicate::Autobound(_) => !self.port_was_asked_for,
            Predicate::Address { side, prefix } => {
                let family = if prefix.family == Family::Inet { 2 } else { 10 };
                address_fits(self.end(*side).address, family, prefix.length, &prefix.bits)
            }
            other => unreachable!("{other:?} is not the kernel's"),
        }
    }
}

fn word(code: &[u8], at: usize) -> u32 {
    u32::from_ne_bytes(code[at..at + 4].try_into().unwrap())
}

fn half(code: &[u8], at: usize) -> u16 {
    u16::from_ne_bytes(code[at..at + 2].try_into().unwrap())
}

/// `Ok` when the kernel would take the bytecode.
pub(super) fn audit(code: &[u8], net_admin: bool) -> Result<(), String> {
    let mut at = 0;
    while at < code.len() {
        let rest = &code[at..];
        if rest.len() < 4 {
            return Err(format!("no room for an instruction at {at}"));
        }
        let (yes, no) = (usize::from(rest[1]), usize::from(half(rest, 2)));
        let least = match rest[0] {
            1 | 6 => 4,
            2..=5 | 11 | 12 => 8,
            7 | 8 => 12 + host_address_length(rest[4], rest[5])?,
            9 => 8,
            10 if !net_admin => return Err("EPERM".to_owned()),
            10 | 13 => 12,
            other => return Err(format!("instruction {other}")),
        };
        if rest.len() < least || yes < least || no < least {
            return Err(format!("too short at {at}"));
        }
        if yes > rest.len() + 4 || no > rest.len() + 4 || yes % 4 != 0 || no % 4 != 0 {
            return Err(format!("too far at {at}"));
        }
        if no < rest.len() && !starts_instruction(code, at + no) {
            return Err(format!("jump into an instruction at {at}"));
        }
        at += yes;
    }
    if at == code.len() { Ok(()) } else { Err("does not end at its end".to_owned()) }
}

fn host_address_length(family: u8, prefix: u8) -> Result<usize, String> {
    let length = match family {
        0 => 0,
        2 => 4,
        10 => 16,
        other => return Err(format!("family {other}")),
    };
    if usize::from(prefix) > 8 * length { Err("prefix".to_owned()) } else { Ok(length) }
}

fn starts_instruction(code: &[u8], target: usize) -> bool {
    let mut at = 0;
    while at < target {
        at += usize::from(code[at + 1]);
    }
    at == target
}

/// Whether the kernel would send the socket.
pub(super) fn run(code: &[u8], socket: &KernelSocket) -> bool {
    let mut at = 0;
    while at < code.len() {
        let rest = &code[at..];
        let side = if matches!(rest[0], 2 | 3 | 7 | 11) { Side::Local } else { Side::Peer };
        let end = socket.end(side);
        let holds = match rest[0] {
            1 => false,
            2 | 4 => end.port >= half(rest, 6),
            3 | 5 => end.port <= half(rest, 6),
            6 => !socket.port_was_asked_for,
            7 | 8 => {
                let port = word(rest, 8) as i32;
                (port == -1 || port == i32::from(end.port))
                    && (rest[4] == 0 || address_fits(end.address, rest[4], rest[5], &rest[12..]))
            }
            9 => socket.facts.interface.0 == word(rest, 4),
            10 => socket.facts.mark.unwrap_or(0) & word(rest, 8) == word(rest, 4),
            11 | 12 => end.port == half(rest, 6),
            13 => {
                let id = u64::from_ne_bytes(rest[4..12].try_into().unwrap());
                socket.facts.cgroup.unwrap_or_default().0 == id
            }
            other => panic!("instruction {other}"),
        };
        at += if holds { usize::from(rest[1]) } else { usize::from(half(rest, 2)) };
    }
    at == code.len()
}

fn address_fits(address: IpAddr, family: u8, length: u8, wanted: &[u8]) -> bool {
    let bits = |octets: &[u8]| {
        (0..usize::from(length)).all(|bit| (octets[bit / 8] ^ wanted[bit / 8]) >> (7 - bit % 8) & 1 == 0)
    };
    match (address, family) {
        (IpAddr::V4(v4), 2) => bits(&v4.octets()),
        (IpAddr::V6(v6), 10) => bits(&v6.octets()),
        (IpAddr::V6(v6), 2) => v6.to_ipv4_mapped().is_some_and(|v4| bits(&v4.octets())),
        _ => false,
    }
}
