//! From the cells of a batch to bytes: the hot path, so a page is blanked once, and texts up to [`BLOCK`] are copied as
//! blocks of that size, whose spare bytes are blanked again.

use super::{Align, BLOCK};
use std::io::{self, Write};

const PAGE: usize = 64 * 1024;

/// An enabled column as it is printed.
#[derive(Debug)]
pub(super) struct Slot {
    /// Bytes, delimiter included; 0 for a column without text.
    pub(super) width: usize,
    pub(super) align: Align,
    pub(super) delimiter: &'static str,
}

/// Output in the making. Invariant: everything from `end` on is blank, so padding is to move `end`.
#[derive(Debug)]
pub(super) struct Page {
    bytes: Vec<u8>,
    end: usize,
}

impl Page {
    pub(super) fn new() -> Self {
        Self { bytes: Vec::new(), end: 0 }
    }

    /// Prints cells of the given `lengths`, one behind the other in `texts` (with [`BLOCK`] spare bytes behind the
    /// last), as rows of `slots`, the last one perhaps cut short.
    pub(super) fn print(
        &mut self,
        slots: &[Slot],
        lengths: &[u16],
        texts: &[u8],
        out: &mut impl Write,
    ) -> io::Result<()> {
        let mut from = 0;
        for row in lengths.chunks(slots.len().max(1)) {
            let text: usize = row.iter().map(|&length| usize::from(length)).sum();
            self.make_room(slots, text, out)?;
            let mut is_first = true;
            for (slot, &length) in slots.iter().zip(row) {
                let length = usize::from(length);
                if length == 0 && slot.width == 0 {
                    continue;
                }
                let start = self.end;
                let delimiter = if is_first { "" } else { slot.delimiter };
                is_first = false;
                if slot.align == Align::Right {
                    let padding = slot.width.saturating_sub(delimiter.len() + length);
                    self.put_delimiter(delimiter);
                    self.end += padding;
                    self.put_text(texts, from, length);
                } else {
                    self.put_delimiter(delimiter);
                    self.put_text(texts, from, length);
                    self.end = self.end.max(start + slot.width);
                }
                from += length;
            }
            self.bytes[self.end] = b'\n';
            self.end += 1;
        }
        self.write_out(out)
    }

    /// Room for a row with so many bytes of text, padding and the blocks' spare bytes included.
    #[inline]
    fn make_room(&mut self, slots: &[Slot], text: usize, out: &mut impl Write) -> io::Result<()> {
        let padding: usize = slots.iter().map(|slot| slot.width + slot.delimiter.len()).sum();
        let row = text + padding + 2 * BLOCK + 1;
        if self.bytes.len() - self.end < row {
            self.write_out(out)?;
            if self.bytes.len() < row {
                self.bytes.resize(row.max(PAGE), b' ');
            }
        }
        Ok(())
    }

    fn write_out(&mut self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(&self.bytes[..self.end])?;
        self.bytes[..self.end].fill(b' ');
        self.end = 0;
        Ok(())
    }

    #[inline]
    fn put_delimiter(&mut self, delimiter: &str) {
        match delimiter {
            "" => {}
            " " => self.end += 1,
            _ => {
                self.bytes[self.end..self.end + delimiter.len()].copy_from_slice(delimiter.as_bytes());
                self.end += delimiter.len();
            }
        }
    }

    #[inline]
    fn put_text(&mut self, texts: &[u8], from: usize, length: usize) {
        if length <= BLOCK {
            let target = &mut self.bytes[self.end..self.end + length + BLOCK];
            target[..BLOCK].copy_from_slice(&texts[from..from + BLOCK]);
            target[length..].copy_from_slice(&[b' '; BLOCK]);
        } else {
            self.bytes[self.end..self.end + length].copy_from_slice(&texts[from..from + length]);
        }
        self.end += length;
    }
}
