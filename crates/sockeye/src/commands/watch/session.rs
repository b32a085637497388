//! Watching from beginning to end: events come, rows go out, until enough were seen, the time is over or somebody asks for the end.

use super::around::Around;
use super::ends::Ends;
use super::fields::Lines;
use super::options::Arguments;
use super::rows::Rows;
use super::summary::Summary;
use super::{NAME, NOTHING_STATUS, broken};
use crate::commands::shared::{self, Format};
use crate::failure::Failure;
use crate::message;
use model::{Event, EventProcess};
use render::grid::Screen;
use render::style::Style;
use sources::events::{self, Lost, Opened, Request, Seen};
use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How long to wait for events before looking whether the time is over.
const LONGEST: Duration = Duration::from_millis(500);

/// Where rows go.
enum Output {
    Table(Box<Rows<File>>, Screen),
    Lines(Lines<File>),
}

impl Output {
    fn event(&mut self, event: &Event, other: Option<&EventProcess>, around: &mut Around) -> io::Result<()> {
        match self {
            Self::Table(rows, _) => rows.row(event, other, around),
            Self::Lines(lines) => lines.row(event, other, around),
        }
    }

    fn lost(&mut self, lost: Lost) -> io::Result<()> {
        match self {
            Self::Table(rows, _) => {
                let text = format!(
                    "… {} events lost here, {} of them changes of state: they came faster than they were read",
                    lost.all(),
                    lost.changes
                );
                rows.line(Style::Warning, &text)
            }
            Self::Lines(lines) => lines.lost(lost),
        }
    }

    fn print_so_far(&mut self) -> io::Result<()> {
        match self {
            Self::Table(rows, _) => rows.print_so_far(),
            Self::Lines(lines) => lines.print_so_far(),
        }
    }

    fn finish(self, summary: Option<&Summary>, after: Duration) -> io::Result<()> {
        match self {
            Self::Table(rows, screen) => {
                let out = rows.finish()?;
                summary.map_or(Ok(()), |summary| summary.write(after, screen, out))
            }
            Self::Lines(mut lines) => {
                if let Some(summary) = summary {
                    lines.summary(&summary.at(after))?;
                }
                lines.finish().map(drop)
            }
        }
    }
}

/// What is shown of a stream, and how much more of it.
struct Session {
    output: Output,
    around: Around,
    ends: Ends,
    summary: Option<Summary>,
    left: u64,
}

impl Session {
    fn take(&mut self, seen: Seen<'_>) -> io::Result<()> {
        match seen {
            Seen::Event(event) => {
                // Also of what the filter keeps back: it may be the other end of what it lets through.
                let other = self.ends.other(event);
                if self.left == 0 || !self.around.lets_through(event) {
                    return Ok(());
                }
                self.left -= 1;
                if let Some(summary) = &mut self.summary {
                    summary.add(event);
                }
                self.output.event(event, other.as_ref(), &mut self.around)
            }
            Seen::Lost(lost) => {
                if let Some(summary) = &mut self.summary {
                    summary.add_lost(lost);
                }
                self.output.lost(lost)
            }
            Seen::Missed(gap) => {
                message::say(NAME, &gap);
                Ok(())
            }
        }
    }
}

/// Watches.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let around = Around::new(&arguments.filter).map_err(|error| shared::usage(error.to_string()))?;
    let failed = |error: io::Error| Failure::new(NOTHING_STATUS, format!("preparing to watch: {error}"));
    sys::signal::note_requests_to_end().map_err(failed)?;
    // Rows are gathered and written at once as it is: no further buffer.
    let out = io::stdout().as_fd().try_clone_to_owned().map(File::from).map_err(failed)?;
    let request = Request { all_namespaces: arguments.all_namespaces, way: arguments.way };
    let Opened { mut stream, gaps, .. } =
        events::open(&request).map_err(|gap| Failure::new(NOTHING_STATUS, gap.to_string()))?;
    gaps.iter().for_each(|gap| message::say(NAME, gap));
    let output = match arguments.format {
        Format::Ndjson => Output::Lines(Lines::new(out)),
        _ => {
            let screen = shared::screen(&out, arguments.color);
            Output::Table(Box::new(Rows::new(arguments.all_namespaces, screen, out)), screen)
        }
    };
    let summary = arguments.summary.then(Summary::default);
    let mut session =
        Session { output, around, ends: Ends::default(), summary, left: arguments.count.unwrap_or(u64::MAX) };
    let start = Instant::now();
    let end = arguments.duration.and_then(|duration| start.checked_add(duration));
    loop {
        let longest = end.map_or(LONGEST, |end| end.saturating_duration_since(Instant::now()).min(LONGEST));
        let is_over = longest.is_zero() || sys::signal::is_asked_to_end();
        // What is there already is shown also when the time is over.
        let wait = if is_over { Duration::ZERO } else { longest };
        let outcome = stream.next(wait, &mut |seen| session.take(seen));
        if let Err(error) = outcome.and_then(|()| session.output.print_so_far()) {
            return broken(&error);
        }
        if is_over || session.left == 0 {
            break;
        }
    }
    match session.output.finish(session.summary.as_ref(), start.elapsed()) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => broken(&error),
    }
}
