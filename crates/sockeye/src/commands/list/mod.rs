//! `sockeye list`: sockets, one a row, in the columns, the order and the format that are asked for; once, or again and again with what
//! changed.
//!
//! Rows are written as the kernel tells of sockets, unless they must be sorted, grouped or compared; then they are kept packed. Nothing
//! found is no failure: as with ss, the exit status says whether the listing could be made.

mod changes;
mod kept;
mod listing;
mod options;
mod order;
mod output;
mod template;
#[cfg(test)]
mod tests;

pub(crate) use options::{FORMATS, USUAL};

use super::columns::{Column, Manner, schema};
use super::gather::{Host, Question, Subject, SubjectSink, Wants, gather, writing};
use super::shared::{Format, screen, standard_output};
use crate::failure::Failure;
use crate::host::place;
use crate::manual::{self, Entry, Page};
use crate::message;
use listing::{Listing, Terms, Turnover};
use measure::changes::Changes;
use model::{Gap, SocketFamily};
use names::Hosts;
use options::{Args, OPTIONS};
use order::Order;
use output::{Lines, Objects, Output, Separated, Table};
use render::grid::Screen;
use render::time::Clock;
use render::value::Value;
use render::value::plain::Untrusted;
use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::net::IpAddr;
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime};
use template::Template;

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[OPTIONS] [FILTER]"], options: Entry::of_table(OPTIONS), text: include_str!("manual.txt") }
}

/// Runs `list` with the words after its name.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let args = Args::read(arguments)?;
    if args.help {
        return manual::show_short("list");
    }
    if args.shows_schema {
        return Ok(manual::show(&schema::View::List.schema()));
    }
    if args.lists_columns {
        return manual::show_long("columns");
    }
    let template = args.template.as_deref().map(Template::read).transpose()?;
    if let Some(namespace) = &args.namespace {
        place::enter("list", namespace)?;
    }
    let output = standard_output()?;
    let mut view = View {
        screen: screen(&output, args.color),
        output,
        columns: template.as_ref().map_or_else(|| args.columns.clone(), Template::columns),
        template,
        order: Order { group_by: args.group_by.clone(), sort: args.sort.clone() },
        manner: Manner::new(args.numeric),
        said: HashSet::new(),
        args,
    };
    let mut host = Host::new();
    match view.args.every {
        None => view.once(&mut host),
        Some(interval) => view.again_and_again(&mut host, interval),
    }?;
    Ok(ExitCode::SUCCESS)
}

/// A listing, as it was asked for.
struct View {
    args: Args,
    columns: Vec<&'static Column>,
    template: Option<Template>,
    order: Order,
    manner: Manner,
    output: File,
    screen: Screen,
    /// What could not be seen and was told.
    said: HashSet<String>,
}

impl View {
    fn question(&self) -> Question {
        let ordered = self.order.sort.iter().map(|(column, _)| *column).chain(self.order.group_by.iter().copied());
        let columns = self.columns.iter().copied().chain(ordered);
        let wants = columns.fold(Wants::default(), |wants, column| wants.and(column.wants));
        Question { words: self.args.words.clone(), places: self.args.places, wants }
    }

    fn terms<'a>(&'a self, clock: &'a Clock) -> Terms<'a> {
        Terms {
            manner: &self.manner,
            columns: &self.columns,
            order: &self.order,
            limit: self.args.limit.unwrap_or(u64::MAX),
            clock,
        }
    }

    fn once(&mut self, host: &mut Host) -> Result<(), Failure> {
        let question = self.question();
        self.resolve(&question, host)?;
        let clock = Clock::local();
        let mut output = self.writer(&clock, host, false).map_err(|error| writing(&error))?;
        let terms = self.terms(&clock);
        let mut listing = Listing::new(&terms, &mut *output, false);
        let gaps = match gather(&question, host, &mut listing) {
            Ok(gaps) => gaps,
            Err(_) if listing.is_closed => return Ok(()),
            Err(failure) => return Err(failure),
        };
        let written = listing.write_kept();
        let written = written.and_then(|left_out| output.finish(left_out));
        still_read(written)?;
        self.say(&gaps);
        Ok(())
    }

    fn again_and_again(&mut self, host: &mut Host, interval: Duration) -> Result<(), Failure> {
        let question = self.question();
        let mut changes = Changes::new();
        let mut next = Instant::now();
        for round in 0..self.args.times.unwrap_or(u64::MAX) {
            if round > 0 {
                std::thread::sleep(next.saturating_duration_since(Instant::now()));
                host.begin_round();
            }
            // Rounds that took longer than the time between them are not made up for.
            next = (next + interval).max(Instant::now());
            self.resolve(&question, host)?;
            let clock = Clock::local();
            let is_table = self.args.format == Format::Table;
            let terms = self.terms(&clock);
            let mut collector = self.writer(&clock, host, true).map_err(|error| writing(&error))?;
            let mut listing = Listing::new(&terms, &mut *collector, true);
            let gaps = gather(&question, host, &mut listing)?;
            let (marks, turnover) = listing.marks(&mut changes);
            let heading = (is_table).then(|| heading(&clock, host.now(), round, turnover));
            let only_marked = !is_table && !changes.is_first();
            let written = heading
                .map_or(Ok(()), |heading| listing.heading(&heading))
                .and_then(|()| listing.write_marked(&marks, &changes, only_marked))
                .and_then(|left_out| collector.finish(left_out));
            if !still_read(written)? {
                return Ok(());
            }
            changes.end();
            self.say(&gaps);
        }
        Ok(())
    }

    /// What writes a listing in the format that was asked for.
    fn writer<'a>(&'a self, clock: &'a Clock, host: &Host, has_marks: bool) -> io::Result<Box<dyn Output + 'a>> {
        let out = &self.output;
        let is_terminal = self.screen.width.is_some();
        let untrusted = if is_terminal { Untrusted::Escaped } else { Untrusted::AsIs };
        let headings = !self.args.no_header;
        if let Some(template) = &self.template {
            return Ok(Box::new(Lines::new(template, untrusted, out)));
        }
        let time = ("time", Value::Moment(host.now()));
        let schema = ("schema", Value::Word(schema::View::List.name()));
        Ok(match self.args.format {
            Format::Table => {
                Box::new(Table::new(&self.columns, &self.args.asked_for, clock, self.screen, headings, has_marks, out))
            }
            Format::Json => Box::new(Objects::document(&self.columns, &[schema, time], out)?),
            Format::Ndjson => {
                let facts = if has_marks { vec![schema, time] } else { vec![schema] };
                Box::new(Objects::lines(&self.columns, &facts, has_marks, out))
            }
            Format::Csv => Box::new(Separated::new(&self.columns, untrusted, headings, out)?),
        })
    }

    /// Looks up the names of the hosts that will be shown, if they were asked for.
    fn resolve(&mut self, question: &Question, host: &mut Host) -> Result<(), Failure> {
        if !self.args.resolve {
            return Ok(());
        }
        let mut addresses = Addresses::default();
        // What could not be seen is told by the listing itself.
        gather(
            &Question { words: question.words.clone(), places: question.places, wants: Wants::default() },
            host,
            &mut addresses,
        )?;
        let hosts = self.manner.hosts.get_or_insert_with(Hosts::new);
        hosts.resolve_only(addresses.0);
        let gap = hosts.gap();
        self.say(gap.as_slice());
        Ok(())
    }

    /// Says what could not be seen, each once.
    fn say(&mut self, gaps: &[Gap]) {
        for gap in gaps {
            if self.said.insert(gap.to_string()) {
                message::say("sockeye list", gap);
            }
        }
    }
}

/// The line above a listing that is one of several.
fn heading(clock: &Clock, now: SystemTime, round: u64, turnover: Turnover) -> Vec<u8> {
    let mut text = Vec::new();
    clock.push(&mut text, now, 0);
    if round > 0 {
        let Turnover { new, changed, gone } = turnover;
        text.extend_from_slice(format!("  {new} new, {changed} changed, {gone} gone").as_bytes());
    }
    text
}

/// Whether the reader is still there after something was written.
fn still_read(written: io::Result<()>) -> Result<bool, Failure> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(writing(&error)),
    }
}

/// The addresses of sockets.
#[derive(Default)]
struct Addresses(HashSet<IpAddr>);

impl SubjectSink for Addresses {
    fn accept(&mut self, subject: &Subject<'_>) -> io::Result<()> {
        if let SocketFamily::Inet(inet) = &subject.socket.family {
            let ends = [inet.local.address, inet.peer.address].map(|address| address.to_canonical());
            self.0.extend(ends.iter().filter(|address| !address.is_unspecified()));
        }
        Ok(())
    }

    fn forget_table(&mut self) -> bool {
        true
    }
}
