//! The open cell of a table: where a layout writes its text.
//!
//! All cells of a batch lie one behind the other in one arena, so that a cell costs no allocation. A row is made of dozens
//! of short texts and numbers, and appending them is most of a listing's own work: the arena is kept longer than its text,
//! so that one comparison tells whether a piece fits, and what is short is copied as a block of fixed size.

use super::digits::{self, EIGHT_DIGITS};
use crate::escape::escape;
use std::{fmt, io};

/// A cell's longest text in bytes; what exceeds it is cut, as in the original, whose cells have a length of 16 bits.
const LONGEST: usize = u16::MAX as usize;

/// Octets of a block, of which fewer may be text.
pub const BLOCK: usize = 16;
/// Room behind the text at any time, so that the longest number and any block can be written whole, in bytes.
const SPARE: usize = 32;
/// What the arena grows by at least, in bytes.
const GROWTH: usize = 16 * 1024;

/// The open cell. Appending cannot fail; beyond 65,535 bytes it is cut.
#[derive(Debug)]
pub struct Cell {
    /// Texts of the batch's cells, the open one last, and room of which the content means nothing.
    arena: Vec<u8>,
    /// Where the open cell begins in the arena.
    start: usize,
    /// Where its text ends.
    end: usize,
    /// Up to where text may reach without a closer look: [`SPARE`] bytes of room are behind it, and the cell is not overlong.
    limit: usize,
    /// Bytes that the longest attempt to append would have filled, if more than the cell can hold.
    attempted: usize,
    /// Whether the text is forgotten when the next cell opens.
    discards: bool,
    /// Whether untrusted text is escaped.
    escapes: bool,
}

/// A state of the arena and its open cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellMark {
    end: usize,
    start: usize,
    attempted: usize,
    discards: bool,
}

impl Cell {
    pub(super) fn new(escapes: bool) -> Self {
        Self { arena: vec![0; SPARE], start: 0, end: 0, limit: 0, attempted: 0, discards: false, escapes }
    }

    /// Appends bytes as they are.
    #[inline]
    pub fn push_bytes(&mut self, bytes: &[u8]) {
        let end = self.end + bytes.len();
        if end > self.limit {
            return self.push_beyond(bytes);
        }
        self.arena[self.end..end].copy_from_slice(bytes);
        self.end = end;
    }

    /// Appends text as it is.
    #[inline]
    pub fn push_str(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    /// Appends the first `length` bytes of a block, at most all of it: faster than a text whose length is not known to the
    /// compiler.
    #[inline]
    pub fn push_block(&mut self, block: &[u8; BLOCK], length: usize) {
        let length = length.min(BLOCK);
        if self.end + length > self.limit {
            return self.push_beyond(&block[..length]);
        }
        self.arena[self.end..self.end + BLOCK].copy_from_slice(block);
        self.end += length;
    }

    /// Appends a number in decimal digits.
    #[inline]
    pub fn push_u64(&mut self, number: u64) {
        if number < EIGHT_DIGITS {
            // Checked just now.
            let (digits, length) = digits::trimmed(number as u32);
            self.push_digits(digits, length);
        } else {
            self.push_long(number);
        }
    }

    /// Appends the fraction of a decimal number, given in millionths (below 1,000,000), after its point and without trailing
    /// zeros; nothing but the point for zero.
    #[inline]
    pub fn push_millionths(&mut self, millionths: u32) {
        let (digits, length) = digits::fraction(millionths);
        self.push_digits(digits, length);
    }

    /// Appends bytes that a stranger chose (a process name, a socket's path, a host's name): as they are on a pipe,
    /// escaped on a terminal (see [`crate::escape`]).
    pub fn push_untrusted(&mut self, bytes: &[u8]) {
        if self.escapes {
            self.push_bytes(&escape(bytes));
        } else {
            self.push_bytes(bytes);
        }
    }

    /// Appends blanks until the cell holds at least `length` bytes: a field of a fixed least width within the cell.
    #[inline]
    pub fn pad_to(&mut self, length: u16) {
        let missing = (self.start + usize::from(length)).saturating_sub(self.end);
        if missing <= BLOCK {
            self.push_block(&[b' '; BLOCK], missing);
        } else {
            self.push_bytes(&vec![b' '; missing]);
        }
    }

    /// Length of the open cell's text in bytes.
    #[inline]
    pub fn length(&self) -> u16 {
        // Cut by push_beyond.
        if self.discards { 0 } else { (self.end - self.start) as u16 }
    }

    /// Room in bytes that the original would have looked for: the length, or what an overlong text wanted.
    #[inline]
    pub(super) fn extent(&self) -> usize {
        self.attempted.max(self.end - self.start)
    }

    #[inline]
    pub(super) fn discards(&self) -> bool {
        self.discards
    }

    /// Opens the next cell behind the present one.
    #[inline]
    pub(super) fn open(&mut self, discards: bool) {
        if self.discards {
            self.end = self.start;
        }
        self.start = self.end;
        self.attempted = 0;
        self.discards = discards;
        self.set_limit();
    }

    pub(super) fn mark(&self) -> CellMark {
        CellMark { end: self.end, start: self.start, attempted: self.attempted, discards: self.discards }
    }

    pub(super) fn rewind(&mut self, mark: CellMark) {
        self.end = mark.end;
        self.start = mark.start;
        self.attempted = mark.attempted;
        self.discards = mark.discards;
        self.set_limit();
    }

    /// The batch's texts, with at least [`BLOCK`] bytes of room behind them.
    pub(super) fn texts(&self) -> &[u8] {
        &self.arena
    }

    /// Forgets the batch.
    pub(super) fn clear(&mut self) {
        self.start = 0;
        self.end = 0;
        self.open(self.discards);
    }

    #[inline]
    fn set_limit(&mut self) {
        self.limit = (self.start + LONGEST).min(self.arena.len() - SPARE);
    }

    #[inline]
    fn push_digits(&mut self, digits: [u8; 8], length: usize) {
        if self.end + length > self.limit {
            return self.push_beyond(&digits[..length]);
        }
        self.arena[self.end..self.end + digits.len()].copy_from_slice(&digits);
        self.end += length;
    }

    /// A number of more than eight digits: what stands before the last eight, then those.
    fn push_long(&mut self, number: u64) {
        self.push_u64(number / EIGHT_DIGITS);
        // Below the divisor.
        self.push_digits(digits::eight((number % EIGHT_DIGITS) as u32), 8);
    }

    /// Makes room, or cuts what the cell cannot hold.
    #[cold]
    fn push_beyond(&mut self, bytes: &[u8]) {
        let room = LONGEST - (self.end - self.start);
        if bytes.len() > room {
            self.attempted = self.attempted.max(self.end - self.start + bytes.len());
        }
        let bytes = &bytes[..bytes.len().min(room)];
        let end = self.end + bytes.len();
        if end + SPARE > self.arena.len() {
            self.arena.resize(end + SPARE + GROWTH, 0);
            self.set_limit();
        }
        self.arena[self.end..end].copy_from_slice(bytes);
        self.end = end;
    }
}

impl fmt::Write for Cell {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text);
        Ok(())
    }
}

impl io::Write for Cell {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.push_bytes(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
