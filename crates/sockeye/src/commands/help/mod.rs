//! `sockeye help`: everything there is to tell of a command or tool, from the table that it is run by.

use super::shared;
use crate::failure::Failure;
use crate::manual::{self, Entry, Page};
use crate::options::{ArgumentError, OptionRow, parse};
use std::ffi::OsString;
use std::process::ExitCode;

/// What an option of `help` asks for.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    Help,
}

const OPTIONS: &[OptionRow<Meaning>] = &[shared::help(Meaning::Help)];

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[COMMAND]", "TOPIC"], options: Entry::of_table(OPTIONS), text: include_str!("manual.txt") }
}

/// Runs `help` with the words after its name.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let mut is_short = false;
    let words = parse(OPTIONS, arguments, |Meaning::Help, _| {
        is_short = true;
        Ok::<_, ArgumentError>(())
    })
    .map_err(|error| shared::not_understood("help", &error))?;
    match words.as_slice() {
        _ if is_short => manual::show_short("help"),
        [] => Ok(manual::show(&manual::overview())),
        [name] => manual::show_long(&name.to_string_lossy()),
        [..] => Err(shared::usage("one command at a time (sockeye help lists them)")),
    }
}
