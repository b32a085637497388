//! Numbers as text, as printf(3) of the original writes them, without allocation.
//!
//! Times, gains and rates go through `%g`, which writes so many significant digits and no trailing zeros. Where arithmetic
//! on integers gives the same digits it is used, because a listing with `-i` has a dozen of these in each row.

use render::table::Cell;

/// Appends a 32-bit number as `%d` shows it: those from 2³¹ on are negative.
#[inline]
pub(super) fn push_signed(cell: &mut Cell, number: u32) {
    let signed = number.cast_signed();
    if signed < 0 {
        cell.push_bytes(b"-");
    }
    cell.push_u64(u64::from(signed.unsigned_abs()));
}

/// Appends a number in hexadecimal digits (`%x`).
#[inline]
pub(super) fn push_hex(cell: &mut Cell, number: u64) {
    let mut digits = [0; 16];
    let mut first = digits.len();
    let mut rest = number;
    loop {
        first -= 1;
        let digit = (rest & 0xF) as u8;
        digits[first] = if digit < 10 { b'0' + digit } else { b'a' + digit - 10 };
        rest >>= 4;
        if rest == 0 {
            break;
        }
    }
    cell.push_bytes(&digits[first..]);
}

/// Appends a number in hexadecimal digits, with its prefix unless it is zero (`%#x`).
pub(super) fn push_prefixed_hex(cell: &mut Cell, number: u64) {
    if number != 0 {
        cell.push_bytes(b"0x");
    }
    push_hex(cell, number);
}
