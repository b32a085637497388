//! The command line of `nc` → [`Request`]: options in their order, then operands, then what does not go together.
//!
//! The original refuses every command line that it does not understand with status 1. So do we, each with one line of our own. Names of
//! services are looked up here, as an unknown one is an error of the command line; nothing else is touched.

mod address;
mod extras;
mod number;
mod operands;
mod ports;
mod proxy;
mod read;
mod settle;
#[cfg(test)]
mod tests;
mod traffic_class;

use super::request::Request;
use super::usage::Told;
use crate::failure::Failure;
use names::Services;
use std::ffi::{OsStr, OsString};
use std::path::Path;

/// With what the original refuses a command line.
const REFUSED: u8 = 1;

/// What a command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// A connection, a scan, or to listen.
    Run(Box<Request>),
    /// A text: the help, the version.
    Tell(Told),
}

/// Reads the words after the program's name.
///
/// # Errors
/// The first thing that cannot be understood or does not go together.
pub(super) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Failure> {
    read_with(arguments, &Services::new(Path::new(Services::PATH)))
}

/// The same, with the services of this table.
fn read_with(arguments: impl IntoIterator<Item = OsString>, services: &Services) -> Result<Command, Failure> {
    match read::options(arguments) {
        Ok((options, words)) => settle::settle(options, words, services).map(|request| Command::Run(Box::new(request))),
        Err(read::Stop::Refused(failure)) => Err(failure),
        Err(read::Stop::Tell(told)) => Ok(Command::Tell(told)),
    }
}

/// Refuses the command line.
fn refused(message: impl Into<String>) -> Failure {
    Failure::new(REFUSED, message)
}

/// A word of the command line, for the reader.
fn shown(word: &OsStr) -> String {
    format!("\"{}\"", word.to_string_lossy())
}
