//! How a listing is written: a row is packed when its socket is seen, and written then or when the rows are in order.

use super::template::Template;
use crate::commands::columns::packed::{self, Said};
use crate::commands::columns::{Column, Field, Row, fields_of};
use render::csv::Csv;
use render::grid::{self, Grid, Screen};
use render::json;
use render::style::Style;
use render::time::Clock;
use render::value::Value;
use render::value::plain::{self, Untrusted};
use std::io::{self, BufWriter, Write};

/// What became of a socket since the listing before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing, or there was no listing before.
    None,
    /// It was not there.
    New,
    /// Something that is shown is no longer as it was.
    Changed,
    /// It is no longer there.
    Gone,
}

impl Mark {
    fn sign(self) -> &'static str {
        match self {
            Self::None => "",
            Self::New => "+",
            Self::Changed => "~",
            Self::Gone => "-",
        }
    }

    fn style(self) -> Style {
        match self {
            Self::None => Style::Plain,
            Self::New => Style::New,
            Self::Changed => Style::Changed,
            Self::Gone => Style::Gone,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::None => "listed",
            Self::New => "new",
            Self::Changed => "changed",
            Self::Gone => "gone",
        }
    }
}

/// A format, and where it goes.
pub(super) trait Output {
    /// Appends what is to be written of a row.
    fn pack(&self, row: &Row<'_>, packed: &mut Vec<u8>);

    /// Writes a row that was packed.
    fn write(&mut self, packed: &[u8], mark: Mark) -> io::Result<()>;

    /// A group begins.
    fn heading(&mut self, _text: &[u8]) -> io::Result<()> {
        Ok(())
    }

    /// Ends it; so many rows were left out.
    fn finish(self: Box<Self>, left_out: u64) -> io::Result<()>;
}

/// So many columns may be asked for without their rows becoming a heap of lines.
const FEW: usize = 6;

/// Aligned columns for people.
pub(super) struct Table<'a, W: Write> {
    columns: &'a [&'static Column],
    clock: &'a Clock,
    has_marks: bool,
    has_heading: bool,
    grid: Grid<W>,
}

impl<'a, W: Write> Table<'a, W> {
    pub(super) fn new(
        columns: &'a [&'static Column],
        asked_for: &[&str],
        clock: &'a Clock,
        screen: Screen,
        headings: bool,
        has_marks: bool,
        out: W,
    ) -> Self {
        let marks = has_marks.then(|| grid::Column::new("change", "").essential());
        // What was named matters more than what comes unasked. Few columns are never left out: rows are folded instead.
        let named = grid::Column::ESSENTIAL - u8::from(asked_for.len() > FEW);
        let importance = |column: &&'static Column| if asked_for.contains(&column.name) { named } else { 0 };
        let shape = |column: &&'static Column| column.shape_on(screen, importance(column));
        let shapes = marks.into_iter().chain(columns.iter().map(shape)).collect();
        let grid = Grid::new(shapes, screen, out).with_remedy("--columns");
        let grid = if headings { grid } else { grid.without_headings() };
        Self { columns, clock, has_marks, has_heading: false, grid }
    }
}

impl<W: Write> Output for Table<'_, W> {
    fn pack(&self, row: &Row<'_>, packed: &mut Vec<u8>) {
        packed::push_row(packed, self.columns, row, self.clock);
    }

    fn write(&mut self, packed: &[u8], mark: Mark) -> io::Result<()> {
        if self.has_marks {
            self.grid.cell(mark.style(), mark.sign().as_bytes());
        }
        let style = (mark != Mark::None).then(|| mark.style());
        packed::put(&mut self.grid, packed, style, self.clock);
        self.grid.end_row()
    }

    fn heading(&mut self, text: &[u8]) -> io::Result<()> {
        if std::mem::replace(&mut self.has_heading, true) {
            self.grid.line(Style::Plain, b"")?;
        }
        self.grid.line(Style::Title, text)
    }

    fn finish(mut self: Box<Self>, left_out: u64) -> io::Result<()> {
        if left_out > 0 {
            self.grid.line(Style::Muted, format!("… {left_out} more (--limit)").as_bytes())?;
        }
        self.grid.finish()?.flush()
    }
}

/// JSON: one document, or one line for each socket.
pub(super) struct Objects<W: Write> {
    fields: Vec<Field>,
    frame: Frame,
    out: BufWriter<W>,
}

/// What stands around and between the objects.
pub(super) enum Frame {
    /// A document, which begins with these octets; whether it is still empty.
    Document { is_empty: bool },
    /// Lines, each of which begins so.
    Lines { start: Vec<u8>, has_marks: bool },
}

impl<W: Write> Objects<W> {
    /// One document, with what is true of all of its rows.
    pub(super) fn document(
        columns: &[&'static Column],
        facts: &[(&'static str, Value<'_>)],
        out: W,
    ) -> io::Result<Self> {
        let mut out = BufWriter::new(out);
        let mut head = Vec::new();
        json::push_object(&mut head, facts);
        // The sockets are its last member.
        head.pop();
        out.write_all(&head)?;
        out.write_all(b",\"sockets\":[")?;
        Ok(Self { fields: fields_of(columns), frame: Frame::Document { is_empty: true }, out })
    }

    /// One line each, each with these facts in front.
    pub(super) fn lines(
        columns: &[&'static Column],
        facts: &[(&'static str, Value<'_>)],
        has_marks: bool,
        out: W,
    ) -> Self {
        let mut start = Vec::new();
        json::push_object(&mut start, facts);
        start.pop();
        Self { fields: fields_of(columns), frame: Frame::Lines { start, has_marks }, out: BufWriter::new(out) }
    }
}

impl<W: Write> Output for Objects<W> {
    fn pack(&self, row: &Row<'_>, packed: &mut Vec<u8>) {
        let values: Vec<_> = self.fields.iter().map(|field| (field.name, field.told(row))).collect();
        json::push_object(packed, &values);
    }

    fn write(&mut self, packed: &[u8], mark: Mark) -> io::Result<()> {
        match &mut self.frame {
            Frame::Document { is_empty } => {
                self.out.write_all(if *is_empty { b"\n" } else { b",\n" })?;
                *is_empty = false;
                self.out.write_all(packed)
            }
            Frame::Lines { start, has_marks } => {
                self.out.write_all(start)?;
                if *has_marks {
                    write!(self.out, ",\"change\":\"{}\"", mark.word())?;
                }
                // Without its brace; an object without members has nothing to be parted from.
                let members = packed.get(1..).unwrap_or_default();
                self.out.write_all(if members == b"}" { b"" } else { b"," })?;
                self.out.write_all(members)?;
                self.out.write_all(b"\n")
            }
        }
    }

    fn finish(mut self: Box<Self>, left_out: u64) -> io::Result<()> {
        if let Frame::Document { is_empty } = self.frame {
            self.out.write_all(if is_empty { b"]" } else { b"\n]" })?;
            if left_out > 0 {
                write!(self.out, ",\"left_out\":{left_out}")?;
            }
            self.out.write_all(b"}\n")?;
        }
        self.out.flush()
    }
}

/// Comma-separated values; headings are the names that JSON has.
pub(super) struct Separated<W: Write> {
    fields: Vec<Field>,
    untrusted: Untrusted,
    csv: Csv<W>,
}

impl<W: Write> Separated<W> {
    pub(super) fn new(columns: &[&'static Column], untrusted: Untrusted, headings: bool, out: W) -> io::Result<Self> {
        let fields = fields_of(columns);
        let mut csv = Csv::new(untrusted, out);
        if headings {
            csv.headings(fields.iter().map(|field| field.name))?;
        }
        Ok(Self { fields, untrusted, csv })
    }
}

impl<W: Write> Output for Separated<W> {
    fn pack(&self, row: &Row<'_>, packed: &mut Vec<u8>) {
        for field in &self.fields {
            let value = field.told(row);
            packed::push(packed, Style::Plain, Said::Text, |out| plain::push(out, &value, self.untrusted));
        }
    }

    fn write(&mut self, packed: &[u8], _: Mark) -> io::Result<()> {
        let values: Vec<_> = packed::cells(packed).map(|(_, _, text)| Value::Text(text.into())).collect();
        self.csv.row(&values)
    }

    fn finish(self: Box<Self>, _: u64) -> io::Result<()> {
        self.csv.finish()?.flush()
    }
}

/// What a template makes of each socket.
pub(super) struct Lines<'a, W: Write> {
    template: &'a Template,
    untrusted: Untrusted,
    out: BufWriter<W>,
}

impl<'a, W: Write> Lines<'a, W> {
    pub(super) fn new(template: &'a Template, untrusted: Untrusted, out: W) -> Self {
        Self { template, untrusted, out: BufWriter::new(out) }
    }
}

impl<W: Write> Output for Lines<'_, W> {
    fn pack(&self, row: &Row<'_>, packed: &mut Vec<u8>) {
        self.template.push(packed, row, self.untrusted);
    }

    fn write(&mut self, packed: &[u8], _: Mark) -> io::Result<()> {
        self.out.write_all(packed)?;
        self.out.write_all(b"\n")
    }

    fn finish(mut self: Box<Self>, _: u64) -> io::Result<()> {
        self.out.flush()
    }
}
