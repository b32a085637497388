//! From the cells of a batch to lines.

use super::cut::{MARK, fit, width};
use super::plan::{GAP, Line, Plan, Slot};
use super::store::{Cell, Kind, Store};
use super::{Align, Column, Cut};
use crate::style::{Colours, Style};
use std::io::{self, Write};

/// What is written at once, in octets.
const PAGE: usize = 64 * 1024;

/// Output in the making.
#[derive(Debug)]
pub(super) struct Page {
    colours: Colours,
    /// Columns of the screen; `None`: nothing is cut.
    room: Option<usize>,
    bytes: Vec<u8>,
    /// Blanks that are written as soon as a text follows on their line: no line ends with any.
    blanks: usize,
}

/// What stands in a column of a line.
struct Piece<'a> {
    text: &'a str,
    width: usize,
    /// Of that, the port.
    port: usize,
    style: Style,
}

impl Page {
    pub(super) fn new(colours: Colours, room: Option<usize>) -> Self {
        Self { colours, room, bytes: Vec::new(), blanks: 0 }
    }

    /// Prints a batch; `headings` go before its first row.
    pub(super) fn print(
        &mut self,
        columns: &[Column],
        plan: Option<&Plan>,
        store: &Store,
        mut headings: bool,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let mut cells = store.cells.as_slice();
        let mut text = store.text.as_str();
        let mut pieces = Vec::with_capacity(columns.len());
        while let Some(first) = cells.first() {
            let count = if first.kind == Kind::Line { 1 } else { columns.len() };
            let (row, rest) = cells.split_at(count.clamp(1, cells.len()));
            cells = rest;
            if first.kind == Kind::Line {
                let piece = piece(first, &mut text);
                self.put(&piece, self.room.unwrap_or(piece.width), Cut::End);
                self.end_line();
            } else if let Some(plan) = plan {
                if headings {
                    self.headings(columns, plan);
                    headings = false;
                }
                pieces.clear();
                pieces.extend(row.iter().map(|cell| piece(cell, &mut text)));
                self.row(columns, plan, &pieces);
            }
            if self.bytes.len() >= PAGE {
                self.write_out(out)?;
            }
        }
        self.write_out(out)
    }

    /// Adds a hint, broken between words where the screen is narrow; nothing if it is empty.
    pub(super) fn note(&mut self, text: &str) {
        let room = self.room.unwrap_or(usize::MAX);
        let mut taken = 0;
        for word in text.split_inclusive(' ') {
            let needed = width(word.trim_end());
            if taken > 0 && taken + needed > room {
                self.end_line();
                taken = 0;
            }
            let piece = Piece { text: word.trim_end(), width: needed, port: 0, style: Style::Muted };
            self.put(&piece, room, Cut::End);
            self.blanks += 1;
            taken += needed + 1;
        }
        if taken > 0 {
            self.end_line();
        }
    }

    pub(super) fn write_out(&mut self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }

    fn headings(&mut self, columns: &[Column], plan: &Plan) {
        let titles: Vec<Piece<'_>> = columns
            .iter()
            .map(|column| Piece { text: column.title, width: width(column.title), port: 0, style: Style::Muted })
            .collect();
        self.row(columns, plan, &titles);
    }

    fn row(&mut self, columns: &[Column], plan: &Plan, row: &[Piece<'_>]) {
        let is_empty =
            |line: &Line| line.slots.iter().all(|slot| row.get(slot.column).is_none_or(|piece| piece.text.is_empty()));
        for (place, line) in plan.lines.iter().enumerate() {
            if place > 0 && is_empty(line) {
                continue;
            }
            self.blanks = line.indent;
            for (place, slot) in line.slots.iter().enumerate() {
                let (Some(column), Some(piece)) = (columns.get(slot.column), row.get(slot.column)) else { continue };
                self.blanks += if place > 0 { GAP } else { 0 };
                self.slot(column, slot, piece);
            }
            self.end_line();
        }
    }

    /// A cell in its column, with the blanks around it.
    fn slot(&mut self, column: &Column, slot: &Slot, piece: &Piece<'_>) {
        match column.align {
            Align::Left => {
                let taken = self.put(piece, slot.width, column.cut);
                self.blanks += slot.width.saturating_sub(taken);
            }
            Align::Right => {
                self.blanks += slot.width.saturating_sub(piece.width);
                self.put(piece, slot.width, column.cut);
            }
            Align::AtPort => self.at_port(slot, piece),
        }
    }

    fn at_port(&mut self, slot: &Slot, piece: &Piece<'_>) {
        let before = slot.width.saturating_sub(slot.port);
        let head = piece.width - piece.port;
        // Where the screen is too narrow for both the longest address and the longest port, a row that has not both needs no cut.
        let stands_in = if piece.port > 0 && piece.port <= slot.port { before.saturating_sub(head) } else { 0 };
        self.blanks += stands_in;
        let room = slot.width - stands_in;
        if piece.width <= room || piece.port + 3 > room {
            let taken = self.put(piece, room, Cut::Middle);
            self.blanks += room.saturating_sub(taken);
            return;
        }
        // The port is what people look for.
        let (address, port) = piece.text.split_at(piece.text.len() - piece.port);
        let address = Piece { text: address, width: head, port: 0, style: piece.style };
        let port = Piece { text: port, width: piece.port, port: 0, style: piece.style };
        let taken = self.put(&address, room - piece.port, Cut::Middle);
        self.put(&port, piece.port, Cut::End);
        self.blanks += room.saturating_sub(taken + piece.port);
    }

    /// The text, cut to so many columns of the screen. Returns how many it takes.
    fn put(&mut self, piece: &Piece<'_>, room: usize, cut: Cut) -> usize {
        if piece.text.is_empty() {
            return 0;
        }
        self.bytes.resize(self.bytes.len() + self.blanks, b' ');
        self.blanks = 0;
        self.colours.begin(&mut self.bytes, piece.style);
        let taken = if piece.width <= room || self.room.is_none() {
            self.bytes.extend_from_slice(piece.text.as_bytes());
            piece.width
        } else {
            let kept = fit(piece.text, room, cut);
            self.bytes.extend_from_slice(kept.front.as_bytes());
            if kept.is_cut {
                self.bytes.extend_from_slice(MARK.as_bytes());
            }
            self.bytes.extend_from_slice(kept.back.as_bytes());
            kept.width
        };
        self.colours.end(&mut self.bytes, piece.style);
        taken
    }

    fn end_line(&mut self) {
        self.blanks = 0;
        self.bytes.push(b'\n');
    }
}

/// Takes a cell's text off the front of the batch's.
fn piece<'a>(cell: &Cell, text: &mut &'a str) -> Piece<'a> {
    let (own, rest) = text.split_at(cell.length as usize);
    *text = rest;
    Piece { text: own, width: cell.width as usize, port: usize::from(cell.port), style: cell.style }
}
