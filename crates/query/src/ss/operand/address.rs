//! Literal addresses and prefixes as iproute2 writes them: `10`, `192.168/16`, `10.0.0.0/255.0.0.0`, `2001:db8::/32`,
//! `any`. Missing octets are zero, and without a length all 32 bits count: `10` is the host 10.0.0.0.

use super::super::number;
use super::as_str;
use crate::ast::Prefix;
use model::Family;
use std::net::IpAddr;

/// Reads a literal. `None`: it is none, or not one of this family. `Some(None)`: any address whatever.
pub(super) fn literal(text: &[u8], family: Option<Family>) -> Option<Option<Prefix>> {
    if is_any(text) {
        return Some(family.map(|family| Prefix { family, bits: [0; 16], length: 0 }));
    }
    let (address, length) = match text.iter().position(|c| *c == b'/') {
        Some(slash) => (&text[..slash], Some(&text[slash + 1..])),
        None => (text, None),
    };
    let mut prefix = read_address(address, family)?;
    if let Some(length) = length {
        prefix.length = read_length(length, prefix.length)?;
    }
    Some(Some(prefix))
}

fn is_any(text: &[u8]) -> bool {
    matches!(text, b"any" | b"all" | b"default")
}

/// The address as if all its bits counted.
fn read_address(text: &[u8], family: Option<Family>) -> Option<Prefix> {
    let address = match text.contains(&b':') {
        true => Prefix::host(IpAddr::V6(as_str(text)?.parse().ok()?)),
        false => Prefix::host(IpAddr::V4(read_ipv4(text)?.into())),
    };
    family.is_none_or(|family| family == address.family).then_some(address)
}

/// One to four numbers with dots between them, each as the C library reads it.
fn read_ipv4(text: &[u8]) -> Option<[u8; 4]> {
    let mut octets = [0; 4];
    let mut rest = text;
    for (index, octet) in octets.iter_mut().enumerate() {
        let (number, after) = number::leading_unsigned(rest)?;
        *octet = u8::try_from(number).ok()?;
        rest = match after {
            [] => return Some(octets),
            [b'.', after @ ..] if index < 3 => after,
            _ => return None,
        };
    }
    None
}

/// A number of bits, or an IPv4 mask without gaps.
fn read_length(text: &[u8], most: u8) -> Option<u8> {
    let length = match number::unsigned(text) {
        Some(number) => u8::try_from(number).ok()?,
        None if is_any(text) => 0,
        None => {
            let mask = u32::from_be_bytes(read_ipv4(text)?);
            let bits = mask.leading_ones();
            // At most 32.
            (mask.count_ones() == bits).then_some(bits as u8)?
        }
    };
    (length <= most).then_some(length)
}
