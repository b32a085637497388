//! `sockeye count`: how many sockets there are of each kind, whatever makes the kind: what `netstat -nat | awk '{print $6}' | sort |
//! uniq -c | sort -n` and its relatives do, in one word.

mod counting;
mod options;
#[cfg(test)]
mod tests;

use super::columns::packed::{self, Said};
use super::columns::{Field, Manner, Row, fields_of, schema};
use super::gather::{Host, Question, Wants, gather, writing};
use super::shared::{Format, screen, standard_output};
use crate::failure::Failure;
use crate::host::place;
use crate::manual::{self, Entry, Page};
use crate::message;
use counting::{Counting, Counts};
use options::{Args, OPTIONS, Sort};
use render::csv::Csv;
use render::grid::{Align, Column, Grid, Screen};
use render::json;
use render::style::Style;
use render::time::Clock;
use render::value::Value;
use render::value::plain::{self, Untrusted};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[OPTIONS] [FILTER]"], options: Entry::of_table(OPTIONS), text: include_str!("manual.txt") }
}

/// Runs `count` with the words after its name.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let args = Args::read(arguments)?;
    if args.help {
        return manual::show_short("count");
    }
    if args.shows_schema {
        return Ok(manual::show(&schema::View::Count.schema()));
    }
    if let Some(namespace) = &args.namespace {
        place::enter("count", namespace)?;
    }
    let output = standard_output()?;
    let screen = screen(&output, args.color);
    let mut host = Host::new();
    let wants = args.by.iter().fold(Wants::default(), |wants, column| wants.and(column.wants));
    let question = Question { words: args.words.clone(), places: args.places, wants };
    let manner = Manner::new(args.numeric);
    let writer = Writer { args: &args, fields: fields_of(&args.by), screen, clock: Clock::local() };
    let label = |row: &Row<'_>| writer.label(row);
    let mut counting = Counting::new(&args.by, &manner, &label);
    let gaps = gather(&question, &mut host, &mut counting)?;
    match writer.write(&counting.finish(), &host, &output) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(writing(&error)),
        _ => {}
    }
    gaps.iter().for_each(|gap| message::say("sockeye count", gap));
    Ok(ExitCode::SUCCESS)
}

/// Writes counts in the format that was asked for.
struct Writer<'a> {
    args: &'a Args,
    fields: Vec<Field>,
    screen: Screen,
    clock: Clock,
}

impl Writer<'_> {
    /// What is written of sockets that are alike, from one of them.
    fn label(&self, row: &Row<'_>) -> Vec<u8> {
        let mut label = Vec::new();
        match self.args.format {
            Format::Table => packed::push_row(&mut label, &self.args.by, row, &self.clock),
            Format::Json | Format::Ndjson => {
                let values: Vec<_> = self.fields.iter().map(|field| (field.name, field.told(row))).collect();
                json::push_object(&mut label, &values);
            }
            Format::Csv => {
                for field in &self.fields {
                    let value = field.told(row);
                    packed::push(&mut label, Style::Plain, Said::Text, |out| {
                        plain::push(out, &value, self.untrusted())
                    });
                }
            }
        }
        label
    }

    fn untrusted(&self) -> Untrusted {
        if self.screen.width.is_some() { Untrusted::Escaped } else { Untrusted::AsIs }
    }

    fn write(&self, counts: &Counts, host: &Host, out: &File) -> io::Result<()> {
        if self.args.distinct {
            return self.distinct(counts, host, out);
        }
        match self.args.format {
            Format::Table => self.table(counts, out),
            Format::Json => self.document(counts, host, out),
            Format::Ndjson => self.lines(counts, out),
            Format::Csv => self.separated(counts, out),
        }
    }

    fn distinct(&self, counts: &Counts, host: &Host, mut out: &File) -> io::Result<()> {
        let number = counts.distinct() as u64;
        let mut text = Vec::new();
        match self.args.format {
            Format::Json | Format::Ndjson => {
                json::push_object(&mut text, &self.facts(counts, host));
            }
            Format::Csv if !self.args.no_header => write!(text, "distinct\n{number}")?,
            Format::Table | Format::Csv => write!(text, "{number}")?,
        }
        text.push(b'\n');
        out.write_all(&text)
    }

    /// What is true of all counts.
    fn facts(&self, counts: &Counts, host: &Host) -> [(&'static str, Value<'static>); 4] {
        [
            ("schema", Value::Word(schema::View::Count.name())),
            ("time", Value::Moment(host.now())),
            ("total", Value::Number(counts.total())),
            ("distinct", Value::Number(counts.distinct() as u64)),
        ]
    }

    fn sorted<'c>(&self, counts: &'c Counts) -> Vec<counting::Counted<'c>> {
        counts.sorted(self.args.sort == Sort::Key, self.args.top.unwrap_or(usize::MAX))
    }

    fn table(&self, counts: &Counts, out: &File) -> io::Result<()> {
        let count = Column::new("count", "COUNT").align(Align::Right).essential();
        // What is counted is what was asked for.
        let by = self.args.by.iter().map(|column| column.shape_on(self.screen, Column::ESSENTIAL));
        let grid = Grid::new(by.chain([count]).collect(), self.screen, out);
        let mut grid = if self.args.no_header { grid.without_headings() } else { grid };
        let sorted = self.sorted(counts);
        let left_out = counts.kinds() - sorted.len();
        for counted in sorted {
            packed::put(&mut grid, counted.label, None, &self.clock);
            grid.value(Style::Plain, &Value::Number(counted.count), &self.clock);
            grid.end_row()?;
        }
        if left_out > 0 {
            grid.line(Style::Muted, format!("… {left_out} more (--top)").as_bytes())?;
        }
        if !self.args.no_header {
            grid.cell(Style::Title, b"total");
            (1..self.args.by.len()).for_each(|_| grid.cell(Style::Plain, b""));
            grid.value(Style::Title, &Value::Number(counts.total()), &self.clock);
            grid.end_row()?;
        }
        grid.finish()?.flush()
    }

    fn document(&self, counts: &Counts, host: &Host, out: &File) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        let mut head = Vec::new();
        json::push_object(&mut head, &self.facts(counts, host));
        // The counts are its last member.
        head.pop();
        out.write_all(&head)?;
        out.write_all(b",\"counts\":[")?;
        for (place, counted) in self.sorted(counts).iter().enumerate() {
            out.write_all(if place > 0 { b",\n{" } else { b"\n{" })?;
            write_members(&mut out, counted)?;
        }
        out.write_all(b"\n]}\n")?;
        out.flush()
    }

    fn lines(&self, counts: &Counts, out: &File) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        for counted in self.sorted(counts) {
            write!(out, "{{\"schema\":\"{}\",", schema::View::Count.name())?;
            write_members(&mut out, &counted)?;
            out.write_all(b"\n")?;
        }
        out.flush()
    }

    fn separated(&self, counts: &Counts, out: &File) -> io::Result<()> {
        let mut csv = Csv::new(Untrusted::AsIs, out);
        if !self.args.no_header {
            csv.headings(self.fields.iter().map(|field| field.name).chain(["count"]))?;
        }
        for counted in self.sorted(counts) {
            let key = packed::cells(counted.label).map(|(_, _, text)| Value::Text(text.into()));
            let row: Vec<_> = key.chain([Value::Number(counted.count)]).collect();
            csv.row(&row)?;
        }
        csv.finish()?.flush()
    }
}

/// The members of an object for one kind: its label, an object without its braces, and its count.
fn write_members(out: &mut impl Write, counted: &counting::Counted<'_>) -> io::Result<()> {
    let label = counted.label.strip_prefix(b"{").and_then(|label| label.strip_suffix(b"}")).unwrap_or_default();
    out.write_all(label)?;
    let comma = if label.is_empty() { "" } else { "," };
    write!(out, "{comma}\"count\":{}}}", counted.count)
}
