//! `sockeye` alone: what this host offers and whom it talks to, at a glance.

mod crew;
mod layout;
mod survey;

use super::gather::{Host, Question, Wants, gather, writing};
use super::shared::{self, screen, standard_output, usage};
use crate::commands::given::Given;
use crate::failure::Failure;
use crate::manual::{self, Entry, Page};
use crate::options::OptionRow;
use layout::Frame;
use model::Gap;
use render::time::Clock;
use sources::namespaces;
use sources::proc_files::ProcFiles;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use survey::{Survey, Surveyor};
use sys::terminal::Output;

/// What an option of `overview` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Color,
    Help,
}

const OPTIONS: &[OptionRow<Meaning>] = &[shared::color(Meaning::Color), shared::help(Meaning::Help)];

/// The kinds of sockets that have ports and connections.
const TRANSPORTS: &str = "( tcp or udp or sctp or dccp )";

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[OPTIONS]"], options: Entry::of_table(OPTIONS), text: include_str!("manual.txt") }
}

/// Runs `overview` with the words after its name.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let given = Given::read("overview", OPTIONS, arguments)?;
    if given.has(Meaning::Help) {
        return manual::show_short("overview");
    }
    if let Some(word) = given.words.first() {
        let word = word.to_string_lossy();
        return Err(usage(format!("\"{word}\" is too much: there is one overview (sockeye list takes a filter)")));
    }
    let mut output = standard_output()?;
    let screen = screen(&output, given.color(Meaning::Color)?.unwrap_or_default());
    let mut host = Host::new();
    let (survey, gaps) = look(&mut host)?;
    let host_name = std::fs::read("/proc/sys/kernel/hostname").unwrap_or_default();
    let frame = Frame {
        host: host_name.trim_ascii_end(),
        clock: &Clock::local(),
        now: host.now(),
        namespaces: namespaces::count_others(Path::new(ProcFiles::ROOT)),
        unseen: unseen(&survey, &gaps, &host.gaps()),
    };
    let text = match Output::of(&output) {
        Output::Plain => layout::for_programs(&survey, &frame, screen),
        Output::Terminal { .. } => layout::for_people(&survey, &frame, screen),
    };
    text.and_then(|text| output.write_all(&text)).map_err(|error| writing(&error))?;
    Ok(ExitCode::SUCCESS)
}

/// Everything, what waits for others first.
fn look(host: &mut Host) -> Result<(Survey, Vec<Gap>), Failure> {
    let mut surveyor = Surveyor::default();
    let mut gaps = Vec::new();
    for states in ["state listening", "exclude listening"] {
        let words = TRANSPORTS.split(' ').chain(states.split(' ')).map(OsString::from).collect();
        let wants = Wants { owners: true, ..Wants::default() };
        gaps.extend(gather(&Question { words, wants, ..Question::default() }, host, &mut surveyor)?);
    }
    Ok((surveyor.finish(), gaps))
}

/// What could not be seen, each once. Where holders are hidden, why the host could not tell them is said in fewer words.
fn unseen(survey: &Survey, gaps: &[Gap], of_host: &[Gap]) -> Vec<String> {
    let hidden = survey.counts.hidden;
    let mut unseen = Vec::new();
    if hidden > 0 {
        unseen.push(format!("who holds {hidden} of the sockets: needs root"));
    }
    for gap in gaps.iter().filter(|gap| hidden == 0 || !of_host.contains(gap)) {
        let line = format!("{}: {}", gap.operation, gap.reason);
        if !unseen.contains(&line) {
            unseen.push(line);
        }
    }
    unseen
}
