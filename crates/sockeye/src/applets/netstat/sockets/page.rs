//! Rows of text in columns of fixed widths, gathered into large writes.
//!
//! Rows leave as they come: nothing about a listing is kept, however long it is.

use render::escape::escape;
use std::io::{self, Write};
use std::net::IpAddr;

/// Octets that are written at once.
const FULL: usize = 64 * 1024;
/// Room for the row that makes a page full.
const ROW: usize = 4 * 1024;

/// Text on its way out.
#[derive(Debug)]
pub(super) struct Page<W> {
    out: W,
    /// Whether untrusted text is escaped.
    escapes: bool,
    text: Vec<u8>,
    /// Pages that were written.
    written: usize,
}

/// A place in the text, to which it can be rewound as long as it is at hand.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    written: usize,
    length: usize,
}

impl<W: Write> Page<W> {
    /// An empty one, which `escapes` untrusted text where it goes to a terminal.
    pub(super) fn new(out: W, escapes: bool) -> Self {
        Self { out, escapes, text: Vec::with_capacity(FULL + ROW), written: 0 }
    }

    /// Where the next text will stand.
    #[inline]
    pub(super) fn here(&self) -> usize {
        self.text.len()
    }

    /// Appends octets as they are.
    #[inline]
    pub(super) fn push(&mut self, octets: &[u8]) {
        self.text.extend_from_slice(octets);
    }

    /// Appends octets that strangers chose.
    #[inline]
    pub(super) fn push_untrusted(&mut self, octets: &[u8]) {
        if self.escapes { self.text.extend_from_slice(&escape(octets)) } else { self.push(octets) }
    }

    /// Appends an address in digits.
    #[inline]
    pub(super) fn push_address(&mut self, address: IpAddr) {
        render::address::push(&mut self.text, address);
    }

    /// Appends a number in decimal digits.
    #[inline]
    pub(super) fn push_number(&mut self, number: u64) {
        let mut digits = [0; 20];
        let mut first = digits.len();
        let mut rest = number;
        loop {
            first -= 1;
            digits[first] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.push(&digits[first..]);
    }

    /// Appends a number at the right end of a column of so many octets.
    #[inline]
    pub(super) fn push_right(&mut self, number: u64, width: usize) {
        let digits = number.checked_ilog10().map_or(1, |more| more as usize + 1);
        self.text.resize(self.text.len() + width.saturating_sub(digits), b' ');
        self.push_number(number);
    }

    /// Fills the column that began at `start` up to so many octets.
    #[inline]
    pub(super) fn pad(&mut self, start: usize, width: usize) {
        let end = start + width;
        if self.text.len() < end {
            self.text.resize(end, b' ');
        }
    }

    /// What was appended from `start` on.
    pub(super) fn since(&self, start: usize) -> &[u8] {
        self.text.get(start..).unwrap_or_default()
    }

    /// Forgets what stands behind `end`.
    pub(super) fn shorten(&mut self, end: usize) {
        self.text.truncate(end);
    }

    /// Takes out what stands from `start` on, so many octets of it.
    pub(super) fn take_out(&mut self, start: usize, count: usize) {
        let end = (start + count).min(self.text.len());
        self.text.drain(start.min(end)..end);
    }

    /// Escapes what was appended from `start` on, where the page is escaped.
    pub(super) fn distrust(&mut self, start: usize) {
        if self.escapes {
            let escaped = escape(self.since(start)).into_owned();
            self.text.truncate(start);
            self.push(&escaped);
        }
    }

    /// Ends a row.
    ///
    /// # Errors
    /// Those of writing.
    #[inline]
    pub(super) fn end_row(&mut self) -> io::Result<()> {
        self.text.push(b'\n');
        if self.text.len() < FULL { Ok(()) } else { self.flush() }
    }

    /// Writes what is at hand.
    ///
    /// # Errors
    /// Those of writing.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.text)?;
        self.text.clear();
        self.written += 1;
        Ok(())
    }

    /// Where a table begins.
    pub(super) fn mark(&self) -> Mark {
        Mark { written: self.written, length: self.text.len() }
    }

    /// Forgets what came after the mark; false when some of it is written.
    pub(super) fn rewind(&mut self, mark: Mark) -> bool {
        let is_at_hand = mark.written == self.written;
        if is_at_hand {
            self.text.truncate(mark.length);
        }
        is_at_hand
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_filled_and_longer_texts_shift_them() {
        let mut page = Page::new(Vec::new(), false);
        for (number, text) in [(0, "short"), (1_234_567, "much too long")] {
            page.push_right(number, 6);
            page.push(b" ");
            let start = page.here();
            page.push(text.as_bytes());
            page.pad(start, 8);
            page.push(b"|");
            page.end_row().unwrap();
        }
        page.flush().unwrap();
        assert_eq!(String::from_utf8(page.out).unwrap(), "     0 short   |\n1234567 much too long|\n");
    }

    #[test]
    fn numbers_are_written_whole() {
        for number in [0, 9, 10, 99, 100, u64::from(u32::MAX), u64::MAX] {
            let mut page = Page::new(Vec::new(), false);
            page.push_right(number, 3);
            assert_eq!(String::from_utf8(page.text).unwrap(), format!("{number:>3}"));
        }
    }

    #[test]
    fn a_table_is_forgotten_while_it_is_at_hand() {
        let mut page = Page::new(Vec::new(), false);
        page.push(b"head");
        let mark = page.mark();
        page.push(b"row");
        assert!(page.rewind(mark));
        assert_eq!(page.since(0), b"head");
        page.flush().unwrap();
        assert!(!page.rewind(mark));
    }

    #[test]
    fn untrusted_text_is_escaped_on_a_terminal_only() {
        for (escapes, expected) in [(false, &b"\x1b\x1b"[..]), (true, b"\\x1b\\x1b")] {
            let mut page = Page::new(Vec::new(), escapes);
            page.push_untrusted(b"\x1b");
            let start = page.here();
            page.push(b"\x1b");
            page.distrust(start);
            assert_eq!(page.since(0), expected);
        }
    }
}
