//! `netstat`: sockets, routes, interfaces and counters as net-tools' command prints them (netstat(8), version 2.10).

mod args;
mod cells;
mod families;
mod groups;
mod interfaces;
mod masquerade;
mod options;
mod phrases;
mod refusal;
mod repeat;
mod routes;
mod run;
mod setting;
mod sockets;
mod statistics;
mod support;
mod usage;

use crate::failure::Failure;
use crate::manual::Page;
use crate::message;
use crate::texts::Texts;
use crate::texts::choice::Choice;
use args::Task;
use setting::{Ended, Listed, Setting};
use sources::proc_files::ProcFiles;
use sources::selinux::Selinux;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::os::fd::AsFd;
use std::path::Path;
use std::process::ExitCode;
use sys::terminal::Output;

/// Octets that are gathered before they are written.
const BUFFER: usize = 64 * 1024;

/// Whether a command line can be understood. For fuzzing.
pub(crate) fn understands(arguments: Vec<OsString>) -> bool {
    args::read(arguments).task.is_ok()
}

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    usage::page()
}

/// Runs `netstat` with the words after its name.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    sys::signal::end_quietly_on_closed_pipe();
    let command_line = args::read(arguments);
    let texts = Texts::of(phrases::CATALOGUES, &Choice::of_environment(|name| std::env::var_os(name)));
    if command_line.has_idle_tcpip {
        message::say("sockeye netstat", &texts.say(&usage::IDLE_TCPIP));
    }
    let files = ProcFiles::beside_kernel(Path::new(ProcFiles::ROOT));
    if command_line.needs_selinux && Selinux::enabled(files.root(), Path::new(Selinux::CONFIGURATION)).is_none() {
        return Err(refusal::no_selinux(&texts));
    }
    let task = command_line.task.map_err(|error| refusal::not_understood(&error, &texts))?;
    let mut out = match standard_output() {
        Ok(out) => out,
        Err(error) => return Ended::Writing(error).into_result(),
    };
    let shown = perform(task, texts, files, &mut out);
    // What was shown before something failed is shown.
    let flushed = out.flush().map_err(Ended::Writing);
    shown.and(flushed).map_or_else(Ended::into_result, |()| Ok(ExitCode::SUCCESS))
}

fn perform(task: Task, texts: Texts, files: ProcFiles, out: &mut BufWriter<File>) -> Listed {
    match task {
        Task::Help => usage::help(&texts, out),
        Task::Version => Ok(out.write_all(usage::VERSION.as_bytes())?),
        Task::Show(args) => {
            let is_terminal = Output::of(out.get_ref()) != Output::Plain;
            run::show(&Setting { args, texts, files, is_terminal }, out)
        }
    }
}

fn standard_output() -> io::Result<BufWriter<File>> {
    let descriptor = io::stdout().as_fd().try_clone_to_owned()?;
    Ok(BufWriter::with_capacity(BUFFER, File::from(descriptor)))
}
