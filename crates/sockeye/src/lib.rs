//! Sockeye: one program that answers every question about a host's network.

#![forbid(unsafe_code)]

pub mod applets;

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the applet or command that the command line names, and returns its exit status.
pub fn run(_arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    ExitCode::SUCCESS
}
