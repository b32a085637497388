//! What `-h`, `--help` and `--version` say, and what there is to tell of `nc` beside.

use super::options::OPTIONS;
use crate::commands::columns::schema::View;
use crate::manual::{self, Entry, Page};
use std::io::Write;
use std::process::ExitCode;

/// What follows the name, one way of calling it each. Words in capitals are placeholders.
const FORMS: &[&str] = &[
    "[OPTIONS] HOST PORT...",
    "[OPTIONS] ADDRESS",
    "[OPTIONS] -l [HOST] PORT",
    "[OPTIONS] -l ADDRESS",
    "[OPTIONS] -U [-l] PATH",
];

/// Scripts tell netcats apart by the line with which the original's help begins: they find the one whose behaviour they get.
const VERSION: &str = concat!("OpenBSD netcat (Debian patchlevel 1.219-1)\nsockeye ", env!("CARGO_PKG_VERSION"), "\n");

/// A text that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// The help, where the original shows it: on standard error (-h).
    Help,
    /// The help, where a pager finds it: on standard output (--help).
    HelpOnOutput,
    /// The form of a record.
    Schema,
    /// The version.
    Version,
}

/// What there is to tell of it.
pub(super) fn page() -> Page {
    let listed = OPTIONS.iter().filter(|row| !row.meaning.is_refused());
    Page { forms: FORMS, options: listed.map(Entry::of_row).collect(), text: include_str!("manual.txt") }
}

/// Shows a text.
pub(super) fn tell(told: Told) -> ExitCode {
    match told {
        Told::Help => {
            // Where standard error takes nothing there is nobody to tell.
            let _ = std::io::stderr().write_all(help().as_bytes());
            ExitCode::SUCCESS
        }
        Told::HelpOnOutput => manual::show(&help()),
        Told::Schema => manual::show(&View::Session.schema()),
        Told::Version => manual::show(VERSION),
    }
}

fn help() -> String {
    format!("{VERSION}{}", manual::short("nc"))
}
