//! The column algorithm of `ss` (iproute2 6.1), byte for byte, over any set of columns.
//!
//! A table is filled cell by cell, each row from left to right, and printed when it ends or when its buffer is full: a
//! column is as wide as its longest cell, so nothing can be printed before. The buffer holds about 5 MiB as the
//! original's does ([`budget`]), and its batches end at the same rows, because there a column may become wider; it never
//! becomes narrower again.
//!
//! Cells count bytes, not characters, and may hold line ends (`\n\t…` blocks of details): the original does not look
//! inside. A terminal gets no line ends of its own where a row is too wide: a line is padded to the screen's width,
//! and the terminal wraps it.

mod budget;
mod cell;
mod digits;
mod mark;
mod paint;
#[cfg(test)]
mod tests;
mod widths;

use budget::Budget;
use cell::CellMark;
pub use cell::{BLOCK, Cell};
use paint::{Page, Slot};
use std::io::{self, Write};

/// The side of its column at which a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Padded behind, also at the end of a row.
    Left,
    /// Padded before.
    Right,
}

/// One column of a table: fixed facts, known before the first row.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The text of the header row; counts for the width only if the header is printed.
    pub header: &'static str,
    /// Where a cell shorter than the column stands.
    pub align: Align,
    /// Printed before the cell when it is not the first of its row.
    pub delimiter: &'static str,
}

/// How much room a row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// Not a terminal: columns are as wide as their content, and untrusted text is printed as it is.
    Unlimited,
    /// A terminal of so many columns, to be filled; untrusted text is escaped. A terminal that does not know its size
    /// has 0 columns, and is not filled.
    Terminal(u16),
}

/// A table being filled, printed to `W`.
///
/// Memory: at most about 5 MiB of text, 2 bytes for each cell, and one page of output (64 KiB, or a row if that is
/// longer).
#[derive(Debug)]
pub struct Table<W: Write> {
    columns: &'static [Column],
    disabled: Vec<bool>,
    width: Width,
    out: W,
    /// The column of the open cell.
    cursor: usize,
    /// The open cell, behind the texts of all closed ones.
    cell: Cell,
    /// Length in bytes of each closed cell of an enabled column, in order.
    lengths: Vec<u16>,
    /// Longest closed cell of each column so far, in bytes: a batch is never narrower than the one before it.
    longest: Vec<u16>,
    budget: Budget,
    /// How many batches have been printed.
    batch: u64,
    page: Page,
}

/// A state of a table to go back to; see [`Table::mark`].
#[derive(Clone, Debug)]
pub struct Mark {
    batch: u64,
    cursor: usize,
    cell: CellMark,
    cells: usize,
    longest: Vec<u16>,
    budget: Budget,
}

impl<W: Write> Table<W> {
    /// An empty table with all of `columns` enabled, its cursor in the first. `width` also tells whether `out` is a
    /// terminal, and so whether untrusted text is escaped.
    pub fn new(columns: &'static [Column], width: Width, out: W) -> Self {
        let mut table = Self {
            columns,
            disabled: vec![false; columns.len()],
            width,
            out,
            cursor: 0,
            cell: Cell::new(width != Width::Unlimited),
            lengths: Vec::new(),
            longest: vec![0; columns.len()],
            budget: Budget::new(),
            batch: 0,
            page: Page::new(),
        };
        table.enter(0);
        table
    }

    /// Switches a column off, before the first cell is filled: it takes no text and prints nothing. A number beyond
    /// the last column is no column.
    pub fn disable(&mut self, column: usize) {
        if let Some(disabled) = self.disabled.get_mut(column) {
            *disabled = true;
        }
        self.enter(self.cursor);
    }

    /// Fills the first row with the headers of the enabled columns. The cursor stays in its last cell.
    pub fn header(&mut self) {
        for (place, column) in self.columns.iter().enumerate() {
            if place > 0 {
                self.close();
                self.enter(place);
            }
            self.cell.push_str(column.header);
        }
    }

    /// Closes cells until the cursor stands in `column`, wrapping to the next row; does nothing if it stands there
    /// already. A number beyond the last column means the last.
    ///
    /// # Errors
    /// Those of writing a full batch.
    #[inline]
    pub fn seek(&mut self, column: usize) -> io::Result<()> {
        let column = column.min(self.columns.len().saturating_sub(1));
        while self.cursor != column {
            self.next_cell()?;
        }
        Ok(())
    }

    /// The open cell, to append to. What is appended in a disabled column is discarded.
    #[inline]
    pub fn text(&mut self) -> &mut Cell {
        &mut self.cell
    }

    /// Closes the open cell and opens the next. At the end of a row, a full batch is printed.
    ///
    /// # Errors
    /// Those of writing a full batch.
    #[inline]
    pub fn next_cell(&mut self) -> io::Result<()> {
        let ends_row = self.cursor + 1 >= self.columns.len();
        if !self.cell.discards() {
            self.budget.hold(self.cell.extent());
        }
        if ends_row && self.budget.is_spent() {
            self.print()?;
        } else {
            self.close();
        }
        self.enter(if ends_row { 0 } else { self.cursor + 1 });
        Ok(())
    }

    /// Prints what is left, the open row included, and gives the writer back.
    ///
    /// # Errors
    /// Those of writing.
    pub fn finish(mut self) -> io::Result<W> {
        self.print_open()?;
        Ok(self.out)
    }

    /// Prints the rows so far, the open one included, and begins a new row: for rows that come one by one, over time. The
    /// columns keep their widths as a least.
    ///
    /// # Errors
    /// Those of writing.
    pub fn print_so_far(&mut self) -> io::Result<()> {
        self.print_open()?;
        self.enter(0);
        self.out.flush()
    }

    /// Prints what there is, with the open row as its last.
    fn print_open(&mut self) -> io::Result<()> {
        let row_is_open = self.cursor > 0 || self.cell.length() > 0;
        if !row_is_open {
            self.cell.open(true);
        }
        self.print()
    }

    /// Keeps the open cell, measured.
    #[inline]
    fn close(&mut self) {
        if self.cell.discards() {
            return;
        }
        let length = self.cell.length();
        let longest = &mut self.longest[self.cursor];
        *longest = length.max(*longest);
        self.lengths.push(length);
        self.budget.close(length);
    }

    #[inline]
    fn enter(&mut self, column: usize) {
        self.cursor = column;
        self.cell.open(self.disabled.get(column).copied().unwrap_or(true));
    }

    /// Prints the batch with the open cell as its last. That one is not measured: the original prints before it
    /// closes it.
    #[cold]
    fn print(&mut self) -> io::Result<()> {
        if !self.cell.discards() {
            self.lengths.push(self.cell.length());
        }
        let shown: Vec<usize> = (0..self.columns.len()).filter(|&column| !self.disabled[column]).collect();
        let mut widths =
            widths::measured(shown.iter().map(|&c| (self.columns[c].delimiter, self.longest[c])), self.width);
        widths::spread(&mut widths, self.width);
        let slots: Vec<Slot> = shown
            .iter()
            .zip(widths)
            .map(|(&c, width)| Slot { width, align: self.columns[c].align, delimiter: self.columns[c].delimiter })
            .collect();
        self.page.print(&slots, &self.lengths, self.cell.texts(), &mut self.out)?;
        self.cell.clear();
        self.lengths.clear();
        self.budget = Budget::new();
        self.batch += 1;
        Ok(())
    }
}
