//! `sockeye watch [FILTER]`: what happens to sockets, as it happens.
//!
//! options → events of the best source that can be had → rows that flow, and at the end a summary if one was asked for.

mod around;
mod ends;
mod fields;
mod options;
mod rows;
#[cfg(test)]
mod samples;
mod session;
mod summary;
mod words;

pub(super) use fields::schema;

use super::NOTHING_STATUS;
use super::columns::schema::View;
use crate::failure::Failure;
use crate::host::place;
use crate::manual::{self, Entry, Page};
use options::{Asked, OPTIONS};
use std::ffi::OsString;
use std::process::ExitCode;

/// What this command is called in messages.
const NAME: &str = "sockeye watch";

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[OPTIONS] [FILTER]"], options: Entry::of_table(OPTIONS), text: include_str!("manual.txt") }
}

/// Runs `watch` with the words after its name.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    match options::read(arguments)? {
        Asked::Help => manual::show_short("watch"),
        Asked::Schema => Ok(manual::show(&View::Watch.schema())),
        Asked::Watch(arguments) => {
            if let Some(namespace) = &arguments.namespace {
                place::enter("watch", namespace)?;
            }
            session::run(&arguments)
        }
    }
}

/// What ends a stream: nobody reads any more, which is no failure, or something else.
fn broken(error: &std::io::Error) -> Result<ExitCode, Failure> {
    match error.kind() {
        std::io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        _ => Err(Failure::new(NOTHING_STATUS, format!("watching: {error}"))),
    }
}
