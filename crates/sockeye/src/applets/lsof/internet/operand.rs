//! Reads the address behind `-i`.

use super::{InternetAddress, IpVersions, Lookup, Protocol};
use crate::applets::lsof::lists::number;
use names::IpVersion;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::RangeInclusive;

/// Why an address was not understood.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum OperandError {
    /// It says nothing.
    Incomplete,
    Protocol(String),
    /// No host behind the `@`, or no IPv6 address in the brackets.
    Host,
    UnknownHost(String),
    /// An address of one version where only the other is asked for.
    Version,
    /// Not numbers, ranges and names of services between commas.
    Ports,
    UnknownService(String),
    /// A service that has one port for TCP and another for UDP.
    ServiceOfTwoPorts(String),
}

impl fmt::Display for OperandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incomplete => f.write_str("nothing is said of the address"),
            Self::Protocol(name) => write!(f, "{name} is no protocol that -i knows: TCP, UDP or UDPLITE"),
            Self::Host => f.write_str("no host stands behind the @ (IPv6 addresses stand in brackets)"),
            Self::UnknownHost(host) => write!(f, "no host is called {host}"),
            Self::Version => f.write_str("the address is not of the IP version asked for"),
            Self::Ports => f.write_str("the ports are neither numbers nor ranges nor services"),
            Self::UnknownService(name) => write!(f, "no service is called {name}"),
            Self::ServiceOfTwoPorts(name) => {
                write!(f, "{name} has different ports for TCP and UDP: put the protocol before it")
            }
        }
    }
}

/// Reads an address. What `-i4` or `-i6` said before holds for it too unless it names a version itself.
///
/// # Errors
/// See [`OperandError`].
pub(crate) fn read(
    text: &[u8],
    earlier: Option<IpVersions>,
    lookup: &dyn Lookup,
) -> Result<InternetAddress, OperandError> {
    let mut address = InternetAddress { text: text.to_vec(), ..InternetAddress::default() };
    let rest = match text {
        [b'4', rest @ ..] => {
            address.version = Some(IpVersion::V4);
            rest
        }
        [b'6', rest @ ..] => {
            address.version = Some(IpVersion::V6);
            rest
        }
        _ => {
            address.version = match earlier {
                Some(IpVersions::Only(version)) => Some(version),
                Some(IpVersions::Both) | None => None,
            };
            text
        }
    };
    let (protocol, rest) =
        rest.split_at(rest.iter().position(|byte| matches!(byte, b'@' | b':')).unwrap_or(rest.len()));
    if !protocol.is_empty() {
        address.protocol = Some(protocol_named(protocol).ok_or_else(|| OperandError::Protocol(shown(protocol)))?);
    }
    let rest = match rest.strip_prefix(b"@") {
        Some(rest) => {
            let (hosts, rest) = hosts(rest, address.version, lookup)?;
            address.hosts = hosts;
            rest
        }
        None => rest,
    };
    if let Some(ports) = rest.strip_prefix(b":") {
        address.ports = read_ports(ports, address.protocol, lookup)?;
    } else if !rest.is_empty() {
        return Err(OperandError::Ports);
    }
    let says_host = address.hosts.iter().any(|host| *host != IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    if address.protocol.is_none() && !says_host && address.ports.is_empty() {
        return Err(OperandError::Incomplete);
    }
    Ok(address)
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn protocol_named(name: &[u8]) -> Option<Protocol> {
    let all = [Protocol::Tcp, Protocol::Udp, Protocol::UdpLite];
    all.into_iter().find(|protocol| protocol.name().as_bytes().eq_ignore_ascii_case(name))
}

/// The addresses of the host at the beginning, and what follows it.
fn hosts<'a>(
    text: &'a [u8],
    version: Option<IpVersion>,
    lookup: &dyn Lookup,
) -> Result<(Vec<IpAddr>, &'a [u8]), OperandError> {
    if let Some(inside) = text.strip_prefix(b"[") {
        if version == Some(IpVersion::V4) {
            return Err(OperandError::Version);
        }
        let end = inside.iter().position(|byte| *byte == b']').ok_or(OperandError::Host)?;
        let address: Ipv6Addr =
            std::str::from_utf8(&inside[..end]).ok().and_then(|text| text.parse().ok()).ok_or(OperandError::Host)?;
        let address = address.to_canonical();
        return match address.is_ipv4() {
            _ if address.is_unspecified() => Err(OperandError::Host),
            true if version == Some(IpVersion::V6) => Err(OperandError::Version),
            _ => Ok((vec![address], &inside[end + 1..])),
        };
    }
    let (host, rest) = text.split_at(text.iter().position(|byte| *byte == b':').unwrap_or(text.len()));
    if host.is_empty() {
        return Err(OperandError::Host);
    }
    if let Some(address) = dotted(host) {
        return match version {
            Some(IpVersion::V6) => Err(OperandError::Version),
            Some(IpVersion::V4) | None => Ok((vec![address.into()], rest)),
        };
    }
    let unknown = || OperandError::UnknownHost(shown(host));
    let name = std::str::from_utf8(host).ok().filter(|name| !is_number(name)).ok_or_else(unknown)?;
    let versions: &[IpVersion] = match version {
        Some(IpVersion::V4) => &[IpVersion::V4],
        Some(IpVersion::V6) => &[IpVersion::V6],
        None => &[IpVersion::V6, IpVersion::V4],
    };
    let addresses = versions.iter().flat_map(|version| lookup.addresses(name, *version));
    let addresses: Vec<_> = addresses.map(|address| address.to_canonical()).collect();
    if addresses.is_empty() { Err(unknown()) } else { Ok((addresses, rest)) }
}

/// An IPv4 address of one to four decimal numbers, the last of which fills what remains. A leading zero makes no octal number.
fn dotted(host: &[u8]) -> Option<Ipv4Addr> {
    let mut parts = host.split(|byte| *byte == b'.').map(|part| number(part).filter(|_| !part.is_empty()));
    let mut address = 0_u32;
    for remaining in (0..4).rev() {
        let (part, next) = (parts.next()??, parts.clone().next());
        let room = 8 * remaining;
        if next.is_none() {
            let limit = u32::MAX.checked_shr(24 - room)?;
            return (part <= limit).then(|| Ipv4Addr::from_bits(address | part));
        }
        address |= u32::try_from(u64::from(u8::try_from(part).ok()?) << room).ok()?;
    }
    None
}

/// Whether the C library would take this for a number and not for a name, where the original looks for a name.
fn is_number(host: &str) -> bool {
    let digits = |part: &str| match part.strip_prefix("0x").or(part.strip_prefix("0X")) {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => part.bytes().all(|byte| byte.is_ascii_digit()),
    };
    host.split('.').all(digits) || host.contains(':')
}

/// Numbers, ranges and services between commas; one comma may stand at the end.
fn read_ports(
    mut text: &[u8],
    protocol: Option<Protocol>,
    lookup: &dyn Lookup,
) -> Result<Vec<RangeInclusive<u32>>, OperandError> {
    let mut ports = Vec::new();
    if text.is_empty() {
        return Err(OperandError::Ports);
    }
    while !text.is_empty() {
        let (item, rest) = text.split_at(text.iter().position(|byte| *byte == b',').unwrap_or(text.len()));
        text = rest.get(1..).unwrap_or_default();
        let digits = item.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let range = match (number(&item[..digits]), &item[digits..]) {
            (Some(first), []) if digits > 0 => first..=first,
            (Some(first), [b'-', last @ ..]) if digits > 0 => first..=port(last, protocol, lookup)?,
            (Some(_), _) if digits > 0 => return Err(OperandError::Ports),
            _ => {
                let port = port(item, protocol, lookup)?;
                port..=port
            }
        };
        if range.is_empty() {
            return Err(OperandError::Ports);
        }
        ports.push(range);
    }
    Ok(ports)
}

/// A number or the name of a service.
fn port(text: &[u8], protocol: Option<Protocol>, lookup: &dyn Lookup) -> Result<u32, OperandError> {
    if text.first().is_none_or(u8::is_ascii_digit) {
        return number(text).filter(|_| !text.is_empty()).ok_or(OperandError::Ports);
    }
    let named = |protocol: Protocol| lookup.service(text, protocol.name()).map(u32::from);
    let unknown = || OperandError::UnknownService(shown(text));
    match protocol {
        Some(protocol) => named(protocol).ok_or_else(unknown),
        None => match (named(Protocol::Tcp), named(Protocol::Udp)) {
            (Some(tcp), Some(udp)) if tcp != udp => Err(OperandError::ServiceOfTwoPorts(shown(text))),
            (tcp, udp) => tcp.or(udp).ok_or_else(unknown),
        },
    }
}
