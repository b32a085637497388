//! Numbers as strtoul(3) reads them with base 0: `0x` is hexadecimal, a leading zero octal, all else decimal.

use crate::read::is_blank;

/// The number that `text` starts with, and what follows it. Leading blanks and a plus sign are allowed; `None`
/// without a digit or beyond 32 bits (no table here has larger ones).
pub(crate) fn prefix(text: &[u8]) -> Option<(u32, &[u8])> {
    let blanks = text.iter().take_while(|byte| is_blank(**byte)).count();
    let text = &text[blanks..];
    let text = text.strip_prefix(b"+").unwrap_or(text);
    match text {
        [b'0', b'x' | b'X', digits @ ..] if digits.first().is_some_and(u8::is_ascii_hexdigit) => radix(digits, 16),
        [b'0', ..] => radix(text, 8),
        _ => radix(text, 10),
    }
}

/// The number that `text` is, from its first to its last byte.
pub(crate) fn whole(text: &[u8]) -> Option<u32> {
    prefix(text).and_then(|(number, rest)| rest.is_empty().then_some(number))
}

/// The digits of this radix that `text` starts with, as a number, and what follows them.
pub(crate) fn radix(text: &[u8], radix: u32) -> Option<(u32, &[u8])> {
    let length = text.iter().take_while(|byte| char::from(**byte).is_digit(radix)).count();
    let (digits, rest) = text.split_at(length);
    let number = u32::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok()?;
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_radix_follows_from_the_prefix() {
        assert_eq!(whole(b"2054"), Some(2054));
        assert_eq!(whole(b"0x806"), Some(0x806));
        assert_eq!(whole(b"017"), Some(15));
        assert_eq!(whole(b"0"), Some(0));
        assert_eq!(whole(b" +5"), Some(5));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "x", "0806", "5x", "0x", "-1", "4294967296", "[5]"] {
            assert_eq!(whole(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn the_rest_is_kept() {
        assert_eq!(prefix(b"53/udp"), Some((53, &b"/udp"[..])));
        assert_eq!(prefix(b"0x/"), Some((0, &b"x/"[..])));
    }
}
