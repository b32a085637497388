//! The rows of a batch, before they are printed: all texts one behind the other, so that a cell costs no allocation.

use super::cut::{MARK, width};
use super::{Align, Column};
use crate::escape::escape;
use crate::style::Style;

/// A cell's longest text before it is escaped, in octets: more than a command line can have.
const LONGEST: usize = 1 << 24;

/// A cell, whose text stands in the store's text behind those of the cells before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// Length in octets.
    pub(super) length: u32,
    /// What it takes of a screen, in columns.
    pub(super) width: u32,
    /// Of that, what stands behind the last colon of `address:port`; zero for what has no port. Port and service are ASCII, so
    /// octets and columns are the same.
    pub(super) port: u8,
    pub(super) style: Style,
    pub(super) kind: Kind,
}

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text in its column.
    Text,
    /// The sign for nothing in its column.
    Nothing,
    /// A line that belongs to no column, in place of a row.
    Line,
}

/// How wide the cells of a column are, in columns of the screen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extent {
    /// The widest that has no port.
    pub(super) whole: usize,
    /// The widest address, with its colon.
    pub(super) head: usize,
    /// The widest port.
    pub(super) port: usize,
    /// Whether any cell says something.
    pub(super) is_filled: bool,
}

/// Cells of whole rows, and the open row behind them.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) text: String,
    pub(super) cells: Vec<Cell>,
    /// Of each column, over all batches.
    pub(super) extents: Vec<Extent>,
    /// Wider cells do not widen their column.
    widest: usize,
    /// Cells of the open row.
    open: usize,
}

impl Store {
    pub(super) fn new(columns: usize, widest: usize) -> Self {
        Self { text: String::new(), cells: Vec::new(), extents: vec![Extent::default(); columns], widest, open: 0 }
    }

    /// Adds a cell to the open row. Beyond the last column there is none.
    pub(super) fn push(&mut self, columns: &[Column], style: Style, kind: Kind, text: &[u8]) {
        let Some(column) = columns.get(self.open) else { return };
        let mut cell = self.append(style, kind, text);
        if column.align == Align::AtPort {
            cell.port = port(&self.text[self.text.len() - cell.length as usize..]);
        }
        let (width, port) = (cell.width as usize, usize::from(cell.port));
        let extent = &mut self.extents[self.open];
        extent.is_filled |= kind == Kind::Text && cell.length > 0;
        if width <= self.widest {
            if port > 0 {
                extent.head = extent.head.max(width - port);
                extent.port = extent.port.max(port);
            } else {
                extent.whole = extent.whole.max(width);
            }
        }
        self.cells.push(cell);
        self.open += 1;
    }

    /// Ends the open row; what it lacks is empty.
    pub(super) fn end_row(&mut self) {
        let missing = self.extents.len() - self.open;
        let empty = Cell { length: 0, width: 0, port: 0, style: Style::Plain, kind: Kind::Nothing };
        self.cells.extend(std::iter::repeat_n(empty, missing));
        self.open = 0;
    }

    /// Adds a line in place of a row.
    pub(super) fn push_line(&mut self, style: Style, text: &[u8]) {
        let line = self.append(style, Kind::Line, text);
        self.cells.push(line);
    }

    /// Whether the row has cells and has not ended.
    pub(super) fn is_open(&self) -> bool {
        self.open > 0
    }

    /// What the batch takes, in octets.
    pub(super) fn size(&self) -> usize {
        self.text.len() + self.cells.len() * size_of::<Cell>()
    }

    /// Forgets the rows, not how wide they were.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
    }

    fn append(&mut self, style: Style, kind: Kind, text: &[u8]) -> Cell {
        let start = self.text.len();
        let escaped = escape(&text[..text.len().min(LONGEST)]);
        self.text.push_str(&String::from_utf8_lossy(&escaped));
        if text.len() > LONGEST {
            self.text.push_str(MARK);
        }
        let shown = &self.text[start..];
        // An octet is at most four when it is escaped: far below 4 GiB.
        Cell { length: shown.len() as u32, width: width(shown) as u32, port: 0, style, kind }
    }
}

/// What stands behind the last colon of `address:port`, in columns: zero for a text that is none, such as a path.
fn port(text: &str) -> u8 {
    let Some((address, port)) = text.rsplit_once(':') else { return 0 };
    let is_port =
        !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'-' | b'_'));
    let is_path = address.starts_with(['/', '@']);
    if is_port && !is_path && !address.is_empty() { u8::try_from(port.len()).unwrap_or(0) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_told_from_other_ends() {
        for (text, expected) in [
            ("127.0.0.1:22", 2),
            ("[::1]:https", 5),
            ("*:*", 1),
            ("127.0.0.1", 0),
            (":22", 0),
            ("host:", 0),
            ("/tmp/a:1", 0),
            ("@/tmp/.X11-unix:0", 0),
            ("a:b c", 0),
        ] {
            assert_eq!(port(text), expected, "{text}");
        }
    }
}
