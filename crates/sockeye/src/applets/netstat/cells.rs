//! Cells of fixed least width, as printf(3) fills them: by octets, without cutting. A row is gathered in one vector and reused
//! for the next, because tables of routes are long.

/// Appends text and fills it up on its right.
pub(super) fn left(row: &mut Vec<u8>, text: &[u8], width: usize) {
    let end = row.len() + width;
    row.extend_from_slice(text);
    if row.len() < end {
        row.resize(end, b' ');
    }
}

/// Appends text and fills it up on its left.
pub(super) fn right(row: &mut Vec<u8>, text: &[u8], width: usize) {
    row.resize(row.len() + width.saturating_sub(text.len()), b' ');
    row.extend_from_slice(text);
}

/// A number to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    magnitude: u64,
    is_negative: bool,
}

impl From<u64> for Number {
    fn from(magnitude: u64) -> Self {
        Self { magnitude, is_negative: false }
    }
}

/// A count of the kernel's as the original shows it: those above 2³¹ with a sign.
pub(super) fn signed(count: u32) -> Number {
    let number = count as i32;
    Number { magnitude: number.unsigned_abs().into(), is_negative: number < 0 }
}

/// Appends a blank, and a number filled up on its right.
pub(super) fn number_left(row: &mut Vec<u8>, number: impl Into<Number>, width: usize) {
    row.push(b' ');
    digits(number.into(), |digits| left(row, digits, width));
}

/// Appends a blank, and a number filled up on its left.
pub(super) fn number_right(row: &mut Vec<u8>, number: impl Into<Number>, width: usize) {
    row.push(b' ');
    digits(number.into(), |digits| right(row, digits, width));
}

/// Lends the decimal digits of a number, with its sign.
fn digits(number: Number, show: impl FnOnce(&[u8])) {
    // As many as the longest has, and a sign.
    let mut text = [0; 21];
    let mut first = text.len();
    let mut rest = number.magnitude;
    loop {
        first -= 1;
        text[first] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number.is_negative {
        first -= 1;
        text[first] = b'-';
    }
    show(&text[first..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_filled_as_printf_fills_them() {
        for number in [0, 7, 123_456, u64::MAX] {
            let mut row = Vec::new();
            number_left(&mut row, number, 5);
            number_right(&mut row, number, 5);
            assert_eq!(String::from_utf8(row).unwrap(), format!(" {number:<5} {number:>5}"));
        }
        let mut row = b"|".to_vec();
        left(&mut row, "é".as_bytes(), 3);
        right(&mut row, b"long enough", 3);
        assert_eq!(String::from_utf8(row).unwrap(), "|é long enough");
    }

    #[test]
    fn large_counts_have_a_sign() {
        for (count, shown) in [(u32::MAX, " -1 "), (1 << 31, " -2147483648 "), (7, "  7 ")] {
            let mut row = Vec::new();
            number_right(&mut row, signed(count), 2);
            row.push(b' ');
            assert_eq!(String::from_utf8(row).unwrap(), shown);
        }
    }
}
