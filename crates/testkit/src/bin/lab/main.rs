//! `lab crowd …` makes a crowd of sockets in namespaces of its own; `lab differential …`, `lab endings …`, `lab namespaces …`,
//! `lab owners …` and `lab watching …` compare tools over one.

mod arguments;
mod nc;

use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitCode, ExitStatus};
use std::time::Instant;

use anyhow::{Context, Result};
use arguments::{Gathering, Kind, Task};
use sockeye_testkit::crowd::cast::{Part, WORD};
use sockeye_testkit::crowd::{Crowd, descriptors, mass, member, scene};
use sockeye_testkit::differential;
use sockeye_testkit::endings;
use sockeye_testkit::lab::{self, Inside, Place, Setup};
use sockeye_testkit::namespaces;
use sockeye_testkit::native;
use sockeye_testkit::owners;
use sockeye_testkit::sessions;
use sockeye_testkit::watching;

fn main() -> ExitCode {
    run().unwrap_or_else(|error| {
        eprintln!("lab: {error:#}");
        ExitCode::from(2)
    })
}

fn run() -> Result<ExitCode> {
    let words: Vec<String> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    if words.first().is_some_and(|word| word == WORD) {
        member::run(&words[1..])?;
        return Ok(ExitCode::SUCCESS);
    }
    if words.first().is_some_and(|word| word == watching::WORD) {
        watching::act(&words[1..])?;
        return Ok(ExitCode::SUCCESS);
    }
    if words.first().is_some_and(|word| word == native::WORD) {
        native::act(&words[1..])?;
        return Ok(ExitCode::SUCCESS);
    }
    if words.first().is_some_and(|word| word == sessions::WORD) {
        sessions::act(&words[1..])?;
        return Ok(ExitCode::SUCCESS);
    }
    let task = arguments::parse(lexopt::Parser::from_env()).context("see lab --help")?;
    let sockets = match &task {
        Task::Help => {
            print!("{}", arguments::USAGE);
            return Ok(ExitCode::SUCCESS);
        }
        Task::Gather(Gathering { kind: Kind::Tcp { count, .. }, .. }) => *count,
        Task::Gather(_)
        | Task::Compare(_)
        | Task::CompareEndings(_)
        | Task::CompareNamespaces(_)
        | Task::CheckNative(_)
        | Task::Sessions(_)
        | Task::CompareOwners(_)
        | Task::CompareWatching(_)
        | Task::MeasureWatching(..) => 0,
    };
    let inside = match lab::enter(Setup::for_sockets(sockets))? {
        Place::Outside(status) => return Ok(exit_code(status)),
        Place::Inside(inside) => inside,
    };
    match task {
        Task::Gather(gathering) => gather(inside, &gathering),
        Task::Compare(comparison) => {
            let clean = differential::run(&comparison)?;
            Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Task::CompareEndings(ours) => {
            let clean = endings::run(&ours)?;
            Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Task::CompareNamespaces(ours) => {
            let clean = namespaces::run(&ours)?;
            Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Task::Sessions(task) => {
            let clean = sessions::run(&task)?;
            Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Task::CheckNative(ours) => {
            let clean = native::run(&ours)?;
            Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Task::CompareOwners(ours) => {
            let clean = owners::run(&ours)?;
            Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Task::CompareWatching(ours) => {
            let clean = watching::run(&ours)?;
            Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Task::MeasureWatching(ours, load) => {
            watching::run_load(&ours, load)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Help => Ok(ExitCode::SUCCESS),
    }
}

/// Makes the crowd, then runs the command over it, or holds it until standard input closes.
fn gather(inside: Inside, gathering: &Gathering) -> Result<ExitCode> {
    let start = Instant::now();
    let crowd = match gathering.kind {
        Kind::Empty => Crowd::default(),
        Kind::Scene => {
            let mut crowd = Crowd::default();
            for part in [Part::Main, Part::Misread, Part::Files, Part::Untrusted] {
                scene::raise(&mut crowd, part)?;
            }
            crowd
        }
        Kind::Tcp { count, processes } => mass::gather(count, processes)?,
        Kind::Descriptors { count, processes } => descriptors::gather(count, processes)?,
    };
    if let Some((program, rest)) = gathering.command.split_first() {
        let status = Command::new(program).args(rest).status();
        let status = status.with_context(|| format!("run {}", program.to_string_lossy()))?;
        return Ok(exit_code(status));
    }
    let mut stdout = std::io::stdout();
    writeln!(
        stdout,
        "ready pid={} processes={} seconds={:.1}",
        inside.host_pid,
        crowd.processes(),
        start.elapsed().as_secs_f64()
    )?;
    stdout.flush()?;
    std::io::stdin().read_to_end(&mut Vec::new()).context("wait for standard input to close")?;
    Ok(ExitCode::SUCCESS)
}

/// As a shell has it: 128 and the signal's number when killed.
fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().or(status.signal().map(|signal| 128 + signal)).unwrap_or(2);
    ExitCode::from(u8::try_from(code).unwrap_or(2))
}
