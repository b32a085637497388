//! Operands: what stands after `src`, `sport`, `dev` and the like, for every family.
//!
//! A prefix (`unix:`, `link:`, `netlink:`, `vsock:`, `inet:`, `inet6:`) chooses the family of one operand; without one
//! the preferred family of the scope does. Either way an operand with a family narrows the scope to it.

mod address;
pub(crate) mod inet;

use super::error::FilterErrorKind;
use super::lexer::Field;
use super::number;
use super::scope::{FamilySet, Scope, Table, TableSet};
use crate::Resolver;
use crate::ast::{HostPattern, Prefix};
use model::{CgroupId, Family, InterfaceIndex, StateSet};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// The number that ss takes for "any port".
pub(super) const ANY_PORT: i32 = -1;

/// What chooses the family of an operand.
pub(crate) const PREFIXES: [(&[u8], Family); 6] = [
    (b"unix:", Family::Unix),
    (b"link:", Family::Packet),
    (b"netlink:", Family::Netlink),
    (b"vsock:", Family::Vsock),
    (b"inet:", Family::Inet),
    (b"inet6:", Family::Inet6),
];

/// An operand, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operand {
    Host(HostPattern),
    Device(InterfaceIndex),
    Mark { value: u32, mask: u32 },
    Cgroup(CgroupId),
}

/// Reads an operand of the field that was named last. Before any field, and after one without operands, it is read as
/// an address, so that the mistake is reported as ss reports it.
pub(super) fn read(
    text: &[u8],
    field: Option<Field>,
    scope: &mut Scope,
    resolver: &dyn Resolver,
) -> Result<Operand, FilterErrorKind> {
    match field {
        Some(Field::Device) => {
            read_device(text, resolver).map(Operand::Device).ok_or(FilterErrorKind::UnknownInterface)
        }
        Some(Field::Mark) => {
            read_mark(text).map(|(value, mask)| Operand::Mark { value, mask }).ok_or(FilterErrorKind::BadMark)
        }
        Some(Field::Cgroup) => resolver
            .cgroup(Path::new(OsStr::from_bytes(text)))
            .map(Operand::Cgroup)
            .ok_or(FilterErrorKind::UnknownCgroup),
        Some(Field::SourcePort | Field::DestinationPort) => {
            read_host(text, Reading::Port, scope, resolver).map(Operand::Host)
        }
        Some(Field::Source | Field::Destination) | None => {
            read_host(text, Reading::Address, scope, resolver).map(Operand::Host)
        }
    }
}

/// Whether an operand is an address with perhaps a port, or a port alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// An address, and perhaps a port.
    Address,
    /// A port.
    Port,
}

/// Reads one end where neither tables nor a family were chosen before. Says of which family it is, where it says so
/// itself.
pub(crate) fn read_end(
    text: &[u8],
    reading: Reading,
    resolver: &dyn Resolver,
) -> Result<(HostPattern, Option<Family>), FilterErrorKind> {
    let with_services = TableSet::of(&[Table::Tcp, Table::Udp]);
    let mut scope = Scope::of(with_services, FamilySet::EMPTY, StateSet::EMPTY);
    let pattern = read_host(text, reading, &mut scope, resolver)?;
    Ok((pattern, scope.preferred()))
}

fn read_host(
    text: &[u8],
    reading: Reading,
    scope: &mut Scope,
    resolver: &dyn Resolver,
) -> Result<HostPattern, FilterErrorKind> {
    let prefixed = PREFIXES.iter().find_map(|(prefix, family)| Some((text.strip_prefix(*prefix)?, Some(*family))));
    let (text, family) = prefixed.unwrap_or((text, scope.preferred()));
    let pattern = match family {
        Some(Family::Unix) => HostPattern::UnixName(text.to_vec()),
        Some(Family::Packet) => read_link(text, reading, resolver)?,
        Some(Family::Netlink) => read_netlink(text, reading, resolver)?,
        Some(Family::Vsock) => read_vsock(text, reading)?,
        _ => inet::read(text, reading, family, scope.tables, resolver)?,
    };
    if let Some(family) = family {
        scope.narrow(family);
    }
    Ok(pattern)
}

/// `PROTOCOL:INTERFACE`; either may be `*` or left out.
fn read_link(text: &[u8], reading: Reading, resolver: &dyn Resolver) -> Result<HostPattern, FilterErrorKind> {
    let (address, port) = split_port(text, reading);
    let port = match given(port) {
        None => None,
        Some(port) => {
            Some(number::signed(port).or_else(|| known_interface(port, resolver)).ok_or(FilterErrorKind::BadPort)?)
        }
    };
    let protocol = match given(address) {
        None => None,
        Some(name) => Some(
            as_str(name)
                .and_then(|name| literal_u16(name.as_bytes()).or_else(|| resolver.ethernet_protocol(name)))
                .ok_or(FilterErrorKind::BadAddress)?,
        ),
    };
    Ok(numbered(Family::Packet, protocol.map(u32::from), port))
}

/// `PROTOCOL:PORT-ID`; either may be `*` or left out, and `kernel` is port id zero.
fn read_netlink(text: &[u8], reading: Reading, resolver: &dyn Resolver) -> Result<HostPattern, FilterErrorKind> {
    let (address, port) = split_port(text, reading);
    let port = match given(port) {
        None => None,
        Some(b"kernel") => Some(0),
        Some(port) => Some(number::signed(port).ok_or(FilterErrorKind::BadPort)?),
    };
    let protocol = match given(address) {
        None => None,
        Some(name) => Some(
            number::unsigned(name)
                .filter(|number| *number <= 255)
                .or_else(|| Some(u32::from(resolver.netlink_protocol(as_str(name)?)?.0)))
                .ok_or(FilterErrorKind::BadAddress)?,
        ),
    };
    Ok(numbered(Family::Netlink, protocol, port))
}

/// `CID:PORT`; either may be `*`, the context id may be left out.
fn read_vsock(text: &[u8], reading: Reading) -> Result<HostPattern, FilterErrorKind> {
    let (address, port) = split_port(text, reading);
    let port = match port {
        None | Some(b"*") => None,
        // All ones is any port, here as in the kernel.
        Some(port) => Some(number::unsigned(port).ok_or(FilterErrorKind::BadPort)? as i32),
    };
    let cid = match given(address) {
        None => None,
        Some(cid) => Some(number::unsigned(cid).ok_or(FilterErrorKind::BadAddress)?),
    };
    Ok(numbered(Family::Vsock, cid, port))
}

/// Address and port at the first colon. A port alone may have a colon before it.
fn split_port(text: &[u8], reading: Reading) -> (Option<&[u8]>, Option<&[u8]>) {
    match reading {
        Reading::Port => (None, Some(text.strip_prefix(b":").unwrap_or(text))),
        Reading::Address => match text.iter().position(|c| *c == b':') {
            Some(colon) => (Some(&text[..colon]), Some(&text[colon + 1..])),
            None => (Some(text), None),
        },
    }
}

/// The text, unless it stands for any.
fn given(text: Option<&[u8]>) -> Option<&[u8]> {
    text.filter(|text| !matches!(*text, b"" | b"*"))
}

fn numbered(family: Family, address: Option<u32>, port: Option<i32>) -> HostPattern {
    let prefix = match address {
        Some(number) => Prefix::number(family, number),
        None => Prefix { length: 0, ..Prefix::number(family, 0) },
    };
    HostPattern::Address { prefixes: vec![prefix], port: port.filter(|port| *port != ANY_PORT) }
}

fn known_interface(name: &[u8], resolver: &dyn Resolver) -> Option<i32> {
    let index = named_interface(name, resolver)?;
    i32::try_from(index.0).ok().filter(|index| *index > 0)
}

/// An interface by its name; `if7` is number 7 even when it has gone.
fn named_interface(name: &[u8], resolver: &dyn Resolver) -> Option<InterfaceIndex> {
    as_str(name).and_then(|name| resolver.interface(name)).or_else(|| {
        let (index, _) = number::leading_unsigned(name.strip_prefix(b"if")?)?;
        Some(InterfaceIndex(index))
    })
}

/// An interface by name or index; zero: none.
pub(crate) fn read_device(text: &[u8], resolver: &dyn Resolver) -> Option<InterfaceIndex> {
    let named = named_interface(text, resolver).filter(|index| index.0 != 0);
    named.or_else(|| number::unsigned(text).map(InterfaceIndex))
}

/// `VALUE` or `VALUE/MASK`, as value and mask. Anything may follow a number, as with scanf(3).
pub(crate) fn read_mark(text: &[u8]) -> Option<(u32, u32)> {
    let (value, rest) = number::leading_wrapping(text)?;
    if !text.contains(&b'/') {
        return Some((value, u32::MAX));
    }
    let (mask, _) = number::leading_wrapping(rest.strip_prefix(b"/")?)?;
    Some((value, mask))
}

fn literal_u16(text: &[u8]) -> Option<u16> {
    number::unsigned(text).and_then(|number| u16::try_from(number).ok())
}

fn as_str(text: &[u8]) -> Option<&str> {
    std::str::from_utf8(text).ok()
}
