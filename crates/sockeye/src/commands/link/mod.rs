//! `sockeye link DIR`: links by which the program answers as the tools that it stands in for, and `--remove` to take them away.
//!
//! Nothing that is not a link to this very program is ever overwritten or removed: what a link leads to is told by device and
//! inode, whatever path it names.

mod path;
mod settle;
#[cfg(test)]
mod tests;

use super::NOTHING_STATUS;
use super::shared::{help, not_understood, row, usage};
use crate::applets;
use crate::failure::Failure;
use crate::manual::{self, Entry, Page};
use crate::message;
use crate::options::{ArgumentError, OptionRow, parse};
use render::escape::escape;
use settle::{Outcome, Program, Task};
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::ExitCode;

/// What an option of `link` asks for.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    Remove,
    DryRun,
    Help,
}

const OPTIONS: &[OptionRow<Meaning>] = &[
    row(Meaning::Remove, Some('r'), &["remove"], None, "take away the links in DIR that lead to this program"),
    row(Meaning::DryRun, None, &["dry-run"], None, "change nothing, and say what would be"),
    help(Meaning::Help),
];

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[OPTIONS] DIR"], options: Entry::of_table(OPTIONS), text: include_str!("manual.txt") }
}

/// Runs `link` with the words after its name.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let (mut wants_help, mut removes, mut is_dry) = (false, false, false);
    let words = parse(OPTIONS, arguments, |meaning, _| {
        match meaning {
            Meaning::Remove => removes = true,
            Meaning::DryRun => is_dry = true,
            Meaning::Help => wants_help = true,
        }
        Ok::<_, ArgumentError>(())
    })
    .map_err(|error| not_understood("link", &error))?;
    if wants_help {
        return manual::show_short("link");
    }
    let folder = match words.as_slice() {
        [folder] => Path::new(folder),
        [] => return Err(usage("in which folder? (sockeye link --help tells more)")),
        [..] => return Err(usage("one folder at a time (sockeye link --help tells more)")),
    };
    if !folder.is_dir() {
        let reason = format!("{} is no folder that can be entered (make it first)", folder.display());
        return Err(Failure::new(NOTHING_STATUS, reason));
    }
    let program = Program::of_this_process().map_err(|error| {
        Failure::new(NOTHING_STATUS, format!("looking for this program at /proc/self/exe: {error}"))
    })?;
    let task = Task { removes, is_dry };
    let failures = applets::names().filter(|name| !tell(&program, folder, name, task)).count();
    if !removes {
        let search_path = std::env::var_os("PATH").unwrap_or_default();
        for warning in path::warnings(folder, &search_path, &program) {
            message::say("sockeye link", &warning);
        }
    }
    Ok(if failures == 0 { ExitCode::SUCCESS } else { ExitCode::from(NOTHING_STATUS) })
}

/// Makes or removes one link and says so. False: it failed.
fn tell(program: &Program, folder: &Path, name: &str, task: Task) -> bool {
    let path = folder.join(name);
    let shown = String::from_utf8_lossy(&escape(path.as_os_str().as_bytes())).into_owned();
    let would = if task.is_dry { "would be " } else { "" };
    let line = match settle::settle(program, &path, task) {
        Ok(Outcome::Made) => {
            let target = escape(program.path().as_os_str().as_bytes());
            format!("{would}made: {shown} -> {}\n", String::from_utf8_lossy(&target))
        }
        Ok(Outcome::Removed) => format!("{would}removed: {shown}\n"),
        Ok(Outcome::There) => format!("there already: {shown}\n"),
        Ok(Outcome::Foreign) => format!("left alone: {shown} does not lead to this program\n"),
        Ok(Outcome::Absent) => return true,
        Err(reason) => {
            message::say("sockeye link", &format!("{}: {reason}", path.display()));
            return false;
        }
    };
    manual::show(&line);
    true
}
