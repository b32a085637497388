//! The keys with which TCP signs its segments (`struct tcp_diag_md5sig`, `include/uapi/linux/inet_diag.h`; RFC 2385).
//!
//! Kept from the original: its form, and that keys are shown (the kernel sends them to root alone). Not kept: it prints each key
//! at once, before the table that it belongs to; here a key stands behind its peer.

use super::address::push_address;
use render::table::Cell;
use std::net::{Ipv4Addr, Ipv6Addr};

/// Octets of `struct tcp_diag_md5sig`: family, prefix length, key length (2 octets), address (16), key (80).
const LENGTH: usize = 100;
const AF_INET: u8 = 2;
const AF_INET6: u8 = 10;

/// Appends the keys of a connection, an array of `struct tcp_diag_md5sig`.
pub(super) fn push(cell: &mut Cell, keys: &[u8]) {
    for (place, key) in keys.chunks_exact(LENGTH).enumerate() {
        cell.push_bytes(if place > 0 { b"," } else { b" md5keys:" });
        push_key(cell, key);
    }
}

fn push_key(cell: &mut Cell, record: &[u8]) {
    let [family, prefix, length @ ..] = record else { return };
    let (Some(length), Some(address), Some(key)) = (length.first_chunk(), record.get(4..20), record.get(20..)) else {
        return;
    };
    match (*family, address.first_chunk::<4>(), address.first_chunk::<16>()) {
        (AF_INET, Some(octets), _) => push_address(cell, Ipv4Addr::from(*octets).into()),
        (AF_INET6, _, Some(octets)) => push_address(cell, Ipv6Addr::from(*octets).into()),
        _ => cell.push_bytes(b"???"),
    }
    cell.push_bytes(b"/");
    cell.push_u64((*prefix).into());
    cell.push_bytes(b"=");
    let length = usize::from(u16::from_ne_bytes(*length));
    for byte in key.iter().take(length) {
        push_key_byte(cell, *byte);
    }
}

/// What is not printable, a blank, a comma or a backslash stands in octal digits.
fn push_key_byte(cell: &mut Cell, byte: u8) {
    if byte.is_ascii_graphic() && !b",\\".contains(&byte) {
        cell.push_bytes(&[byte]);
    } else {
        let [high, middle, low] = [byte >> 6, byte >> 3 & 7, byte & 7].map(|digit| b'0' + digit);
        cell.push_bytes(&[b'\\', high, middle, low]);
    }
}
