//! The order of interfaces: by name, the number at its end as a number; aliases behind their interface.

use std::cmp::Ordering;

/// Which of two names comes first.
pub(super) fn compare(one: &[u8], other: &[u8]) -> Ordering {
    Name::of(one).cmp(&Name::of(other))
}

/// A name by what is compared, in turn.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Name<'n> {
    /// What stands before the number.
    stem: &'n [u8],
    number: i32,
    /// With the number as it is written: `eth01` comes before `eth1`.
    base: &'n [u8],
    /// The number of an alias, behind a colon; its interface has none.
    alias: Option<i32>,
    whole: &'n [u8],
}

impl<'n> Name<'n> {
    fn of(whole: &'n [u8]) -> Self {
        let colon = whole.iter().rposition(|&octet| octet == b':');
        let (base, alias) = match colon.map(|colon| (&whole[..colon], &whole[colon + 1..])) {
            // Only digits make an alias; any other name with a colon is compared as it is.
            Some((base, digits)) if digits.iter().all(u8::is_ascii_digit) => (base, Some(number(digits))),
            _ => (whole, None),
        };
        let digits = base.iter().rev().take_while(|octet| octet.is_ascii_digit()).count();
        let (stem, digits) = base.split_at(base.len() - digits);
        Self { stem, number: number(digits), base, alias, whole }
    }
}

/// Digits as atoi(3) reads them: none are zero, and the value wraps.
fn number(digits: &[u8]) -> i32 {
    digits.iter().fold(0i32, |value, digit| value.wrapping_mul(10).wrapping_add(i32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names in the order in which the original lists them.
    #[test]
    fn names_are_sorted_as_the_original_sorts_them() {
        for names in [
            "enp10s0 enp1s0 enp9s0",
            "a9 a10 a1x",
            "eth eth0 eth00 eth1",
            "eth09 eth9 eth9:10 eth010 eth10",
            "b002 b02 b2 b3",
            "0 00 1 0x x",
            "veth1 veth9 veth10 veth1a",
            "va0 va1 va0.9 va0.10",
            "a-9 a-10 a.9 a.10",
            "a1 a-1 a.1",
            "x2147483648 x2 x3 x99999999999",
            "va0 va0:2 va0:9 va0:10 va00 va00:1",
            "va va:2 va0 va0:1 va1",
            "x9 x9:0 x9:00 x9:2 x9:9 x9:10 x10 x10:0 x10:00 x10:10 x10:9a x10:a x10:b9 x10:b10 x9:9a x9:a x9:b9 x9:b10",
            "A B a b",
            "e z é",
        ] {
            let mut sorted: Vec<_> = names.split(' ').rev().collect();
            sorted.sort_by(|one, other| compare(one.as_bytes(), other.as_bytes()));
            assert_eq!(sorted.join(" "), names);
        }
    }
}
