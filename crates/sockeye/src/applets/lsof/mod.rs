//! `lsof`: open files as lsof prints them (lsof(8), version 4.95), those of the network first of all.

mod args;
mod cells;
mod endpoints;
mod ends;
mod fields;
mod gathering;
mod internet;
mod line;
mod listing;
mod lists;
mod lookup;
mod mount_table;
mod named;
mod options;
mod prefilter;
mod printable;
mod repeat;
mod run;
mod selection;
mod shown;
mod sockets;
mod table;
mod terse;

use crate::failure::Failure;
use crate::manual::Page;
use args::{FieldHelp, Task};
use lookup::Host;
use options::Help;
use sources::mounts;
use sources::proc_files::ProcFiles;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// What the original answers to `-v`, for scripts that look for a version, and who answers.
const VERSION: &str =
    concat!("lsof version information:\n    revision: 4.95.0\n    sockeye ", env!("CARGO_PKG_VERSION"), "\n");
/// The exit status of a command line that cannot be understood.
const USAGE_STATUS: u8 = 1;

/// Runs `lsof` with the words after its name.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    // What was left open in us is nobody's whom a listing should name.
    sys::inherited::close_descriptors();
    sys::signal::end_quietly_on_closed_pipe();
    let command_line = args::read(arguments, &Host::new());
    if command_line.wants_help {
        eprint!("{Help}");
    }
    let task = command_line
        .task
        .map_err(|error| Failure::new(USAGE_STATUS, format!("{error} (sockeye lsof -h lists the options)")))?;
    match task {
        Task::Help => {}
        Task::Version => eprint!("{VERSION}"),
        Task::FieldHelp => eprint!("{FieldHelp}"),
        Task::MountTable => show_mount_table()?,
        Task::List(args) => return run::list(&args),
    }
    Ok(ExitCode::SUCCESS)
}

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[OPTIONS] [--] [PATH]"], options: options::entries(), text: include_str!("manual.txt") }
}

/// Whether a command line can be understood on a host that nobody knows. For fuzzing.
pub(crate) fn understands(arguments: Vec<OsString>) -> bool {
    args::read(arguments, &lookup::Nobody).task.is_ok()
}

/// Writes the device numbers of the mounted file systems.
fn show_mount_table() -> Result<(), Failure> {
    let file_systems = mounts::file_systems(Path::new(ProcFiles::ROOT));
    let file_systems =
        file_systems.map_err(|error| Failure::new(1, format!("reading which file systems are mounted: {error}")))?;
    let written = std::io::stdout().write_all(&mount_table::text(&file_systems));
    written.map_err(|error| Failure::new(1, format!("writing to standard output: {error}")))
}
