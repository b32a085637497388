//! Watching from beginning to end: events come, rows go out, until enough were seen, the time is over or somebody asks for the end.

use super::fields::Lines;
use super::options::Arguments;
use super::rows::Rows;
use super::{NAME, NOTHING_STATUS, broken};
use crate::commands::shared::{self, Format};
use crate::failure::Failure;
use crate::message;
use model::Event;
use render::style::Style;
use sources::events::{self, Opened, Request, Seen};
use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How long to wait for events before looking whether the time is over.
const LONGEST: Duration = Duration::from_millis(500);

/// Where rows go.
enum Output {
    Table(Rows<File>),
    Lines(Lines<File>),
}

impl Output {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        match self {
            Self::Table(rows) => rows.row(event),
            Self::Lines(lines) => lines.row(event),
        }
    }

    fn lost(&mut self, count: u64) -> io::Result<()> {
        match self {
            Self::Table(rows) => {
                rows.line(Style::Warning, &format!("… {count} events lost: they came faster than they were read"))
            }
            Self::Lines(lines) => lines.lost(count),
        }
    }

    fn print_so_far(&mut self) -> io::Result<()> {
        match self {
            Self::Table(rows) => rows.print_so_far(),
            Self::Lines(lines) => lines.print_so_far(),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Table(rows) => rows.finish(),
            Self::Lines(lines) => lines.finish(),
        }
    }
}

/// Watches.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    sys::signal::note_requests_to_end().map_err(|error| Failure::new(NOTHING_STATUS, error.to_string()))?;
    let request = Request { all_namespaces: arguments.all_namespaces, way: arguments.way };
    let Opened { mut stream, gaps, .. } =
        events::open(&request).map_err(|gap| Failure::new(NOTHING_STATUS, gap.to_string()))?;
    gaps.iter().for_each(|gap| message::say(NAME, gap));
    // Rows are gathered and written at once as it is: no further buffer.
    let stdout = io::stdout().as_fd().try_clone_to_owned().map(File::from);
    let stdout = stdout.map_err(|error| Failure::new(NOTHING_STATUS, format!("opening the output: {error}")))?;
    let mut output = match arguments.format {
        Format::Ndjson => Output::Lines(Lines::new(stdout)),
        _ => Output::Table(Rows::new(shared::screen(&stdout, arguments.color), stdout)),
    };
    let end = arguments.duration.map(|duration| Instant::now() + duration);
    let mut left = arguments.count.unwrap_or(u64::MAX);
    loop {
        let longest = end.map_or(LONGEST, |end| end.saturating_duration_since(Instant::now()).min(LONGEST));
        if longest.is_zero() || left == 0 || sys::signal::is_asked_to_end() {
            break;
        }
        let outcome = stream.next(longest, &mut |seen| match seen {
            Seen::Event(_) if left == 0 => Ok(()),
            Seen::Event(event) => {
                left -= 1;
                output.event(event)
            }
            Seen::Lost(count) => output.lost(count),
            Seen::Missed(gap) => {
                message::say(NAME, &gap);
                Ok(())
            }
        });
        if let Err(error) = outcome.and_then(|()| output.print_so_far()) {
            return broken(&error);
        }
    }
    match output.finish() {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => broken(&error),
    }
}
