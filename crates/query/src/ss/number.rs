//! Numbers as the C library reads them (strtol(3) with base 0): blanks, a sign, then `0x` for hexadecimal and `0` for
//! octal. People rely on the prefixes and trip over the zeros, so both stay.

/// A number at the beginning of a text.
struct Scanned<'a> {
    negative: bool,
    /// `None`: beyond 64 bits.
    magnitude: Option<u64>,
    rest: &'a [u8],
}

/// The number at the beginning of the text; `None` without a digit.
fn scan(text: &[u8]) -> Option<Scanned<'_>> {
    let blanks = text.iter().take_while(|c| matches!(c, b' ' | b'\t'..=b'\r')).count();
    let (negative, unsigned) = match &text[blanks..] {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let (radix, digits) = match unsigned {
        [b'0', b'x' | b'X', rest @ ..] if rest.first().is_some_and(u8::is_ascii_hexdigit) => (16, rest),
        [b'0', ..] => (8, unsigned),
        rest => (10, rest),
    };
    let values = digits.iter().map_while(|&c| char::from(c).to_digit(radix));
    let (count, magnitude) = values.fold((0, Some(0_u64)), |(count, sum), digit| {
        let sum = sum.and_then(|sum| sum.checked_mul(u64::from(radix))?.checked_add(u64::from(digit)));
        (count + 1, sum)
    });
    (count > 0).then_some(Scanned { negative, magnitude, rest: &digits[count..] })
}

/// The whole text as a signed number of 32 bits.
pub(super) fn signed(text: &[u8]) -> Option<i32> {
    let scanned = scan(text).filter(|scanned| scanned.rest.is_empty())?;
    let magnitude = i64::try_from(scanned.magnitude?).ok()?;
    i32::try_from(if scanned.negative { -magnitude } else { magnitude }).ok()
}

/// The whole text as a number of at most 32 bits. A negative zero is zero.
pub(super) fn unsigned(text: &[u8]) -> Option<u32> {
    let (value, rest) = leading_unsigned(text)?;
    rest.is_empty().then_some(value)
}

/// The number at the beginning of the text, and what follows.
pub(super) fn leading_unsigned(text: &[u8]) -> Option<(u32, &[u8])> {
    let scanned = scan(text)?;
    let magnitude = scanned.magnitude.filter(|magnitude| !scanned.negative || *magnitude == 0)?;
    Some((u32::try_from(magnitude).ok()?, scanned.rest))
}

/// The number at the beginning of the text as scanf(3) stores it with `%i`: its lowest 32 bits, two's complement; what
/// is beyond 64 bits counts as the greatest or smallest of them.
pub(super) fn leading_wrapping(text: &[u8]) -> Option<(u32, &[u8])> {
    let scanned = scan(text)?;
    let magnitude = scanned.magnitude.and_then(|magnitude| i64::try_from(magnitude).ok());
    let value = match (scanned.negative, magnitude) {
        (false, magnitude) => magnitude.unwrap_or(i64::MAX),
        (true, magnitude) => magnitude.map_or(i64::MIN, |magnitude| -magnitude),
    };
    Some((value as u32, scanned.rest))
}
