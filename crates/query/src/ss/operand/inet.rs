//! `HOST:PORT` in IPv4 and IPv6: `192.168/16`, `[::1]:443`, `*:22`, `:ssh`, `localhost:http`.

use super::super::error::FilterErrorKind;
use super::super::number;
use super::super::scope::{Table, TableSet};
use super::{ANY_PORT, Reading, address, as_str};
use crate::Resolver;
use crate::ast::{HostPattern, Prefix};
use model::{Family, Transport};

/// Reads an inet operand. The family is the one chosen, by prefix or option.
pub(super) fn read(
    text: &[u8],
    reading: Reading,
    family: Option<Family>,
    tables: TableSet,
    resolver: &dyn Resolver,
) -> Result<HostPattern, FilterErrorKind> {
    let (host, port) = split(text).ok_or(FilterErrorKind::BadAddress)?;
    let port = match reading {
        Reading::Address => port,
        Reading::Port => Some(host.1),
    };
    let port = match port.map(|port| port.strip_prefix(b":").unwrap_or(port)) {
        None | Some([] | [b'*', ..]) => None,
        Some(port) => Some(read_port(port, tables, resolver)?),
    };
    let prefixes = match (reading, host.0) {
        (Reading::Port, _) | (Reading::Address, [] | [b'*', ..]) => Vec::new(),
        (Reading::Address, host) => read_host(host, family, resolver)?,
    };
    Ok(HostPattern::Address { prefixes, port: port.filter(|port| *port != ANY_PORT) })
}

/// The host, once without and once with its port (a port read alone takes the latter), and the port with its colon.
type Split<'a> = ((&'a [u8], &'a [u8]), Option<&'a [u8]>);

/// Separates host and port: after brackets, after a leading `*`, or else at the last colon, which with a prefix length
/// is looked for after the `/` only. So an IPv6 address needs brackets or a length. `None`: an open bracket.
fn split(text: &[u8]) -> Option<Split<'_>> {
    Some(match text {
        [b'[', inner @ ..] => {
            let close = inner.iter().position(|c| *c == b']')?;
            ((&inner[..close], &inner[..close]), Some(&inner[close + 1..]))
        }
        [b'*', port @ ..] => ((text, text), Some(port)),
        _ => {
            let from = text.iter().position(|c| *c == b'/').unwrap_or(0);
            match text[from..].iter().rposition(|c| *c == b':') {
                Some(colon) => ((&text[..from + colon], text), Some(&text[from + colon..])),
                None => ((text, text), None),
            }
        }
    })
}

/// A port number (which may be out of range: then nothing fits it) or the name of a service.
pub(crate) fn read_port(text: &[u8], tables: TableSet, resolver: &dyn Resolver) -> Result<i32, FilterErrorKind> {
    if let Some(number) = number::signed(text) {
        return Ok(number);
    }
    let name = as_str(text).ok_or(FilterErrorKind::BadPort)?;
    let over = |table, transport| tables.contains(table).then(|| resolver.service(name, transport)).flatten();
    match (over(Table::Udp, Transport::Udp), over(Table::Tcp, Transport::Tcp)) {
        (Some(udp), Some(tcp)) if udp != tcp => Err(FilterErrorKind::AmbiguousPort),
        (Some(port), _) | (None, Some(port)) => Ok(i32::from(port)),
        (None, None) => Err(FilterErrorKind::BadPort),
    }
}

/// A literal address or prefix, or a host's name with all its addresses.
fn read_host(text: &[u8], family: Option<Family>, resolver: &dyn Resolver) -> Result<Vec<Prefix>, FilterErrorKind> {
    if let Some(literal) = address::literal(text, family) {
        return Ok(literal.into_iter().collect());
    }
    let name = as_str(text).ok_or(FilterErrorKind::BadAddress)?;
    let families: &[Family] = match family {
        None => &[Family::Inet, Family::Inet6],
        Some(Family::Inet) => &[Family::Inet],
        Some(Family::Inet6) => &[Family::Inet6],
        Some(_) => &[],
    };
    let prefixes: Vec<Prefix> =
        families.iter().flat_map(|family| resolver.addresses(name, *family)).map(Prefix::host).collect();
    match prefixes.is_empty() {
        true => Err(FilterErrorKind::BadAddress),
        false => Ok(prefixes),
    }
}
