//! `sockeye kill`: closes the sockets that a filter chooses, or ends the processes that hold them, after they were shown.

mod chosen;
mod consent;
mod layout;
mod objects;
mod options;
mod processes;
mod sockets;
#[cfg(test)]
mod tests;

use super::NOTHING_STATUS;
use super::columns::schema::View;
use super::gather::{Host, Question, Wants, gather, writing};
use super::objects::Fields;
use super::shared::{Format, screen, standard_output};
use crate::failure::Failure;
use crate::host::place;
use crate::manual::{self, Entry, Page};
use crate::message;
use chosen::Choice;
use options::{Args, OPTIONS};
use render::grid::Screen;
use render::time::Clock;
use sockets::Outcome;
use sources::ending::Signal;
use std::ffi::OsString;
use std::fs::File;
use std::io::Write;
use std::process::ExitCode;

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[OPTIONS] FILTER"], options: Entry::of_table(OPTIONS), text: include_str!("manual.txt") }
}

/// Runs `kill` with the words after its name.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let args = Args::read(arguments)?;
    if args.help {
        return manual::show_short("kill");
    }
    if args.schema {
        return Ok(manual::show(&View::Kill.schema()));
    }
    if let Some(namespace) = &args.namespace {
        place::enter("kill", namespace)?;
    }
    let output = standard_output()?;
    let asks = !args.yes && !args.dry_run;
    if asks {
        consent::can_be_asked(&output, args.format)?;
    }
    let (fields, wants) = match args.format {
        Format::Table => (None, Wants { owners: true, ..Wants::default() }),
        _ if args.process.is_some() => (None, Wants { owners: true, ..Wants::default() }),
        _ => Some(Fields::of_sockets()).map(|(fields, wants)| (Some(fields), wants)).unwrap_or_default(),
    };
    let question = Question { words: args.words.clone(), places: args.places, wants };
    let clock = Clock::local();
    let mut host = Host::new();
    let mut choice = Choice::new(&clock, fields);
    let gaps = gather(&question, &mut host, &mut choice)?;
    gaps.iter().for_each(|gap| message::say("sockeye kill", gap));
    if choice.chosen.is_empty() {
        message::say("sockeye kill", &"no socket was chosen: there is nothing to close");
    }
    let mut session = Session { screen: screen(&output, args.color), output, asks, args: &args };
    match args.process {
        None => session.close(&choice, &question, &mut host),
        Some(signal) => session.end(&choice, signal, &host),
    }
}

/// Whether a command line is understood, but for its filter.
pub(crate) fn understands(words: Vec<OsString>) -> bool {
    Args::read(words).is_ok()
}

/// What is shown, and where.
struct Session<'a> {
    output: File,
    screen: Screen,
    asks: bool,
    args: &'a Args,
}

impl Session<'_> {
    /// Closes the sockets.
    fn close(&mut self, choice: &Choice<'_>, question: &Question, host: &mut Host) -> Result<ExitCode, Failure> {
        let count = choice.chosen.len();
        let is_empty = count == 0;
        if self.args.format == Format::Table && (self.asks || self.args.dry_run) {
            let text = layout::sockets(choice, None, |_| true, self.screen);
            self.write(&text.map_err(|error| writing(&error))?)?;
        }
        if self.args.dry_run {
            if self.args.format != Format::Table {
                self.write(&objects::of_sockets(choice, None, host.now(), self.args.format))?;
            }
            return Ok(status(!is_empty));
        }
        if is_empty || self.asks && !consent::given(&format!("Close {}?", these(count, "socket")))? {
            if self.args.format != Format::Table {
                self.write(&objects::of_sockets(choice, None, host.now(), self.args.format))?;
            }
            return Ok(status(false));
        }
        let outcomes = sockets::close(choice, question, host)?;
        let is_done = outcomes.iter().all(|outcome| outcome.reason().is_none());
        let text = match self.args.format {
            Format::Table => {
                let is_shown = |place: usize| !self.asks || outcomes[place].reason().is_some();
                let mut text =
                    layout::sockets(choice, Some(&outcomes), is_shown, self.screen).map_err(|error| writing(&error))?;
                text.extend_from_slice(summary(&outcomes).as_bytes());
                text
            }
            format => objects::of_sockets(choice, Some(&outcomes), host.now(), format),
        };
        self.write(&text)?;
        Ok(status(is_done))
    }

    /// Ends the processes.
    fn end(&mut self, choice: &Choice<'_>, signal: Signal, host: &Host) -> Result<ExitCode, Failure> {
        let doomed = processes::find(choice, host);
        if doomed.is_empty() && !choice.chosen.is_empty() {
            message::say("sockeye kill", &"nobody is seen to hold what was chosen: there is no process to end");
        }
        let is_table = self.args.format == Format::Table;
        if is_table && (self.asks || self.args.dry_run) {
            let rows = doomed.iter().map(|doomed| (doomed, None));
            let text = layout::processes(rows, false, host.now(), self.screen);
            self.write(&text.map_err(|error| writing(&error))?)?;
        }
        let held = doomed.iter().filter(|doomed| doomed.is_held()).count();
        let question = || format!("Send SIG{} to {}?", signal.name(), these(held, "process"));
        let goes_on = !self.args.dry_run && held > 0 && (!self.asks || consent::given(&question())?);
        if !goes_on {
            if !is_table {
                let rows = doomed.iter().map(|doomed| (doomed, doomed.refusal()));
                self.write(&objects::of_processes(rows, host.now(), self.args.format))?;
            } else if !self.args.dry_run && !self.asks {
                let rows = doomed.iter().map(|doomed| (doomed, doomed.refusal()));
                let text = layout::processes(rows, true, host.now(), self.screen);
                self.write(&text.map_err(|error| writing(&error))?)?;
            }
            return Ok(status(self.args.dry_run && !doomed.is_empty()));
        }
        let outcomes = processes::end(doomed, signal);
        let rows = outcomes.iter().map(|(doomed, outcome)| (doomed, Some(outcome)));
        let text = match self.args.format {
            Format::Table => layout::processes(rows, true, host.now(), self.screen).map_err(|error| writing(&error))?,
            format => objects::of_processes(rows, host.now(), format),
        };
        self.write(&text)?;
        Ok(status(outcomes.iter().all(|(_, outcome)| outcome.reason().is_none())))
    }

    fn write(&mut self, text: &[u8]) -> Result<(), Failure> {
        self.output.write_all(text).map_err(|error| writing(&error))
    }
}

fn status(is_done: bool) -> ExitCode {
    if is_done { ExitCode::SUCCESS } else { ExitCode::from(NOTHING_STATUS) }
}

/// `these 3 sockets`, `this process`.
fn these(count: usize, word: &str) -> String {
    match (count, word.strip_suffix('s')) {
        (1, _) => format!("this {word}"),
        (_, Some(_)) => format!("these {count} {word}es"),
        (_, None) => format!("these {count} {word}s"),
    }
}

/// `Closed 15, 1 was gone, 2 left open.`
fn summary(outcomes: &[Outcome]) -> String {
    let count = |wanted: fn(&Outcome) -> bool| outcomes.iter().filter(|outcome| wanted(outcome)).count();
    let mut parts = vec![format!("Closed {}", count(|outcome| *outcome == Outcome::Closed))];
    let gone = count(|outcome| *outcome == Outcome::WasGone);
    parts.extend((gone > 0).then(|| format!("{gone} had ended before")));
    let left = count(|outcome| outcome.reason().is_some());
    parts.extend((left > 0).then(|| format!("{left} left open")));
    format!("{}.\n", parts.join(", "))
}
