//! Amounts, rates and spans of time as people read them: three or four digits and a unit.
//!
//! Octets count in powers of 1024 (IEC 80000-13: KiB), rates in bits and powers of 1000, as links are sold.

use model::{Bytes, BytesPerSecond, Micros};
use std::io::Write;

const BINARY: [&str; 7] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
const DECIMAL: [&str; 8] = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s", "Pbit/s", "Ebit/s", "Zbit/s"];

const MILLISECOND: u64 = 1_000;
const SECOND: u64 = 1_000_000;

/// Appends `873 B`, `1.5 MiB`.
pub fn push_bytes(out: &mut Vec<u8>, bytes: Bytes) {
    push_scaled(out, bytes.0.into(), 1024, &BINARY);
}

/// Appends `873 bit/s`, `12.3 Mbit/s`.
pub fn push_rate(out: &mut Vec<u8>, rate: BytesPerSecond) {
    push_scaled(out, bits_per_second(rate), 1000, &DECIMAL);
}

/// The rate in bits per second.
pub fn bits_per_second(rate: BytesPerSecond) -> u128 {
    u128::from(rate.0) * 8
}

/// Appends `832 µs`, `12.4 ms`, `3.2 s`, `4 min 12 s`, `2 h 5 min`, `3 d 4 h`: rounded, and without a part that is zero.
pub fn push_span(out: &mut Vec<u8>, span: Micros) {
    let micros = span.0;
    // What is rounded up to the next unit is written in that one.
    let tenths_of = |unit: u64| micros.saturating_add(unit / 20) / (unit / 10);
    let whole = |unit: u64| micros.saturating_add(unit / 2) / unit;
    let (minutes, hours) = (whole(60 * SECOND), whole(3600 * SECOND));
    if micros < MILLISECOND {
        push(out, format_args!("{micros} µs"));
    } else if tenths_of(MILLISECOND) < 10_000 {
        push_tenths(out, tenths_of(MILLISECOND), "ms");
    } else if tenths_of(SECOND) < 600 {
        push_tenths(out, tenths_of(SECOND), "s");
    } else if whole(SECOND) < 3600 {
        push_parts(out, (whole(SECOND) / 60, "min"), (whole(SECOND) % 60, "s"));
    } else if minutes < 24 * 60 {
        push_parts(out, (minutes / 60, "h"), (minutes % 60, "min"));
    } else {
        push_parts(out, (hours / 24, "d"), (hours % 24, "h"));
    }
}

/// A number in the largest unit of which it has at least one, with one digit behind the point if it is not the smallest.
fn push_scaled(out: &mut Vec<u8>, number: u128, base: u128, units: &[&str]) {
    if number < base {
        return push(out, format_args!("{number} {}", units[0]));
    }
    let mut unit = base;
    let mut place = 1;
    let tenths = |unit: u128| (number * 10 + unit / 2) / unit;
    while tenths(unit) >= base * 10 && place + 1 < units.len() {
        unit *= base;
        place += 1;
    }
    push(out, format_args!("{}.{} {}", tenths(unit) / 10, tenths(unit) % 10, units[place]));
}

fn push_tenths(out: &mut Vec<u8>, tenths: u64, unit: &str) {
    push(out, format_args!("{}.{} {unit}", tenths / 10, tenths % 10));
}

fn push_parts(out: &mut Vec<u8>, (large, large_unit): (u64, &str), (small, small_unit): (u64, &str)) {
    push(out, format_args!("{large} {large_unit}"));
    if small > 0 {
        push(out, format_args!(" {small} {small_unit}"));
    }
}

fn push(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing to a Vec cannot fail.
    let _ = out.write_fmt(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn octets_are_counted_by_1024() {
        for (bytes, expected) in [
            (0, "0 B"),
            (873, "873 B"),
            (1023, "1023 B"),
            (1024, "1.0 KiB"),
            (1_572_864, "1.5 MiB"),
            (1024 * 1024 - 1, "1.0 MiB"),
            (u64::MAX, "16.0 EiB"),
        ] {
            assert_eq!(text(|out| push_bytes(out, Bytes(bytes))), expected);
        }
    }

    #[test]
    fn rates_are_bits() {
        for (bytes, expected) in [
            (0, "0 bit/s"),
            (109, "872 bit/s"),
            (125, "1.0 kbit/s"),
            (1_537_500, "12.3 Mbit/s"),
            (124_999_999, "1.0 Gbit/s"),
            (u64::MAX, "147.6 Ebit/s"),
        ] {
            assert_eq!(text(|out| push_rate(out, BytesPerSecond(bytes))), expected);
        }
    }

    #[test]
    fn spans_have_the_unit_that_says_most() {
        for (micros, expected) in [
            (0, "0 µs"),
            (832, "832 µs"),
            (12_400, "12.4 ms"),
            (999_949, "999.9 ms"),
            (999_950, "1.0 s"),
            (3_200_000, "3.2 s"),
            (59_949_999, "59.9 s"),
            (59_950_000, "1 min"),
            (252_000_000, "4 min 12 s"),
            (3_599_400_000, "59 min 59 s"),
            (3_599_500_000, "1 h"),
            (7_500_000_000, "2 h 5 min"),
            (86_400_000_000, "1 d"),
            (273_600_000_000, "3 d 4 h"),
            (u64::MAX, "213503982 d 8 h"),
        ] {
            assert_eq!(text(|out| push_span(out, Micros(micros))), expected);
        }
    }
}
