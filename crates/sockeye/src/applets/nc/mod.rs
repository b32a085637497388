//! `nc`: connects, listens and sends as OpenBSD's command does (nc(1), version 1.219 in Debian), and what it lacks.
//!
//! `args` reads the command line into a [`request::Request`]; `run` does what it asks for: `connecting`, `listening` and `unix` come to a
//! connection, `conversing` lets octets pass, `told` has the words. Sockets and octets are the crate `relay`'s.

mod args;
mod connecting;
mod conversing;
mod farewells;
mod listening;
mod options;
mod outcome;
mod ports;
mod proxying;
mod request;
mod run;
mod scanning;
mod securing;
pub(crate) mod taps;
mod told;
mod unix;
mod usage;

use crate::failure::Failure;
use crate::manual::Page;
use args::Command;
use std::ffi::OsString;
use std::process::ExitCode;

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    usage::page()
}

/// Whether a command line can be understood. For fuzzing.
pub(crate) fn understands(arguments: Vec<OsString>) -> bool {
    args::read(arguments).is_ok()
}

/// Runs `nc` with the words after its name.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    // SIGPIPE stays ignored, as the start of every Rust program leaves it: the end of a session is told by its status.
    match args::read(arguments)? {
        Command::Tell(told) => Ok(usage::tell(told)),
        Command::Run(request) => Ok(run::perform(&request)),
    }
}
