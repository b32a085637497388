//! Rates in bits per second.

use super::number::{push_general, push_whole};
use model::BytesPerSecond;
use render::table::Cell;

/// Decimal steps, as rates are told, from the largest.
const STEPS: [(f64, &[u8]); 4] = [(1e12, b"T"), (1e9, b"G"), (1e6, b"M"), (1e3, b"k")];

/// Appends a rate that the kernel tells in octets.
#[inline]
pub(super) fn push_bytes_per_second(cell: &mut Cell, rate: BytesPerSecond, numeric: bool) {
    push_bits_per_second(cell, rate.0 as f64 * 8.0, numeric);
}

/// Appends a rate: three digits and a decimal step, below the first step six digits; or, if `numeric`, all of its whole part.
#[inline]
pub(super) fn push_bits_per_second(cell: &mut Cell, rate: f64, numeric: bool) {
    if numeric {
        push_whole(cell, rate);
    } else if let Some((step, letter)) = STEPS.iter().find(|(step, _)| rate >= *step) {
        push_general(cell, rate / step, 3);
        cell.push_bytes(letter);
    } else {
        push_general(cell, rate, 6);
    }
    cell.push_bytes(b"bps");
}
