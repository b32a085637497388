//! The command line of `lab`.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt};
use sockeye_testkit::differential::Comparison;
use sockeye_testkit::sessions;
use sockeye_testkit::watching::Load;

pub(crate) const USAGE: &str = "\
lab crowd empty|scene [-- COMMAND ...]
lab crowd tcp --count SOCKETS --processes PROCESSES [-- COMMAND ...]
lab crowd descriptors --count DESCRIPTORS --processes PROCESSES [-- COMMAND ...]
    Makes namespaces and a crowd in them. With COMMAND: runs it inside and ends with its status. Without: prints
    `ready pid=PID processes=P seconds=S` and holds until standard input closes; enter with
    `nsenter --target PID --net --pid --mount --ipc --uts`.
lab differential --tool NAME --cases FILE --ours SOCKEYE [--only TEXT] [--pipe] [--variable NAME=VALUE]
    Compares the original NAME with `SOCKEYE NAME` on every case in FILE.
    --only TEXT  only cases whose line contains TEXT
    --pipe       only on a pipe, not on terminals
    --variable   something that the environment says to ours alone
    Ends with status 1 when they differ, with 2 when they could not be compared.
lab endings --ours SOCKEYE
    Compares what `ss -E` shows and `ss -K` closes with what `SOCKEYE ss` does; status as above.
lab namespaces --ours SOCKEYE
    Compares what `SOCKEYE ss --all-netns` and `-N` show with what `ss` shows in each network namespace; status as above.
lab nc pairs --ours NC [--original NC] [--only TEXT] [--show]
    Plays sessions of nc, the original with itself, with ours and ours with itself, and compares what came of them; status as above.
    --original NC  what is compared with (default: nc.openbsd)
    --only TEXT    only scenarios whose title contains TEXT
    --show         what the original came to in each
lab nc transfer --ours NC [--original NC] --octets NUMBER[K|M|G]
    Carries so many octets through sessions of each kind, and holds what came against what went; status as above.
lab nc speed --ours NC [--original NC] --octets NUMBER[K|M|G] [--rounds NUMBER]
    Prints how fast so many octets go through nc, ours and others of its kind.
lab native --ours SOCKEYE
    Holds `SOCKEYE`, `SOCKEYE port` and `SOCKEYE kill` against sockets that are known; status as above.
lab owners --ours SOCKEYE
    Compares what `SOCKEYE ss --owner` says with what is known of processes and containers; status as above.
lab watching --ours SOCKEYE
    Compares what `SOCKEYE watch` shows with what was done meanwhile; status as above.
lab load --ours SOCKEYE --count CONNECTIONS [--rate CONNECTIONS]
    Prints what `SOCKEYE watch` costs and loses over so many connections, so many a second or as many as can be.
";

use crate::nc;

/// What to do.
pub(crate) enum Task {
    Help,
    Gather(Gathering),
    Compare(Comparison),
    /// Ours, to be compared over sockets that end.
    CompareEndings(PathBuf),
    /// Ours, to be compared over many network namespaces.
    CompareNamespaces(PathBuf),
    /// Sessions of nc.
    Sessions(sessions::Task),
    /// Ours, whose own commands are to be held against known sockets.
    CheckNative(PathBuf),
    /// Ours, to be compared over known processes and containers.
    CompareOwners(PathBuf),
    /// Ours, to be held against what it watched.
    CompareWatching(PathBuf),
    /// Ours, to be measured over so many connections.
    MeasureWatching(PathBuf, Load),
}

/// A crowd, and what to do over it.
pub(crate) struct Gathering {
    pub(crate) kind: Kind,
    /// Empty: hold until standard input closes.
    pub(crate) command: Vec<OsString>,
}

/// Which crowd.
pub(crate) enum Kind {
    Empty,
    Scene,
    Tcp { count: usize, processes: usize },
    Descriptors { count: usize, processes: usize },
}

pub(crate) fn parse(mut parser: Parser) -> Result<Task> {
    let Some(first) = parser.next()? else { bail!("a word must say what to do") };
    match first {
        Arg::Short('h') | Arg::Long("help") => Ok(Task::Help),
        Arg::Value(word) if word == "crowd" => parse_crowd(parser),
        Arg::Value(word) if word == "differential" => parse_differential(parser),
        Arg::Value(word) if word == "endings" => Ok(Task::CompareEndings(parse_ours(parser)?)),
        Arg::Value(word) if word == "nc" => Ok(Task::Sessions(nc::parse(parser)?)),
        Arg::Value(word) if word == "native" => Ok(Task::CheckNative(parse_ours(parser)?)),
        Arg::Value(word) if word == "owners" => Ok(Task::CompareOwners(parse_ours(parser)?)),
        Arg::Value(word) if word == "watching" => Ok(Task::CompareWatching(parse_ours(parser)?)),
        Arg::Value(word) if word == "load" => parse_load(parser),
        Arg::Value(word) if word == "namespaces" => Ok(Task::CompareNamespaces(parse_ours(parser)?)),
        other => Err(other.unexpected().into()),
    }
}

fn parse_load(mut parser: Parser) -> Result<Task> {
    let (mut ours, mut count, mut rate) = (None, None, 0);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("ours") => ours = Some(parser.value()?.into()),
            Arg::Long("count") => count = Some(parser.value()?.parse()?),
            Arg::Long("rate") => rate = parser.value()?.parse()?,
            other => return Err(other.unexpected().into()),
        }
    }
    let (Some(ours), Some(count)) = (ours, count) else { bail!("--ours and --count must be given") };
    Ok(Task::MeasureWatching(ours, Load { count, rate }))
}

fn parse_ours(mut parser: Parser) -> Result<PathBuf> {
    match parser.next()? {
        Some(Arg::Long("ours")) => Ok(parser.value()?.into()),
        Some(other) => Err(other.unexpected().into()),
        None => bail!("--ours must be given"),
    }
}

fn parse_crowd(mut parser: Parser) -> Result<Task> {
    let (mut which, mut count, mut processes, mut command) = (None, 0, 1, Vec::new());
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("count") => count = parser.value()?.parse()?,
            Arg::Long("processes") => processes = parser.value()?.parse()?,
            Arg::Value(word) if which.is_none() => which = Some(word.string()?),
            // What follows `--` comes as values, and is not ours to read.
            Arg::Value(program) => {
                command.push(program);
                command.extend(parser.raw_args()?);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let kind = match which.as_deref() {
        Some("empty") => Kind::Empty,
        Some("scene") => Kind::Scene,
        Some("tcp") => Kind::Tcp { count, processes },
        Some("descriptors") => Kind::Descriptors { count, processes },
        other => bail!("there is no crowd called {:?}", other.unwrap_or_default()),
    };
    Ok(Task::Gather(Gathering { kind, command }))
}

fn parse_differential(mut parser: Parser) -> Result<Task> {
    let (mut tool, mut cases, mut ours, mut only, mut pipe, mut variable) = (None, None, None, None, false, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("tool") => tool = Some(parser.value()?.string()?),
            Arg::Long("cases") => cases = Some(parser.value()?.into()),
            Arg::Long("ours") => ours = Some(parser.value()?.into()),
            Arg::Long("only") => only = Some(parser.value()?.string()?),
            Arg::Long("pipe") => pipe = true,
            Arg::Long("variable") => {
                let text = parser.value()?.string()?;
                let Some((name, value)) = text.split_once('=') else { bail!("--variable takes NAME=VALUE") };
                variable = Some((name.to_owned(), value.to_owned()));
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let (Some(tool), Some(cases), Some(ours)) = (tool, cases, ours) else {
        bail!("--tool, --cases and --ours must be given");
    };
    Ok(Task::Compare(Comparison { tool, cases, ours, only, pipe_only: pipe, variable }))
}
