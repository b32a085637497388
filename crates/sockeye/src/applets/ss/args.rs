//! The command line of `ss` as plain values: nothing is looked up or opened here.

use super::bpf_maps::{BpfMaps, BpfMapsError};
use super::layout::{Contexts, Details};
use super::options::{Meaning, OPTIONS};
use super::prerequisites::Prerequisite;
use crate::options::{self, ArgumentError};
use model::Family;
use query::ss::{ScopeBuilder, ScopeError, Table};
use std::ffi::OsString;
use std::fmt;

/// A command line that was read.
#[derive(Debug)]
pub(super) struct CommandLine {
    /// What must be met before anything else, even before an error is told in what follows them: in this order.
    pub(super) prerequisites: Vec<Prerequisite>,
    /// What is asked for.
    pub(super) task: Result<Task, ArgsError>,
}

/// What the command line asks for.
#[derive(Debug)]
pub(super) enum Task {
    /// Show the help.
    Help,
    /// Show the version.
    Version,
    /// Show sockets.
    Show(Box<Args>),
}

/// What to show, and how.
#[derive(Debug, Default)]
pub(super) struct Args {
    /// Tables, families and states, as far as options choose them.
    pub(super) scope: ScopeBuilder,
    /// What to say of each socket.
    pub(super) details: Details,
    /// Whether threads count as holders of their own.
    pub(super) threads: bool,
    /// Whether to leave out the headings.
    pub(super) no_header: bool,
    /// Whether to count sockets by kind.
    pub(super) summary: bool,
    /// A file to record the kernel's answers in, instead of showing them.
    pub(super) recording: Option<OsString>,
    /// BPF maps whose storage to show.
    pub(super) bpf_maps: BpfMaps,
    /// Whether to follow sockets as they end, instead of listing them.
    pub(super) events: bool,
    /// Whether to look into every network namespace.
    pub(super) all_namespaces: bool,
    /// Whether to close what is listed.
    pub(super) kill: bool,
    /// A file to read the filter from, instead of words.
    pub(super) filter_file: Option<OsString>,
    /// The words of the filter.
    pub(super) words: Vec<OsString>,
}

impl Args {
    /// Whether nothing is to be shown behind the counts.
    pub(super) fn shows_only_summary(&self) -> bool {
        self.summary && !self.scope.is_narrowed() && self.words.is_empty()
    }
}

/// Why a command line was not understood.
#[derive(Debug)]
pub(super) enum ArgsError {
    Argument(ArgumentError),
    Scope(ScopeError),
    BpfMaps(BpfMapsError),
    /// A second `-F`.
    SecondFilterFile,
    /// Both `-E` and `-K`.
    FollowAndClose,
    /// Both `-E` and `--owner`.
    FollowOwners,
    /// `--all-netns` with an option that means one namespace.
    OneNamespace(&'static str),
}

impl From<ArgumentError> for ArgsError {
    fn from(error: ArgumentError) -> Self {
        Self::Argument(error)
    }
}

impl From<BpfMapsError> for ArgsError {
    fn from(error: BpfMapsError) -> Self {
        Self::BpfMaps(error)
    }
}

impl From<ScopeError> for ArgsError {
    fn from(error: ScopeError) -> Self {
        Self::Scope(error)
    }
}

impl fmt::Display for ArgsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument(error) => error.fmt(f),
            Self::Scope(error) => error.fmt(f),
            Self::BpfMaps(error) => error.fmt(f),
            Self::SecondFilterFile => f.write_str("option -F can be given once"),
            Self::OneNamespace(option) => {
                write!(f, "{option} is about one network namespace, so it cannot stand beside --all-netns")
            }
            Self::FollowOwners => f.write_str("-E follows sockets that have ended, which have no owner to show"),
            Self::FollowAndClose => f.write_str("-E follows sockets that have ended, so that -K finds none to close"),
        }
    }
}

/// Leaves the loop over options early: the first of `-h` and `-V` decides, whatever follows it.
enum Stop {
    At(Task),
    With(ArgsError),
}

impl<E: Into<ArgsError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::With(error.into())
    }
}

/// Reads the words after the program's name.
pub(super) fn read(arguments: impl IntoIterator<Item = OsString>) -> CommandLine {
    let mut args = Args::default();
    let mut prerequisites = Vec::new();
    let words =
        options::parse(OPTIONS, arguments, |meaning, value| apply(&mut args, &mut prerequisites, *meaning, value));
    let task = match words {
        Ok(_) if args.events && args.kill => Err(ArgsError::FollowAndClose),
        Ok(_) if args.events && args.details.owner => Err(ArgsError::FollowOwners),
        Ok(words) => {
            args.words = words;
            match one_namespace_option(&args, &prerequisites) {
                Some(option) if args.all_namespaces => Err(ArgsError::OneNamespace(option)),
                _ => Ok(Task::Show(Box::new(args))),
            }
        }
        Err(Stop::At(task)) => Ok(task),
        Err(Stop::With(error)) => Err(error),
    };
    CommandLine { prerequisites, task }
}

/// An option that was given and has a meaning for one network namespace at a time only.
fn one_namespace_option(args: &Args, prerequisites: &[Prerequisite]) -> Option<&'static str> {
    let enters = prerequisites.iter().any(|prerequisite| matches!(prerequisite, Prerequisite::Namespace(_)));
    let given = [(enters, "-N"), (args.events, "-E"), (args.recording.is_some(), "-D")];
    given.into_iter().find_map(|(is_given, option)| is_given.then_some(option))
}

fn apply(
    args: &mut Args,
    prerequisites: &mut Vec<Prerequisite>,
    meaning: Meaning,
    value: Option<OsString>,
) -> Result<(), Stop> {
    let word = || value.as_deref().unwrap_or_default().to_string_lossy();
    let details = &mut args.details;
    match meaning {
        Meaning::Help => return Err(Stop::At(Task::Help)),
        Meaning::Version => return Err(Stop::At(Task::Version)),
        Meaning::Numeric => details.numeric = true,
        Meaning::Resolve => details.resolve = true,
        Meaning::All => args.scope.choose_all_states(),
        Meaning::Listening => args.scope.choose_listening_states(),
        Meaning::BoundInactive => args.scope.choose_bound_inactive_state(),
        Meaning::Timers => details.options = true,
        Meaning::Extended => {
            details.options = true;
            details.extended = true;
        }
        Meaning::Memory => details.memory = true,
        Meaning::Processes => details.processes = true,
        Meaning::Threads => {
            details.processes = true;
            args.threads = true;
        }
        Meaning::Owner => {
            details.processes = true;
            details.owner = true;
        }
        Meaning::Newest => details.newest = true,
        Meaning::Info => details.info = true,
        Meaning::TipcInfo => details.tipc = true,
        Meaning::Summary => args.summary = true,
        Meaning::Tos => details.type_of_service = true,
        Meaning::Cgroup => details.cgroup = true,
        Meaning::Bpf => {
            details.options = true;
            details.filters = true;
        }
        Meaning::BpfMaps | Meaning::BpfMapId => args.bpf_maps.add(value.as_deref())?,
        Meaning::Context => {
            details.processes = true;
            if details.contexts == Contexts::Hidden {
                details.contexts = Contexts::OfProcesses;
            }
            prerequisites.push(Prerequisite::Selinux);
        }
        Meaning::Contexts => {
            details.processes = true;
            details.contexts = Contexts::OfProcessesAndSockets;
            prerequisites.push(Prerequisite::Selinux);
        }
        Meaning::Network => prerequisites.push(Prerequisite::Namespace(value.unwrap_or_default())),
        Meaning::AllNetworks => args.all_namespaces = true,
        Meaning::Events => args.events = true,
        Meaning::Ipv4 => args.scope.add_family(Family::Inet),
        Meaning::Ipv6 => args.scope.add_family(Family::Inet6),
        Meaning::Packet => args.scope.add_family(Family::Packet),
        Meaning::Tcp => args.scope.add_table(Table::Tcp),
        Meaning::Mptcp => args.scope.add_table(Table::Mptcp),
        Meaning::Sctp => args.scope.add_table(Table::Sctp),
        Meaning::Udp => args.scope.add_table(Table::Udp),
        Meaning::Dccp => args.scope.add_table(Table::Dccp),
        Meaning::Raw => args.scope.add_table(Table::Raw),
        Meaning::Unix => args.scope.add_family(Family::Unix),
        Meaning::Tipc => args.scope.add_family(Family::Tipc),
        Meaning::Vsock => args.scope.add_family(Family::Vsock),
        Meaning::Xdp => args.scope.add_family(Family::Xdp),
        Meaning::Family if word() == "help" => return Err(Stop::At(Task::Help)),
        Meaning::Family => args.scope.add_family_named(&word())?,
        Meaning::Kill => args.kill = true,
        Meaning::NoQueues => details.no_queues = true,
        Meaning::NoHeader => args.no_header = true,
        Meaning::OneLine => details.one_line = true,
        Meaning::SocketOptions => details.socket_options = true,
        Meaning::Tables => args.scope.add_tables_named(&word())?,
        Meaning::Record => args.recording = value,
        Meaning::FilterFile if args.filter_file.is_some() => return Err(ArgsError::SecondFilterFile.into()),
        Meaning::FilterFile => args.filter_file = value,
    }
    Ok(())
}
