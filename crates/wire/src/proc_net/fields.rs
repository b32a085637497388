//! Columns of a text table: words between blanks, read from left to right.

use super::BadLine;

/// What is left of a row.
pub(super) struct Fields<'a> {
    line: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(super) fn of(line: &'a [u8]) -> Self {
        Self { line, rest: line }
    }

    /// An error about this row.
    pub(super) fn bad(&self, column: &'static str) -> BadLine<'a> {
        BadLine { line: self.line, column }
    }

    /// The next word.
    pub(super) fn word(&mut self, column: &'static str) -> Result<&'a [u8], BadLine<'a>> {
        let rest = self.rest.trim_ascii_start();
        let end = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
        let (word, rest) = rest.split_at(end);
        self.rest = rest;
        if word.is_empty() { Err(self.bad(column)) } else { Ok(word) }
    }

    /// Passes over columns that nothing is read from.
    pub(super) fn skip(&mut self, columns: &[&'static str]) -> Result<(), BadLine<'a>> {
        columns.iter().try_for_each(|column| self.word(column).map(drop))
    }

    /// The next word as a decimal number.
    pub(super) fn decimal<T: TryFrom<u64>>(&mut self, column: &'static str) -> Result<T, BadLine<'a>> {
        let word = self.word(column)?;
        self.fitting(decimal(word), column)
    }

    /// The next word as a hexadecimal number.
    pub(super) fn hexadecimal<T: TryFrom<u64>>(&mut self, column: &'static str) -> Result<T, BadLine<'a>> {
        let word = self.word(column)?;
        self.fitting(hexadecimal(word), column)
    }

    /// The next word as two hexadecimal numbers with a colon between them.
    pub(super) fn pair<T: TryFrom<u64>, U: TryFrom<u64>>(
        &mut self,
        column: &'static str,
    ) -> Result<(T, U), BadLine<'a>> {
        let (first, second) = self.halves(column)?;
        Ok((self.fitting(hexadecimal(first), column)?, self.fitting(hexadecimal(second), column)?))
    }

    /// The next word, cut at its colon.
    pub(super) fn halves(&mut self, column: &'static str) -> Result<(&'a [u8], &'a [u8]), BadLine<'a>> {
        let word = self.word(column)?;
        let colon = word.iter().position(|&byte| byte == b':').ok_or(self.bad(column))?;
        Ok((&word[..colon], &word[colon + 1..]))
    }

    /// Everything after the single blank that ends the last word.
    pub(super) fn remainder(self) -> &'a [u8] {
        self.rest.get(1..).unwrap_or_default()
    }

    fn fitting<T: TryFrom<u64>>(&self, number: Option<u64>, column: &'static str) -> Result<T, BadLine<'a>> {
        number.and_then(|number| T::try_from(number).ok()).ok_or(self.bad(column))
    }
}

/// A whole word as a decimal number.
pub(super) fn decimal(word: &[u8]) -> Option<u64> {
    number(word, 10)
}

/// A whole word as a hexadecimal number.
pub(super) fn hexadecimal(word: &[u8]) -> Option<u64> {
    number(word, 16)
}

fn number(word: &[u8], radix: u32) -> Option<u64> {
    // `from_str_radix` would take a sign.
    if !word.first()?.is_ascii_hexdigit() {
        return None;
    }
    u64::from_str_radix(std::str::from_utf8(word).ok()?, radix).ok()
}

/// The number that a text begins with, as strtoull(3) reads it in base 10, and what follows it: after blanks, with a sign or without, a
/// negative one wrapped, one that does not fit the greatest that does.
pub(super) fn unsigned(text: &[u8]) -> Option<(u64, &[u8])> {
    let text = skip(text, |byte| byte.is_ascii_whitespace() || byte == VERTICAL_TAB);
    let (negative, digits) = match text.split_first() {
        Some((b'-', digits)) => (true, digits),
        Some((b'+', digits)) => (false, digits),
        _ => (false, text),
    };
    let rest = skip(digits, |byte| byte.is_ascii_digit());
    let digits = &digits[..digits.len() - rest.len()];
    if digits.is_empty() {
        return None;
    }
    let magnitude =
        digits.iter().try_fold(0u64, |number, digit| number.checked_mul(10)?.checked_add(u64::from(digit - b'0')));
    let number = match magnitude {
        Some(number) if negative => number.wrapping_neg(),
        Some(number) => number,
        None => u64::MAX,
    };
    Some((number, rest))
}

/// A blank to C's isspace(3), but not to [`u8::is_ascii_whitespace`].
const VERTICAL_TAB: u8 = 0x0b;

fn skip(text: &[u8], passed: impl Fn(u8) -> bool) -> &[u8] {
    let start = text.iter().position(|&byte| !passed(byte)).unwrap_or(text.len());
    &text[start..]
}
