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

pub(super) use json::schema;

use super::columns::schema::View;
use super::shared::{self, Format};
use crate::commands::given::Given;
use crate::failure::Failure;
use crate::manual::{self, Entry, Page};
use crate::options::OptionRow;
use finding::Group;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

/// What an option of `status` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Output,
    Schema,
    Color,
    Help,
}

const OPTIONS: &[OptionRow<Meaning>] = &[
    shared::output(Meaning::Output, "table|json|ndjson"),
    shared::schema(Meaning::Schema),
    shared::color(Meaning::Color),
    shared::help(Meaning::Help),
];
/// The formats that it has.
const FORMATS: &[Format] = &[Format::Table, Format::Json, Format::Ndjson];

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[OPTIONS]"], options: Entry::of_table(OPTIONS), text: include_str!("manual.txt") }
}

/// Runs `status` with the words after its name.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let given = Given::read("status", OPTIONS, arguments)?;
    if given.has(Meaning::Help) {
        return manual::show_short("status");
    }
    if given.has(Meaning::Schema) {
        return Ok(manual::show(&View::Status.schema()));
    }
    if let Some(word) = given.words.first() {
        return Err(shared::usage(format!("\"{}\" is too much: there is one status", word.to_string_lossy())));
    }
    let choice = given.color(Meaning::Color)?.unwrap_or_default();
    let format = given.format(Meaning::Output, FORMATS)?.unwrap_or_default();
    let findings = findings(Path::new("/"));
    match format {
        Format::Json | Format::Ndjson => json::write(&findings, format),
        Format::Table | Format::Csv => {
            let colours = shared::screen(&shared::standard_output()?, choice).colours;
            Ok(manual::show(&layout::text(&findings, manual::width(), colours)))
        }
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
