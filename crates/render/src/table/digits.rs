//! Decimal digits without a loop: eight at a time, computed side by side in one 64-bit word.
//!
//! Rows with details hold some thirty numbers each, so that finding digits one after the other was a tenth of a listing's work.

/// Numbers below this have at most eight digits.
pub(super) const EIGHT_DIGITS: u64 = 100_000_000;

/// Eight digits of a number below [`EIGHT_DIGITS`], leading zeros included.
#[inline]
pub(super) fn eight(number: u32) -> [u8; 8] {
    ascii(spread(number)).to_le_bytes()
}

/// The digits of a number below [`EIGHT_DIGITS`] without leading zeros, as the first bytes of a block, and how many they are.
#[inline]
pub(super) fn trimmed(number: u32) -> ([u8; 8], usize) {
    let digits = spread(number);
    // The first digit is the lowest byte. The last one stays, even if it is zero.
    let zeros = (digits | (1 << 56)).trailing_zeros() / 8;
    ((ascii(digits) >> (8 * zeros)).to_le_bytes(), 8 - zeros as usize)
}

/// A point and the six digits of a number of millionths, as the first bytes of a block, without trailing zeros, and how many
/// bytes that are.
#[inline]
pub(super) fn fraction(millionths: u32) -> ([u8; 8], usize) {
    let digits = spread(millionths);
    // Two leading zeros make the room for the point.
    let zeros = (digits | (1 << 8)).leading_zeros() / 8;
    let [_, _, text @ ..] = ascii(digits).to_le_bytes();
    let [a, b, c, d, e, f] = text;
    ([b'.', a, b, c, d, e, f, b'0'], 7 - zeros as usize)
}

/// One digit in each byte, the first in the lowest: halves, quarters and single digits are split off in all lanes at once. The
/// products are divisions by 100 and by 10, exact for what the lanes can hold.
#[inline]
fn spread(number: u32) -> u64 {
    let halves = u64::from(number / 10_000) | (u64::from(number % 10_000) << 32);
    let hundreds = ((halves * 5243) >> 19) & 0x0000_007F_0000_007F;
    let pairs = hundreds | ((halves - hundreds * 100) << 16);
    let tens = ((pairs * 103) >> 10) & 0x000F_000F_000F_000F;
    tens | ((pairs - tens * 10) << 8)
}

#[inline]
fn ascii(digits: u64) -> u64 {
    digits | 0x3030_3030_3030_3030
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(number: u32) -> String {
        let (block, length) = trimmed(number);
        String::from_utf8(block[..length].to_vec()).unwrap()
    }

    #[test]
    fn every_half_has_its_digits() {
        for half in 0..10_000 {
            for number in [half, half * 10_000, half * 10_000 + 9999] {
                assert_eq!(text(number), number.to_string());
                assert_eq!(eight(number).as_slice(), format!("{number:08}").as_bytes());
            }
        }
    }

    #[test]
    fn fractions_end_with_their_last_digit() {
        for millionths in (0..1_000_000).step_by(7).chain([0, 1, 10, 100_000, 999_999]) {
            let (block, length) = fraction(millionths);
            let expected = format!(".{millionths:06}");
            assert_eq!(&block[..length], expected.trim_end_matches('0').as_bytes());
        }
    }
}
