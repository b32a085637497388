//! The open cell of a table: where a layout writes its text.
//!
//! All cells of a batch lie one behind the other in one arena, so that a cell costs no allocation.

use crate::escape::escape;
use std::{fmt, io};

/// A cell's longest text in bytes; what exceeds it is cut, as in the original, whose cells have a length of 16 bits.
const LONGEST: usize = u16::MAX as usize;

/// The open cell. Appending cannot fail; beyond 65,535 bytes it is cut.
#[derive(Debug)]
pub struct Cell {
    /// Texts of the batch's cells, the open one last.
    arena: Vec<u8>,
    /// Where the open cell begins in the arena.
    start: usize,
    /// Bytes that the longest attempt to append would have filled, if more than the cell can hold.
    attempted: usize,
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
        Self { arena: Vec::new(), start: 0, attempted: 0, discards: false, escapes }
    }

    /// Appends bytes as they are.
    #[inline]
    pub fn push_bytes(&mut self, bytes: &[u8]) {
        if self.discards {
            return;
        }
        let length = self.arena.len() - self.start;
        if bytes.len() > LONGEST - length {
            self.push_cut(bytes, length);
        } else {
            self.arena.extend_from_slice(bytes);
        }
    }

    /// Appends text as it is.
    #[inline]
    pub fn push_str(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    /// Appends a number in decimal digits.
    #[inline]
    pub fn push_u64(&mut self, number: u64) {
        let mut digits = [0; 20];
        let mut first = digits.len();
        let mut rest = number;
        loop {
            first -= 1;
            // A digit is below 10.
            digits[first] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.push_bytes(&digits[first..]);
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
        if self.discards {
            return;
        }
        let end = self.start + usize::from(length);
        if self.arena.len() < end {
            self.arena.resize(end, b' ');
        }
    }

    /// Length of the open cell's text in bytes.
    #[inline]
    pub fn length(&self) -> u16 {
        // Cut by push_bytes.
        (self.arena.len() - self.start) as u16
    }

    /// Room in bytes that the original would have looked for: the length, or what an overlong text wanted.
    #[inline]
    pub(super) fn extent(&self) -> usize {
        self.attempted.max(self.arena.len() - self.start)
    }

    #[inline]
    pub(super) fn discards(&self) -> bool {
        self.discards
    }

    /// Opens the next cell behind the present one.
    #[inline]
    pub(super) fn open(&mut self, discards: bool) {
        self.start = self.arena.len();
        self.attempted = 0;
        self.discards = discards;
    }

    pub(super) fn mark(&self) -> CellMark {
        CellMark { end: self.arena.len(), start: self.start, attempted: self.attempted, discards: self.discards }
    }

    pub(super) fn rewind(&mut self, mark: CellMark) {
        self.arena.truncate(mark.end);
        self.start = mark.start;
        self.attempted = mark.attempted;
        self.discards = mark.discards;
    }

    /// The batch's texts, with spare bytes behind them so that a short text can be copied as a block of fixed size.
    pub(super) fn texts(&mut self) -> &[u8] {
        self.arena.resize(self.arena.len() + super::paint::BLOCK, 0);
        &self.arena
    }

    /// Forgets the batch.
    pub(super) fn clear(&mut self) {
        self.arena.clear();
        self.open(self.discards);
    }

    #[cold]
    fn push_cut(&mut self, bytes: &[u8], length: usize) {
        self.attempted = self.attempted.max(length + bytes.len());
        self.arena.extend_from_slice(&bytes[..LONGEST - length]);
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
