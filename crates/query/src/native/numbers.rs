//! Numbers with units: times, sizes, rates, counts, and numbers that are names. Fractions are exact as far as the unit
//! goes; what is beyond 64 bits is none.

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Microseconds. Without a unit: milliseconds.
    Time,
    /// Octets.
    Size,
    /// Octets per second.
    Rate,
    /// Things.
    Count,
    /// Nothing: it is a name.
    Identifier,
    /// Nothing: it is a name, which ss(8) shows as `sk:` and hexadecimal digits.
    Cookie,
}

const KIBI: u64 = 1 << 10;

/// How many of the fact's unit a written unit is: multiplied by the first, divided by the second.
type Scale = (u64, u64);

const TIMES: &[(&str, u64)] = &[
    ("us", 1),
    ("µs", 1),
    ("ms", 1000),
    ("", 1000),
    ("s", 1_000_000),
    ("m", 60_000_000),
    ("min", 60_000_000),
    ("h", 3_600_000_000),
    ("d", 86_400_000_000),
];
const MULTIPLES: &[(&str, u64)] =
    &[("", 1), ("k", 1_000), ("m", 1_000_000), ("g", 1_000_000_000), ("t", 1_000_000_000_000)];
const BINARY_MULTIPLES: &[(&str, u64)] =
    &[("ki", KIBI), ("mi", KIBI * KIBI), ("gi", KIBI * KIBI * KIBI), ("ti", KIBI * KIBI * KIBI * KIBI)];

/// Reads a number in the unit of its fact. `None`: it is none.
pub(super) fn read(text: &[u8], unit: Unit) -> Option<u64> {
    let text = std::str::from_utf8(text).ok()?;
    match unit {
        Unit::Identifier => identifier(text),
        Unit::Cookie => match text.strip_prefix("sk:") {
            Some(digits) => hexadecimal(digits),
            None => identifier(text),
        },
        Unit::Time => scaled(text, |unit| {
            let (_, micros) = TIMES.iter().find(|(name, _)| *name == unit)?;
            Some((*micros, 1))
        }),
        Unit::Size => scaled(text, octets),
        Unit::Rate => scaled(text.strip_suffix("/s").unwrap_or(text), |unit| match unit.strip_suffix("bit") {
            Some(multiple) => of(MULTIPLES, multiple).map(|bits| (bits, 8)),
            None => octets(unit),
        }),
        Unit::Count => scaled(text, |unit| Some((of(MULTIPLES, unit)?, 1))),
    }
}

fn identifier(text: &str) -> Option<u64> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => hexadecimal(digits),
        None => text.bytes().all(|octet| octet.is_ascii_digit()).then(|| text.parse().ok())?,
    }
}

fn hexadecimal(digits: &str) -> Option<u64> {
    digits.bytes().all(|octet| octet.is_ascii_hexdigit()).then(|| u64::from_str_radix(digits, 16).ok())?
}

/// Multiples of an octet: `k`, `kB`, `KiB`, `B` and so on.
fn octets(unit: &str) -> Option<Scale> {
    let multiple = unit.strip_suffix(['B', 'b']).unwrap_or(unit);
    let count = of(MULTIPLES, multiple).or_else(|| of(BINARY_MULTIPLES, multiple))?;
    Some((count, 1))
}

fn of(table: &[(&str, u64)], name: &str) -> Option<u64> {
    table.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, count)| *count)
}

/// A decimal number, perhaps with a fraction, and its unit.
fn scaled(text: &str, scale: impl Fn(&str) -> Option<Scale>) -> Option<u64> {
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || number.ends_with('.') || fraction.contains('.') {
        return None;
    }
    let (times, parts) = scale(unit)?;
    let mut denominator = u128::from(parts);
    let mut numerator = u128::from(whole.parse::<u64>().ok()?);
    for digit in fraction.bytes() {
        // Some 20 digits fit; more say nothing.
        let (Some(tenfold), Some(finer)) = (numerator.checked_mul(10), denominator.checked_mul(10)) else { break };
        numerator = tenfold.checked_add(u128::from(digit - b'0'))?;
        denominator = finer;
    }
    u64::try_from(numerator.checked_mul(u128::from(times))? / denominator).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_in_the_unit_of_the_fact() {
        let cases = [
            ("20ms", Unit::Time, Some(20_000)),
            ("20", Unit::Time, Some(20_000)),
            ("1.5s", Unit::Time, Some(1_500_000)),
            ("0.5ms", Unit::Time, Some(500)),
            ("7us", Unit::Time, Some(7)),
            ("7µs", Unit::Time, Some(7)),
            ("3m", Unit::Time, Some(180_000_000)),
            ("2h", Unit::Time, Some(7_200_000_000)),
            ("1d", Unit::Time, Some(86_400_000_000)),
            ("1.s", Unit::Time, None),
            (".5s", Unit::Time, None),
            ("1.2.3s", Unit::Time, None),
            ("s", Unit::Time, None),
            ("5 s", Unit::Time, None),
            ("-5s", Unit::Time, None),
            ("18446744073709551615d", Unit::Time, None),
            ("10k", Unit::Size, Some(10_000)),
            ("10K", Unit::Size, Some(10_000)),
            ("1M", Unit::Size, Some(1_000_000)),
            ("1MB", Unit::Size, Some(1_000_000)),
            ("4KiB", Unit::Size, Some(4096)),
            ("1.5MiB", Unit::Size, Some(1_572_864)),
            ("1GiB", Unit::Size, Some(1 << 30)),
            ("10B", Unit::Size, Some(10)),
            ("10mbit", Unit::Size, None),
            ("10mbit", Unit::Rate, Some(1_250_000)),
            ("10Mbit/s", Unit::Rate, Some(1_250_000)),
            ("8bit", Unit::Rate, Some(1)),
            ("1k", Unit::Rate, Some(1000)),
            ("5", Unit::Count, Some(5)),
            ("10k", Unit::Count, Some(10_000)),
            ("5KiB", Unit::Count, None),
            ("0x1f", Unit::Identifier, Some(31)),
            ("31", Unit::Identifier, Some(31)),
            ("+31", Unit::Identifier, None),
            ("", Unit::Identifier, None),
            ("1f", Unit::Identifier, None),
            ("sk:1f", Unit::Cookie, Some(31)),
            ("0x", Unit::Cookie, None),
            ("1.99999999999999999999999999999999999999999999999999", Unit::Count, Some(1)),
        ];
        for (text, unit, expected) in cases {
            assert_eq!(read(text.as_bytes(), unit), expected, "{text} as {unit:?}");
        }
        assert_eq!(read(b"\xff", Unit::Time), None);
    }
}
