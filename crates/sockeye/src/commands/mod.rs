//! Sockeye's own commands, for people: one folder each and one row in the table.

pub(crate) mod columns;
mod count;
pub(crate) mod examples;
pub(crate) mod explain;
pub(crate) mod facts;
mod gather;
mod given;
mod help;
pub(crate) mod kill;
mod link;
mod list;
mod objects;
mod overview;
mod parties;
pub(crate) mod port;
mod service;
mod settings;
mod shared;
mod sheet;
mod status;
mod watch;
mod wrapped;

use crate::failure::Failure;
use crate::manual::Page;
use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

/// A command of our own.
pub(crate) struct Command {
    /// Its name, as the first word.
    pub(crate) name: &'static str,
    /// What it is for, in one line.
    pub(crate) about: &'static str,
    /// Runs it with the words after its name.
    pub(crate) run: fn(Vec<OsString>) -> Result<ExitCode, Failure>,
    /// What there is to tell of it: its help, its man page and its completions come from here.
    pub(crate) page: fn() -> Page,
}

/// The exit status of a command line that cannot be understood.
pub(crate) const USAGE_STATUS: u8 = 2;
/// The exit status when nothing was found, or not done.
pub(crate) const NOTHING_STATUS: u8 = 1;

/// The name of the command that runs where none is named.
pub(crate) const OVERVIEW: &str = "overview";

/// Every command, in the order in which they are listed.
pub(crate) const COMMANDS: &[Command] = &[
    Command {
        name: OVERVIEW,
        about: "what this host offers and whom it talks to: what sockeye alone shows",
        run: overview::run,
        page: overview::page,
    },
    Command {
        name: "list",
        about: "sockets, in the columns, order and format that are asked for",
        run: list::run,
        page: list::page,
    },
    Command {
        name: "port",
        about: "who has a port, who is connected over it, and the process at each end",
        run: port::run,
        page: port::page,
    },
    Command { name: "count", about: "how many sockets there are of each kind", run: count::run, page: count::page },
    Command {
        name: "watch",
        about: "every change of every TCP connection, as it happens",
        run: watch::run,
        page: watch::page,
    },
    Command {
        name: "kill",
        about: "closes sockets, or ends the processes that hold them",
        run: kill::run,
        page: kill::page,
    },
    Command {
        name: "service",
        about: "which port a service has, and what a port is for",
        run: service::run,
        page: service::page,
    },
    Command {
        name: "explain",
        about: "what a state, a column, a flag or a figure means",
        run: explain::run,
        page: explain::page,
    },
    Command {
        name: "examples",
        about: "worked examples of each command and tool",
        run: examples::run,
        page: examples::page,
    },
    Command { name: "status", about: "what this run may see, and why not more", run: status::run, page: status::page },
    Command {
        name: "link",
        about: "links by which this answers as ss, lsof and others",
        run: link::run,
        page: link::page,
    },
    Command {
        name: "help",
        about: "everything there is to tell of a command or a tool",
        run: help::run,
        page: help::page,
    },
];

/// The command with this name.
pub(crate) fn by_name(name: &OsStr) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| name == command.name)
}
