//! One word that names a peer, or a place to listen, whole: `/dev/tcp/HOST/PORT` and `/dev/udp/HOST/PORT` as in bash(1),
//! `tcp://HOST:PORT`, `udp://`, `tls://`, `unix:PATH`, `unix:@NAME`, and `HOST:PORT`. The original has a use for none of them.

use super::{refused, shown};
use crate::failure::Failure;
use relay::address::UnixName;
use std::ffi::{OsStr, OsString};
use std::net::Ipv6Addr;
use std::os::unix::ffi::OsStrExt;

/// What a word names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    Internet {
        transport: Transport,
        /// Empty where the word has none, which is for listeners alone.
        host: OsString,
        port: OsString,
    },
    Unix(UnixName),
}

/// What an address says of how to get there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Transport {
    /// Nothing: options say it.
    Unsaid,
    Tcp,
    Udp,
    /// TLS over TCP.
    Tls,
}

const DEVICES: [(&[u8], Transport); 2] = [(b"/dev/tcp/", Transport::Tcp), (b"/dev/udp/", Transport::Udp)];
const SCHEMES: [(&[u8], Transport); 3] =
    [(b"tcp://", Transport::Tcp), (b"udp://", Transport::Udp), (b"tls://", Transport::Tls)];
const UNIX_SCHEME: &[u8] = b"unix:";

/// What stands before a sign, and what behind it.
type Pair<'a> = (&'a [u8], &'a [u8]);

/// What a word names, unless it has none of these forms.
pub(super) fn read(word: &OsStr) -> Result<Option<Address>, Failure> {
    let octets = word.as_bytes();
    if let Some(name) = without_prefix(octets, UNIX_SCHEME) {
        return Ok(Some(Address::Unix(unix_name(name.strip_prefix(b"//").unwrap_or(name)))));
    }
    for (prefix, transport) in DEVICES {
        if let Some(rest) = octets.strip_prefix(prefix) {
            let (host, port) = split_at_last(rest, b'/').ok_or_else(|| {
                refused(format!("{} lacks a port: write {}HOST/PORT", shown(word), String::from_utf8_lossy(prefix)))
            })?;
            return Ok(Some(internet(transport, unbracketed(host), port)));
        }
    }
    for (prefix, transport) in SCHEMES {
        if let Some(rest) = without_prefix(octets, prefix) {
            let place = rest.strip_suffix(b"/").unwrap_or(rest);
            let lacking = || refused(format!("{} lacks a port: write HOST:PORT", shown(word)));
            return host_and_port(word, place)?
                .map(|(host, port)| Some(internet(transport, host, port)))
                .ok_or_else(lacking);
        }
    }
    if octets.windows(3).any(|three| three == b"://") {
        return Err(refused(format!(
            "{} is no address for nc: it knows tcp://, udp://, tls:// and unix:",
            shown(word)
        )));
    }
    let place = host_and_port(word, octets)?;
    Ok(place.map(|(host, port)| internet(Transport::Unsaid, host, port)))
}

/// Whether a word can be nothing but an address, as it begins like one.
pub(super) fn is_marked(word: &OsStr) -> bool {
    let octets = word.as_bytes();
    let has_scheme = |prefix: &[u8]| without_prefix(octets, prefix).is_some();
    has_scheme(UNIX_SCHEME)
        || SCHEMES.iter().any(|(prefix, _)| has_scheme(prefix))
        || DEVICES.iter().any(|(prefix, _)| octets.starts_with(prefix))
}

/// The name of a UNIX socket: `@` stands before one outside the file system.
pub(super) fn unix_name(octets: &[u8]) -> UnixName {
    match octets.strip_prefix(b"@") {
        Some(name) => UnixName::Abstract(name.to_vec()),
        None => UnixName::Path(OsStr::from_bytes(octets).into()),
    }
}

/// A host without the brackets around an IPv6 address.
pub(super) fn unbracketed(host: &[u8]) -> &[u8] {
    let inner = host.strip_prefix(b"[").and_then(|host| host.strip_suffix(b"]"));
    inner.filter(|inner| is_ipv6(inner)).unwrap_or(host)
}

/// Whether this is an IPv6 address, with its zone (RFC 4007) or without.
fn is_ipv6(octets: &[u8]) -> bool {
    let text = std::str::from_utf8(octets).unwrap_or_default();
    text.split('%').next().is_some_and(|address| address.parse::<Ipv6Addr>().is_ok())
}

fn internet(transport: Transport, host: &[u8], port: &[u8]) -> Address {
    let owned = |octets| OsStr::from_bytes(octets).to_owned();
    Address::Internet { transport, host: owned(host), port: owned(port) }
}

/// Takes `HOST:PORT` apart; `None` where there is no colon. An IPv6 address needs brackets: its colons say nothing.
fn host_and_port<'a>(word: &OsStr, octets: &'a [u8]) -> Result<Option<Pair<'a>>, Failure> {
    let Some((host, port)) = split_at_last(octets, b':') else { return Ok(None) };
    let bare = unbracketed(host);
    if bare.len() == host.len() && host.contains(&b':') {
        return Err(refused(format!(
            "{}: where a port may follow, an IPv6 address stands in brackets: [::1]:80",
            shown(word)
        )));
    }
    if port.is_empty() {
        return Err(refused(format!("{} lacks a port behind the colon", shown(word))));
    }
    Ok(Some((bare, port)))
}

fn split_at_last(octets: &[u8], sign: u8) -> Option<Pair<'_>> {
    let place = octets.iter().rposition(|&octet| octet == sign)?;
    Some((&octets[..place], &octets[place + 1..]))
}

/// What follows a scheme, which may be written in capitals (RFC 3986, 3.1).
fn without_prefix<'a>(octets: &'a [u8], prefix: &[u8]) -> Option<&'a [u8]> {
    let (start, rest) = octets.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}
