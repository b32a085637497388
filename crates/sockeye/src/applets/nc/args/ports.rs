//! Ports to connect to: `80`, `20-30`, `30-20`, `http`.

use super::{number, refused, shown};
use crate::applets::nc::request::PortSpan;
use crate::failure::Failure;
use names::Services;
use relay::rules::Kind;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

/// The ports that an operand names. A service goes before a range, as names of services have hyphens too.
pub(super) fn read(word: &OsStr, kind: Kind, services: &Services) -> Result<PortSpan, Failure> {
    let protocol = match kind {
        Kind::Stream => "tcp",
        Kind::Datagram => "udp",
    };
    if let Some(port) = one(word) {
        return Ok(port..=port);
    }
    if let Some(port) = services.port(word.as_bytes(), Some(protocol)) {
        return Ok(port..=port);
    }
    range(word).ok_or_else(|| {
        refused(format!(
            "{} names no port: a number from 1 to 65535, two of them as 20-30, or a service that {} has for {protocol}",
            shown(word),
            Services::PATH
        ))
    })
}

fn one(word: &OsStr) -> Option<u16> {
    number::within(word, &(1..=i64::from(u16::MAX))).and_then(|port| u16::try_from(port).ok())
}

/// Two numbers, in either order.
fn range(word: &OsStr) -> Option<PortSpan> {
    let octets = word.as_bytes();
    if !octets.first()?.is_ascii_digit() {
        return None;
    }
    let hyphen = octets.iter().position(|&octet| octet == b'-')?;
    let (first, last) = (one(OsStr::from_bytes(&octets[..hyphen]))?, one(OsStr::from_bytes(&octets[hyphen + 1..]))?);
    Some(first.min(last)..=first.max(last))
}
