//! Sockeye: one program that answers every question about a host's network.
//!
//! The name under which it is called, or else its first word, chooses what it does.

#![forbid(unsafe_code)]

pub mod applets;
mod commands;
mod exercise;
mod failure;
mod host;
pub mod manual;
mod message;
mod options;
mod owner_way;
mod texts;

pub use exercise::exercise;

use failure::Failure;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

/// Runs what the command line names and returns its exit status.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut arguments = arguments.into_iter();
    let called_as = arguments.next().unwrap_or_default();
    let by_link = Path::new(&called_as).file_name().and_then(applets::by_name);
    if let Some(applet) = by_link {
        return start(applet.name, applet.run, arguments.collect());
    }
    let first = arguments.next().unwrap_or_else(|| commands::OVERVIEW.into());
    if let Some(applet) = applets::by_name(&first) {
        return start(applet.name, applet.run, arguments.collect());
    }
    match commands::by_name(&first) {
        Some(command) => start(command.name, command.run, arguments.collect()),
        None if first == "--help" || first == "-h" => manual::show(&manual::overview()),
        None if first == "--version" || first == "-V" => {
            manual::show(concat!("sockeye ", env!("CARGO_PKG_VERSION"), "\n"))
        }
        None => {
            let word = first.to_string_lossy();
            message::say("sockeye", &manual::no_command(&word));
            ExitCode::from(2)
        }
    }
}

fn start(name: &str, run: fn(Vec<OsString>) -> Result<ExitCode, Failure>, arguments: Vec<OsString>) -> ExitCode {
    run(arguments).unwrap_or_else(|failure| failure.report(name))
}
