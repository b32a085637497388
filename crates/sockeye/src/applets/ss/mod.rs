//! `ss`: sockets as iproute2's tool prints them (ss(8), version 6.1).

mod all_namespaces;
mod args;
mod bpf_maps;
mod closing;
mod environment;
mod filter_file;
mod following;
pub mod layout;
mod listing;
mod options;
mod ownership;
mod prerequisites;
mod recording;
mod request;
mod surroundings;

use crate::failure::Failure;
use crate::manual::{Entry, Page};
use crate::message;
use crate::options::Help;
use args::{Args, Task};
use bpf_maps::OpenMaps;
use environment::Environment;
use layout::Contexts;
use layout::columns::{self, Origins};
use model::{Facts, Gap};
use query::lower::Capabilities;
use query::ss::{QueryError, read_query, read_scope};
use render::table::{Table, Width};
use request::Request;
use sources::closing::Closer;
use sources::counters::{self, SocketSummary};
use sources::owners::{OwnerDetails, Threads, Way};
use sources::proc_files::ProcFiles;
use sources::sockets::SocketSource;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::path::Path;
use std::process::ExitCode;
use surroundings::Surroundings;
use sys::terminal::Output;

/// What the original answers to `-V`, for scripts that look for a version, and who answers.
const VERSION: &str = concat!("ss utility, iproute2-6.1.0, sockeye ", env!("CARGO_PKG_VERSION"));
/// The exit status of a command line that cannot be understood.
const USAGE_STATUS: u8 = 255;

/// Whether a command line can be understood. For fuzzing.
pub(crate) fn understands(arguments: Vec<OsString>) -> bool {
    args::read(arguments).task.is_ok()
}

/// Runs `ss` with the words after its name.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    sys::signal::end_quietly_on_closed_pipe();
    let command_line = args::read(arguments);
    prerequisites::meet(&command_line.prerequisites, Path::new(ProcFiles::ROOT))?;
    let task = command_line.task.map_err(|error| usage(&error))?;
    let out = standard_output()?;
    match task {
        Task::Help => write_out(out, &help()),
        Task::Version => write_out(out, &format!("{VERSION}\n")),
        Task::Show(args) => show(*args, out),
    }
}

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page {
        forms: &["[OPTIONS] [FILTER]"],
        options: Entry::of_table(options::OPTIONS),
        text: concat!(include_str!("manual.txt"), "\n# Filter\n", include_str!("filter.txt")),
    }
}

fn usage(error: &dyn std::fmt::Display) -> Failure {
    Failure::new(USAGE_STATUS, format!("{error} (sockeye ss --help lists the options)"))
}

fn help() -> String {
    format!("Usage: ss [OPTIONS] [FILTER]\n{}\n{}", Help(options::OPTIONS), options::FILTER_HELP)
}

fn show(args: Args, mut out: File) -> Result<ExitCode, Failure> {
    let environment = Environment::read(|name| std::env::var_os(name));
    if args.all_namespaces {
        return all_namespaces::show(args, &environment, out);
    }
    if args.summary {
        say(&summarize(&counters::socket_summary(&environment.files), &mut out)?);
        if args.shows_only_summary() {
            return Ok(ExitCode::SUCCESS);
        }
    }
    if let Some(name) = &args.recording {
        let (scope, expression) = read_scope(args.scope, &args.words).map_err(|error| refused(&error))?;
        if !expression.is_empty() || args.filter_file.is_some() {
            say(&[Gap::new(
                "recording",
                "a filter does not apply to recordings, which have every socket in the states",
            )]);
        }
        return recording::record(name, &scope, args.details, out);
    }
    let question = Question::new(&args)?;
    let mut surroundings = question.surroundings(&environment);
    let request = question.request(&surroundings).map_err(|error| refused(&error))?;
    let request = Request { replays_tcp: environment.tcp_recording.is_some(), ..request };

    if args.events {
        // What has ended has no holders: they are not looked for.
        let mut table = empty_table(&request, Origins::Hidden, args.no_header, out);
        return Err(following::follow(&request, &mut surroundings, &mut table));
    }
    let mut source = SocketSource::live(environment.files, request.reach()).replaying_tcp(environment.tcp_recording);
    // Where nothing is filtered out, owners will be asked for: they can be looked for while sockets are read.
    if args.details.processes && request.query.filter.is_none() {
        surroundings.begin_to_look_for_owners();
    }
    surroundings.find_names(&mut source, &request).map_err(writing)?;

    let mut table = empty_table(&request, Origins::Hidden, args.no_header, out);
    let mut closer = args.kill.then(Closer::live);
    let gaps =
        listing::list(&mut source, &request, &mut surroundings, &mut table, None, closer.as_mut()).map_err(writing)?;
    table.finish().map_err(writing)?;
    say(gaps.iter().chain(&surroundings.gaps()));
    say(&closer.map(|closer| closer.gaps()).unwrap_or_default());
    Ok(ExitCode::SUCCESS)
}

/// Writes counts of sockets, and returns what could not be counted.
fn summarize(summary: &Facts<SocketSummary>, out: &mut File) -> Result<Vec<Gap>, Failure> {
    let (found, mut text) = (&summary.found, Vec::new());
    layout::summary::write(&mut text, &found.ipv4, &found.ipv6, found.established).map_err(writing)?;
    out.write_all(&text).map_err(writing)?;
    Ok(summary.gaps.clone())
}

/// What is asked for, wherever it is looked for: a filter may mean something else in each network namespace.
struct Question<'a> {
    args: &'a Args,
    /// The words of the filter.
    words: Vec<OsString>,
    bpf_maps: OpenMaps,
}

impl<'a> Question<'a> {
    /// Reads the filter's file and opens the maps that the command line names.
    fn new(args: &'a Args) -> Result<Self, Failure> {
        let mut words = args.words.clone();
        if let Some(path) = &args.filter_file {
            words.extend(filter_file::read(path).map_err(|error| unreadable(path, &error))?);
        }
        Ok(Self { args, words, bpf_maps: args.bpf_maps.open()? })
    }

    /// What to look up names and owners in.
    fn surroundings(&self, environment: &Environment) -> Surroundings {
        let details = self.args.details;
        let mut surroundings = Surroundings::new(&environment.files);
        if details.resolve && !details.numeric {
            surroundings.find_rpc_services();
        }
        let contexts = details.contexts != Contexts::Hidden;
        let threads = match (self.args.threads, details.owner) {
            (true, _) => Threads::Each,
            (false, true) => Threads::Unshared,
            // The original looks no further.
            (false, false) => Threads::First,
        };
        let way = match environment.owners {
            Way::Quickest if details.owner => Way::MostComplete,
            way => way,
        };
        surroundings.look_for_owners(OwnerDetails { threads, contexts, way });
        surroundings
    }

    /// What it comes down to in these surroundings.
    fn request(&self, surroundings: &Surroundings) -> Result<Request, QueryError> {
        let query = read_query(self.args.scope.clone(), &self.words, surroundings.names())?;
        let capabilities = Capabilities { net_admin: sys::capability::has_net_admin() };
        Ok(Request::new(query, self.args.details, capabilities).with_bpf_storages(&self.bpf_maps.storages))
    }
}

/// The table that shows what was asked for, without rows.
fn empty_table(request: &Request, origins: Origins, no_header: bool, out: File) -> Table<File> {
    let mut table = columns::table(origins, width(&out), out);
    let scope = &request.query.scope;
    columns::switch(&mut table, scope.tables.is_plural(), scope.states.is_plural(), !request.details.no_queues);
    if !no_header {
        table.header();
    }
    table
}

fn refused(error: &QueryError) -> Failure {
    Failure::new(error.status(), error.to_string())
}

/// What could not be seen, and why.
fn say<'g>(gaps: impl IntoIterator<Item = &'g Gap>) {
    for gap in gaps {
        message::say("sockeye ss", gap);
    }
}

fn unreadable(filter_file: &OsStr, error: &io::Error) -> Failure {
    Failure::new(USAGE_STATUS, format!("reading the filter from \"{}\": {error}", Path::new(filter_file).display()))
}

fn write_out(mut out: File, text: &str) -> Result<ExitCode, Failure> {
    out.write_all(text.as_bytes()).map_err(writing)?;
    Ok(ExitCode::SUCCESS)
}

/// Standard output without the buffer of the standard library: tables come in pages of their own.
fn standard_output() -> Result<File, Failure> {
    let descriptor = io::stdout().as_fd().try_clone_to_owned().map_err(writing)?;
    Ok(File::from(descriptor))
}

fn writing(error: io::Error) -> Failure {
    Failure::new(1, format!("writing to standard output: {error}"))
}

fn width(out: &File) -> Width {
    match Output::of(out) {
        Output::Plain => Width::Unlimited,
        Output::Terminal { columns } => Width::Terminal(columns.map_or(0, std::num::NonZeroU16::get)),
    }
}
