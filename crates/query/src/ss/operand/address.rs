//! Literal addresses and prefixes as iproute2 writes them: `10`, `192.168/16`, `10.0.0.0/255.0.0.0`, `2001:db8::/32`,
//! `any`. Missing octets are zero, and without a length all 32 bits count: `10` is the host 10.0.0.0.

use super::super::number;
use super::as_str;
use crate::ast::{Prefix, leading};
use model::Family;
use std::net::Ipv6Addr;

/// Reads a literal. `None`: it is none, or not one of this family. `Some(None)`: any address whatever.
pub(super) fn literal(text: &[u8], family: Option<Family>) -> Option<Option<Prefix>> {
    let (address, length) = match text.iter().position(|c| *c == b'/') {
        Some(slash) => (&text[..slash], Some(&text[slash + 1..])),
        None => (text, None),
    };
    if is_any(address) {
        return any(length, family);
    }
    let (family, bits) = read_address(address, family)?;
    let length = match length {
        Some(length) => read_length(length, bit_count(family))?,
        None => bit_count(family),
    };
    Some(Some(Prefix { family, bits, length }))
}

fn is_any(text: &[u8]) -> bool {
    matches!(text, b"any" | b"all" | b"default")
}

/// `any`: no bits count, unless a length says so.
fn any(length: Option<&[u8]>, family: Option<Family>) -> Option<Option<Prefix>> {
    let most = family.map_or(0, bit_count);
    let length = length.map_or(Some(0), |length| read_length(length, most))?;
    Some(family.map(|family| Prefix { family, bits: [0; 16], length }))
}

fn bit_count(family: Family) -> u8 {
    match family {
        Family::Inet => 32,
        Family::Inet6 => 128,
        Family::Unix | Family::Packet | Family::Netlink | Family::Vsock | Family::Tipc | Family::Xdp => 0,
    }
}

fn read_address(text: &[u8], family: Option<Family>) -> Option<(Family, [u8; 16])> {
    let (read, bits) = match text.contains(&b':') {
        true => (Family::Inet6, as_str(text)?.parse::<Ipv6Addr>().ok()?.octets()),
        false => (Family::Inet, leading(read_ipv4(text)?)),
    };
    family.is_none_or(|family| family == read).then_some((read, bits))
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
