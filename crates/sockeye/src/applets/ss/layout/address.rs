//! Addresses as text, without allocation: they are the longest part of most rows.

use render::table::{BLOCK, Cell};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Longest text of an address in bytes: eight groups of four digits; or six, and a dotted quad.
const LONGEST: usize = 46;

/// A text being written, of at most [`LONGEST`] bytes.
struct Text {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Text {
    fn new() -> Self {
        Self { bytes: [0; LONGEST], length: 0 }
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

/// Appends an address in digits, IPv6 without brackets.
#[inline]
pub(super) fn push_address(cell: &mut Cell, address: IpAddr) {
    let address = match address {
        IpAddr::V4(address) => return push_ipv4(cell, address),
        IpAddr::V6(address) => address,
    };
    let mut text = Text::new();
    push_ipv6(&mut text, address);
    cell.push_bytes(&text.bytes[..text.length]);
}

/// Appends a dotted quad, octet by octet from the table, each over the tail of the one before.
#[inline]
fn push_ipv4(cell: &mut Cell, address: Ipv4Addr) {
    let mut block = [0; BLOCK];
    let mut end = 0;
    for octet in address.octets() {
        let (text, length) = OCTETS[usize::from(octet)];
        block[end..end + text.len()].copy_from_slice(&text);
        end += usize::from(length);
    }
    // Without the last point.
    cell.push_block(&block, end - 1);
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

/// As inet_ntop(3) of glibc writes it: the first longest run of zero groups is `::`, if longer than one, and what follows six of
/// them, or five and a group of ones, is a dotted quad. (Rust writes `::102:304` for the `::1.2.3.4` of glibc.)
fn push_ipv6(text: &mut Text, address: Ipv6Addr) {
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
