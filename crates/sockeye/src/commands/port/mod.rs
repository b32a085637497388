//! `sockeye port`: who has a port, who is connected over it, and which process is at each end.
//!
//! Sockets are filtered by port in the kernel, whichever end has it, so that both ends of a connection within this host are found
//! together.

mod collect;
mod findings;
mod layout;
mod objects;
mod options;
pub(super) mod target;

use super::NOTHING_STATUS;
use super::columns::schema::View;
use super::gather::{Host, Places, Question, Wants, gather, writing};
use super::objects::Fields;
use super::shared::{Format, screen, standard_output, usage};
use crate::failure::Failure;
use crate::host::place;
use crate::manual::{self, Entry, Page};
use crate::message;
use collect::Collector;
use findings::Findings;
use model::Gap;
use objects::Listing;
use options::{Args, OPTIONS};
use render::escape::escape;
use render::time::Clock;
use sources::namespaces;
use sources::owners::containers::Containers;
use sources::proc_files::ProcFiles;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use target::Target;

/// Where nobody has the port, the other network namespaces are looked at unasked if there are no more than this.
const FEW_NAMESPACES: usize = 16;

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[OPTIONS] PORT…"], options: Entry::of_table(OPTIONS), text: include_str!("manual.txt") }
}

/// Runs `port` with the words after its name.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let args = Args::read(arguments)?;
    if args.help {
        return manual::show_short("port");
    }
    if args.schema {
        return Ok(manual::show(&View::Port.schema()));
    }
    if args.words.is_empty() {
        return Err(usage("which port? name one (sockeye port 8080)"));
    }
    if let Some(namespace) = &args.namespace {
        place::enter("port", namespace)?;
    }
    let mut host = Host::new();
    let mut targets = Vec::new();
    for word in &args.words {
        targets.extend(Target::read(word, |name, transport| host.service_port(name, transport))?);
    }
    let is_found = match args.format {
        Format::Table => tell(&args, &targets, &mut host)?,
        format => list(&args, &targets, format, &mut host)?,
    };
    Ok(if is_found { ExitCode::SUCCESS } else { ExitCode::from(NOTHING_STATUS) })
}

/// Whether a command line is understood, where no port has a service.
pub(crate) fn understands(words: Vec<OsString>) -> bool {
    let is_target = |word: &OsString| Target::read(word, |_, _| None).is_ok();
    Args::read(words).is_ok_and(|args| args.words.iter().all(is_target))
}

/// Shows people what has to do with the targets; whether anybody has one.
fn tell(args: &Args, targets: &[Target], host: &mut Host) -> Result<bool, Failure> {
    let (findings, gaps) = look(targets, args.places, args.numeric, host)?;
    let mut output = standard_output()?;
    let manner = layout::Manner {
        asked: &asked(args, targets),
        screen: screen(&output, args.color),
        clock: &Clock::local(),
        now: host.now(),
        all: args.all,
        tells_namespaces: args.places == Places::All,
    };
    let mut text = layout::text(&findings, &manner).map_err(|error| writing(&error))?;
    if !findings.somebody() && args.places == Places::Own {
        for namespace in elsewhere(targets, args, host) {
            let line = format!("Somebody has it in network namespace {namespace} (--all-netns shows who).");
            text.extend_from_slice(&escape(line.as_bytes()));
            text.push(b'\n');
        }
    }
    output.write_all(&text).map_err(|error| writing(&error))?;
    gaps.iter().for_each(|gap| message::say("sockeye port", gap));
    Ok(findings.somebody())
}

/// Lists for programs what has to do with the targets; whether anybody has one.
fn list(args: &Args, targets: &[Target], format: Format, host: &mut Host) -> Result<bool, Failure> {
    let (fields, wants) = Fields::of_sockets();
    let mut listing = Listing::new(targets, fields, args.numeric);
    let gaps = gather(&Question { words: target::filter(targets), places: args.places, wants }, host, &mut listing)?;
    let is_found = listing.somebody();
    standard_output()?.write_all(&listing.finish(host.now(), format)).map_err(|error| writing(&error))?;
    gaps.iter().for_each(|gap| message::say("sockeye port", gap));
    Ok(is_found)
}

/// Looks for everything that has to do with the targets.
fn look(
    targets: &[Target],
    places: Places,
    is_numeric: bool,
    host: &mut Host,
) -> Result<(Findings, Vec<Gap>), Failure> {
    let wants = Wants { tcp_info: true, owners: true, ..Wants::default() };
    let question = Question { words: target::filter(targets), places, wants };
    let mut collector = Collector::new(targets, is_numeric);
    let gaps = gather(&question, host, &mut collector)?;
    Ok((collector.finish(host), gaps))
}

/// The other network namespaces in which somebody has one of the ports, where looking there is quick.
fn elsewhere(targets: &[Target], args: &Args, host: &mut Host) -> Vec<String> {
    let found = namespaces::discover(Path::new(ProcFiles::ROOT), &mut Containers::new(Path::new("/"))).found;
    if !(2..=FEW_NAMESPACES).contains(&found.len()) {
        return Vec::new();
    }
    // What could not be seen in them was not asked for.
    let Ok((findings, _)) = look(targets, Places::All, args.numeric, host) else { return Vec::new() };
    let mut ids: Vec<_> = findings.listeners.iter().map(|listener| listener.namespace).collect();
    ids.extend(findings.connections.iter().filter(|connection| connection.is_here).map(|one| one.namespace));
    ids.sort_unstable();
    ids.dedup();
    ids.iter().map(|id| String::from_utf8_lossy(findings.namespace(*id)).into_owned()).collect()
}

/// What was asked about, in words: `port 8080`, `ports 8000-8100, ssh`, `/run/x.sock`.
fn asked(args: &Args, targets: &[Target]) -> String {
    let words: Vec<_> = args.words.iter().map(|word| word.to_string_lossy()).collect();
    let words = words.join(", ");
    let is_port = |target: &Target| matches!(target, Target::Ports { .. });
    match targets {
        [Target::Ports { first, last, .. }] if first == last => format!("port {}", words.trim_start_matches(':')),
        targets if targets.iter().all(is_port) => format!("ports {words}"),
        _ => words,
    }
}
