//! Addresses as text, without allocation: they are the longest part of most rows of sockets.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Longest text of an address in bytes: eight groups of four digits; or six, and a dotted quad.
const LONGEST: usize = 46;
/// Room for a dotted quad, in bytes.
const QUAD: usize = 16;

/// Appends an address in digits, IPv6 without brackets.
#[inline]
pub fn push(out: &mut Vec<u8>, address: IpAddr) {
    match address {
        IpAddr::V4(address) => {
            let (block, length) = quad(address);
            out.extend_from_slice(&block[..length]);
        }
        IpAddr::V6(address) => out.extend_from_slice(ipv6(address).as_bytes()),
    }
}

/// A dotted quad as the first bytes of a block, and how many they are.
#[inline]
pub fn quad(address: Ipv4Addr) -> ([u8; QUAD], usize) {
    let mut block = [0; QUAD];
    let mut end = 0;
    // Each octet comes from the table and over the tail of the one before.
    for octet in address.octets() {
        let (text, length) = OCTETS[usize::from(octet)];
        block[end..end + text.len()].copy_from_slice(&text);
        end += usize::from(length);
    }
    // Without the last point.
    (block, end - 1)
}

/// An IPv6 address as inet_ntop(3) of glibc writes it: the first longest run of zero groups is `::`, if longer than one, and what
/// follows six of them, or five and a group of ones, is a dotted quad. (Rust writes `::102:304` for the `::1.2.3.4` of glibc.)
pub fn ipv6(address: Ipv6Addr) -> AddressText {
    let mut text = AddressText::new();
    push_ipv6(&mut text, address);
    text
}

/// The text of an address.
#[derive(Clone, Debug)]
pub struct AddressText {
    bytes: [u8; LONGEST],
    length: usize,
}

impl AddressText {
    fn new() -> Self {
        Self { bytes: [0; LONGEST], length: 0 }
    }

    /// The text.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    #[inline]
    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    #[inline]
    fn push_quad(&mut self, octets: [u8; 4]) {
        for (place, octet) in octets.into_iter().enumerate() {
            if place > 0 {
                self.push(b'.');
            }
            let (text, length) = OCTETS[usize::from(octet)];
            text[..usize::from(length) - 1].iter().for_each(|&digit| self.push(digit));
        }
    }

    /// A group in hexadecimal, without leading zeros.
    #[inline]
    fn push_group(&mut self, group: u16) {
        let mut begun = false;
        for shift in [12, 8, 4, 0] {
            let digit = (group >> shift & 0xF) as u8;
            begun |= digit != 0 || shift == 0;
            if begun {
                self.push(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 });
            }
        }
    }
}

/// Each octet in digits, a point behind it, and the length of both in bytes.
static OCTETS: [([u8; 4], u8); 256] = octets();

const fn octets() -> [([u8; 4], u8); 256] {
    let mut octets = [([b'.'; 4], 0); 256];
    let mut octet = 0;
    while octet < octets.len() {
        // Digits are below 10.
        let digits = [b'0' + (octet / 100) as u8, b'0' + (octet / 10 % 10) as u8, b'0' + (octet % 10) as u8];
        let mut first = if octet >= 100 {
            0
        } else if octet >= 10 {
            1
        } else {
            2
        };
        let mut length = 0;
        while first < digits.len() {
            octets[octet].0[length] = digits[first];
            first += 1;
            length += 1;
        }
        octets[octet].1 = length as u8 + 1;
        octet += 1;
    }
    octets
}

fn push_ipv6(text: &mut AddressText, address: Ipv6Addr) {
    let groups = address.segments();
    let (start, length) = longest_zeros(&groups);
    let ends_in_quad = start == 0 && (length == 6 || length == 5 && groups[5] == 0xFFFF);
    let spelled = if ends_in_quad { 6 } else { groups.len() };
    let mut at = 0;
    while at < spelled {
        if length > 1 && at == start {
            text.push(b':');
            at += length;
            if at >= groups.len() {
                text.push(b':');
            }
            continue;
        }
        if at > 0 {
            text.push(b':');
        }
        text.push_group(groups[at]);
        at += 1;
    }
    if ends_in_quad {
        text.push(b':');
        let [.., a, b, c, d] = address.octets();
        text.push_quad([a, b, c, d]);
    }
}

/// Where the first longest run of zero groups starts, and how long it is.
fn longest_zeros(groups: &[u16; 8]) -> (usize, usize) {
    let mut best = (0, 0);
    let mut at = 0;
    while at < groups.len() {
        let length = groups[at..].iter().take_while(|group| **group == 0).count();
        if length > best.1 {
            best = (at, length);
        }
        at += length + 1;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_as_glibc_writes_them() {
        for (text, expected) in [
            ("0.0.0.0", "0.0.0.0"),
            ("255.10.9.100", "255.10.9.100"),
            ("::", "::"),
            ("::1", "::1"),
            ("::ffff:1.2.3.4", "::ffff:1.2.3.4"),
            ("::1.2.3.4", "::1.2.3.4"),
            ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
            ("fe80::ff:fe00:901", "fe80::ff:fe00:901"),
            ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
            ("1:0:3:4:5:6:7:0", "1:0:3:4:5:6:7:0"),
        ] {
            let mut out = Vec::new();
            push(&mut out, text.parse().unwrap());
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
