//! Numbers as text, as printf(3) of the original writes them, without allocation.
//!
//! Times, gains and rates go through `%g`, which writes so many significant digits and no trailing zeros. Where one
//! multiplication finds the same digits it is used, because a row with `-i` has a dozen of these; values so close to the middle
//! between two texts that its error could matter go the long way, which rounds the exact value as printf does.

use model::Micros;
use render::table::Cell;
use std::fmt::{self, Write};

/// The powers of ten that a text of at most six digits needs.
const POWERS: [u32; 7] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];
/// 2⁶⁴: below it, a value's whole part is a `u64`, and what is left of it is exact.
const LARGEST_EXACT: f64 = 18_446_744_073_709_551_616.0;
/// Scaled values from here on go the long way.
const LARGEST: f64 = 1e11;
/// How near to the middle between two texts a scaled value must be to go the long way: well above the error of one below [`LARGEST`].
const DOUBT: f64 = 1e-4;

/// Appends a 32-bit number as `%d` shows it: those from 2³¹ on are negative.
#[inline]
pub(super) fn push_signed(cell: &mut Cell, number: u32) {
    let signed = number as i32;
    if signed < 0 {
        cell.push_bytes(b"-");
    }
    cell.push_u64(signed.unsigned_abs().into());
}

/// Appends a number in hexadecimal digits (`%x`).
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

/// Appends a time in milliseconds (`%g`).
#[inline]
pub(super) fn push_millis(cell: &mut Cell, Micros(micros): Micros) {
    match u32::try_from(micros) {
        Ok(micros @ ..1_000_000) => push_decimal(cell, micros, 3),
        _ => push_general(cell, micros as f64 / 1000.0, 6),
    }
}

/// Appends a number that is not negative with so many significant digits, 1 to 6 (`%.*g`).
#[inline]
pub(super) fn push_general(cell: &mut Cell, value: f64, digits: usize) {
    // As many decimals as the digits before the point leave.
    let whole = POWERS.iter().take_while(|power| value >= f64::from(**power)).count();
    let decimals = digits.saturating_sub(whole);
    let least = POWERS[digits - 1].into();
    match rounded(value * f64::from(POWERS[decimals])).filter(|scaled| (least..10 * least).contains(scaled)) {
        // Of six digits at the most.
        Some(scaled) => push_decimal(cell, scaled as u32, decimals),
        None => push_general_exactly(cell, value, digits),
    }
}

/// Appends a number that is not negative with one decimal (`%.1f`).
pub(super) fn push_with_one_decimal(cell: &mut Cell, value: f64) {
    match rounded(value * 10.0) {
        Some(tenths) => {
            cell.push_u64(tenths / 10);
            cell.push_bytes(b".");
            cell.push_u64(tenths % 10);
        }
        None => push_text(cell, format_args!("{value:.1}")),
    }
}

/// Appends a number that is not negative without decimals (`%.0f`): the nearest whole one, of two as near the even one.
#[inline]
pub(super) fn push_whole(cell: &mut Cell, value: f64) {
    if value >= LARGEST_EXACT {
        return push_text(cell, format_args!("{value:.0}"));
    }
    let whole = value as u64;
    let rest = value - whole as f64;
    cell.push_u64(whole + u64::from(rest > 0.5 || rest == 0.5 && whole % 2 == 1));
}

/// The nearest whole number, unless the value is too large or too near to the middle between two for that to be sure.
#[inline]
fn rounded(value: f64) -> Option<u64> {
    if value >= LARGEST {
        return None;
    }
    let whole = value as u64;
    let rest = value - whole as f64;
    ((rest - 0.5).abs() > DOUBT).then_some(whole + u64::from(rest > 0.5))
}

/// Appends a number of so many decimals (at most 6), given without its point, and without trailing zeros.
#[inline]
fn push_decimal(cell: &mut Cell, scaled: u32, decimals: usize) {
    let unit = POWERS[decimals];
    cell.push_u64((scaled / unit).into());
    if scaled % unit != 0 {
        cell.push_millionths(scaled % unit * POWERS[POWERS.len() - 1 - decimals]);
    }
}

/// A short text on the stack; what exceeds it is refused.
struct Short {
    bytes: [u8; 48],
    length: usize,
}

impl Short {
    fn of(arguments: fmt::Arguments<'_>) -> Self {
        let mut short = Self { bytes: [0; 48], length: 0 };
        // Refused only beyond 48 bytes, which no number of 6 digits has.
        let _ = short.write_fmt(arguments);
        short
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

impl Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

/// `%.*g` from the exact value: its exponent after rounding decides between the two notations.
#[cold]
fn push_general_exactly(cell: &mut Cell, value: f64, digits: usize) {
    let precision = digits.saturating_sub(1);
    let scientific = Short::of(format_args!("{value:.precision$e}"));
    let (mantissa, exponent) = scientific.text().split_once('e').unwrap_or((scientific.text(), "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if exponent < -4 || exponent >= digits as i32 {
        cell.push_str(trimmed(mantissa));
        let sign = if exponent < 0 { '-' } else { '+' };
        push_text(cell, format_args!("e{sign}{:02}", exponent.unsigned_abs()));
    } else {
        let decimals = (precision as i32 - exponent).unsigned_abs() as usize;
        cell.push_str(trimmed(Short::of(format_args!("{value:.decimals$}")).text()));
    }
}

/// A decimal fraction without its trailing zeros and, if nothing follows it, its point.
fn trimmed(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

fn push_text(cell: &mut Cell, arguments: fmt::Arguments<'_>) {
    // Appending to a cell cannot fail.
    let _ = cell.write_fmt(arguments);
}
