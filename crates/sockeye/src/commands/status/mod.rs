//! `sockeye status`: what this run may see, and why: each thing that facts depend on, whether it is there, and what would help.
//!
//! Nothing is taken on trust that can be tried: the program that finds owners is loaded, each kind of socket is asked for, each
//! network namespace entered.

mod diagnostics;
mod finding;
mod json;
mod kernel;
mod layout;
mod processes;
mod rights;
mod surroundings;

use super::USAGE_STATUS;
use crate::failure::Failure;
use crate::manual::{self, Entry, Page};
use crate::options::{ArgumentError, OptionRow, parse};
use finding::Group;
use render::json::Shape;
use render::style::{Choice, Colours};
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;
use std::process::ExitCode;
use sys::terminal::Output;

/// What an option of `status` asks for.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    Output,
    Color,
    Help,
}

const fn row(
    meaning: Meaning,
    short: Option<char>,
    long: &'static [&'static str],
    help: &'static str,
) -> OptionRow<Meaning> {
    OptionRow { meaning, short, long, value: None, help, original: false }
}

const OPTIONS: &[OptionRow<Meaning>] = &[
    OptionRow {
        value: Some("table|json|ndjson"),
        ..row(Meaning::Output, Some('o'), &["output"], "how to write it: for people, or for programs")
    },
    OptionRow {
        value: Some("auto|always|never"),
        ..row(Meaning::Color, None, &["color"], "colours: on a terminal, everywhere, nowhere")
    },
    row(Meaning::Help, Some('h'), &["help"], "show what this command takes"),
];

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[OPTIONS]"], options: Entry::of_table(OPTIONS), text: include_str!("manual.txt") }
}

/// Runs `status` with the words after its name.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let usage =
        |reason: String| Failure::new(USAGE_STATUS, format!("{reason} (sockeye status --help lists the options)"));
    let (mut is_help, mut color, mut output) = (false, None, None);
    let words = parse(OPTIONS, arguments, |meaning, value| {
        match meaning {
            Meaning::Help => is_help = true,
            Meaning::Color => color = value,
            Meaning::Output => output = value,
        }
        Ok::<_, ArgumentError>(())
    })
    .map_err(|error| usage(error.to_string()))?;
    if is_help {
        return manual::show_short("status");
    }
    if let Some(word) = words.first() {
        return Err(usage(format!("\"{}\" is too much: there is one status", word.to_string_lossy())));
    }
    let color = color.map_or(Ok("auto".into()), OsString::into_string);
    let choice = color.as_deref().ok().and_then(Choice::named);
    let choice = choice.ok_or_else(|| usage("--color takes auto, always or never".into()))?;
    let findings = || findings(Path::new("/"));
    match output.as_deref().map(OsStr::to_str) {
        None | Some(Some("table")) => {
            let is_terminal = Output::of(io::stdout()) != Output::Plain;
            let colours = Colours::decide(choice, is_terminal, |name| std::env::var_os(name));
            Ok(manual::show(&layout::text(&findings(), manual::width(), colours)))
        }
        Some(Some("json")) => json::write(&findings(), Shape::Array),
        Some(Some("ndjson")) => json::write(&findings(), Shape::Lines),
        Some(_) => Err(usage("--output takes table, json or ndjson".into())),
    }
}

/// Everything, found out on the host with this root.
fn findings(root: &Path) -> Vec<Group> {
    let proc_root = root.join("proc");
    vec![
        rights::group(&proc_root),
        kernel::group(root),
        diagnostics::group(&proc_root),
        processes::group(&proc_root),
        surroundings::group(root),
    ]
}

/// The inode of one of our namespaces (namespaces(7)).
fn namespace_number(proc_root: &Path, kind: &str) -> Result<u64, String> {
    let path = proc_root.join("self/ns").join(kind);
    let link = std::fs::read_link(&path).map_err(|error| format!("reading {}: {error}", path.display()))?;
    let number = link.to_str().and_then(|link| link.split(['[', ']']).nth(1)?.parse().ok());
    number.ok_or_else(|| format!("{} leads to no namespace", path.display()))
}
