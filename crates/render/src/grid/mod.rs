//! Tables for people: columns fitted to the screen, nothing cut without a mark, no boxes.
//!
//! Rows are filled cell by cell and printed when the grid ends or its batch is full; no column ever becomes narrower. On a screen
//! of known width no line is wider than it: [`Column`] says what may be narrowed and what may be left out, and a last line says
//! what was. On a pipe nothing is cut or left out. Every text is escaped, also on pipes: scripts have JSON and CSV.
//!
//! [`crate::table`] is the layout of the original tools, byte for byte; this one is ours.

mod column;
mod cut;
mod paint;
mod plan;
mod store;
#[cfg(test)]
mod tests;

use crate::style::{Colours, Style};
use crate::time::Clock;
use crate::value::{self, Value};
pub use column::{Align, Column, Cut};
use paint::Page;
use plan::Plan;
use std::io::{self, Write};
use store::{Kind, Store};

/// What a batch may take before it is printed, in octets.
const BATCH: usize = 4 * 1024 * 1024;
/// On a pipe, wider cells do not widen their column, in columns: one endless command line would otherwise pad every row to its
/// length.
const WIDEST_ON_PIPE: usize = 256;

/// What a grid is printed on.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Width in columns. `None`, or no columns: not a terminal, or one that does not know its size.
    pub width: Option<u16>,
    /// Whether styles are coloured.
    pub colours: Colours,
}

/// A table being filled, printed to `W`.
#[derive(Debug)]
pub struct Grid<W: Write> {
    columns: Vec<Column>,
    /// Widths of the headings in columns of the screen; zero without headings.
    titles: Vec<usize>,
    has_headings: bool,
    room: Option<usize>,
    remedy: &'static str,
    store: Store,
    /// Made when the first row is printed.
    plan: Option<Plan>,
    scratch: Vec<u8>,
    page: Page,
    out: W,
}

impl<W: Write> Grid<W> {
    /// An empty grid.
    pub fn new(columns: Vec<Column>, screen: Screen, out: W) -> Self {
        let room = screen.width.filter(|width| *width > 0).map(usize::from);
        Self {
            titles: columns.iter().map(|column| cut::width(column.title)).collect(),
            has_headings: true,
            room,
            remedy: "",
            store: Store::new(columns.len(), if room.is_some() { usize::MAX } else { WIDEST_ON_PIPE }),
            plan: None,
            scratch: Vec::new(),
            page: Page::new(screen.colours, room),
            columns,
            out,
        }
    }

    /// The same, without the line of headings.
    #[must_use]
    pub fn without_headings(mut self) -> Self {
        self.has_headings = false;
        self.titles.fill(0);
        self
    }

    /// The same, and where columns are left out, this option is named as a way to have them: `--columns`.
    #[must_use]
    pub fn with_remedy(mut self, option: &'static str) -> Self {
        self.remedy = option;
        self
    }

    /// Adds a cell to the open row. Beyond the last column there is none. Any bytes will do: they are escaped.
    pub fn cell(&mut self, style: Style, text: &[u8]) {
        self.store.push(&self.columns, style, Kind::Text, text);
    }

    /// Adds a cell whose text is written piece by piece. Any bytes will do: they are escaped.
    pub fn cell_with(&mut self, style: Style, write: impl FnOnce(&mut Vec<u8>)) {
        self.scratch.clear();
        write(&mut self.scratch);
        self.store.push(&self.columns, style, Kind::Text, &self.scratch);
    }

    /// Adds a cell with a value. What is absent or unknown is muted, whatever the style.
    pub fn value(&mut self, style: Style, value: &Value<'_>, clock: &Clock) {
        self.scratch.clear();
        value::text::push(&mut self.scratch, value, clock);
        let (style, kind) = match value {
            Value::Absent => (Style::Muted, Kind::Nothing),
            Value::Unknown(_) | Value::Nobody(_) => (Style::Muted, Kind::Text),
            _ => (style, Kind::Text),
        };
        self.store.push(&self.columns, style, kind, &self.scratch);
    }

    /// Ends the row; cells that it lacks are empty. A full batch is printed.
    ///
    /// # Errors
    /// Those of writing.
    pub fn end_row(&mut self) -> io::Result<()> {
        self.store.end_row();
        self.print_if_full()
    }

    /// Adds a line that belongs to no column, such as the name of a group of rows. Ends an open row.
    ///
    /// # Errors
    /// Those of writing.
    pub fn line(&mut self, style: Style, text: &[u8]) -> io::Result<()> {
        if self.store.is_open() {
            self.end_row()?;
        }
        self.store.push_line(style, text);
        self.print_if_full()
    }

    /// Prints the rows so far, for rows that come over time. An open row stays open.
    ///
    /// # Errors
    /// Those of writing.
    pub fn print_so_far(&mut self) -> io::Result<()> {
        if !self.store.is_open() {
            self.print()?;
        }
        self.out.flush()
    }

    /// Prints what is left, and which columns were left out, and gives the writer back. Without rows, nothing is printed but
    /// lines.
    ///
    /// # Errors
    /// Those of writing.
    pub fn finish(mut self) -> io::Result<W> {
        if self.store.is_open() {
            self.store.end_row();
        }
        self.print()?;
        self.page.note(&self.left_out());
        self.page.write_out(&mut self.out)?;
        Ok(self.out)
    }

    fn print_if_full(&mut self) -> io::Result<()> {
        if self.store.size() >= BATCH { self.print() } else { Ok(()) }
    }

    fn print(&mut self) -> io::Result<()> {
        let Self { columns, titles, store, plan, room, .. } = self;
        let is_first = plan.is_none() && store.cells.iter().any(|cell| cell.kind != Kind::Line);
        if let Some(plan) = plan {
            plan.grow(columns, &store.extents, titles, *room);
        } else if is_first {
            *plan = Some(Plan::make(columns, &store.extents, titles, *room));
        }
        let headings = is_first && self.has_headings;
        self.page.print(&self.columns, self.plan.as_ref(), &self.store, headings, &mut self.out)?;
        self.store.clear();
        Ok(())
    }

    /// Says which columns with anything in them found no room; empty if all did.
    fn left_out(&self) -> String {
        let Some(plan) = &self.plan else { return String::new() };
        let is_missing = |place: &usize| self.store.extents[*place].is_filled && !plan.shows(*place);
        let missing: Vec<&str> =
            (0..self.columns.len()).filter(is_missing).map(|place| self.columns[place].name).collect();
        let remedy = if self.remedy.is_empty() { String::new() } else { format!(", or {}", self.remedy) };
        match missing.len() {
            0 => String::new(),
            1 => format!("{} 1 column left out: {} (wider terminal{remedy})", cut::MARK, missing[0]),
            count => format!("{} {count} columns left out: {} (wider terminal{remedy})", cut::MARK, missing.join(", ")),
        }
    }
}
