//! The options of `sockeye kill`.

use super::super::gather::Places;
use super::super::given::Given;
use super::super::shared::{self, Format, usage};
use crate::failure::Failure;
use crate::options::OptionRow;
use render::style::Choice;
use sources::ending::Signal;
use std::ffi::{OsStr, OsString};

/// What an option asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Yes,
    DryRun,
    Process,
    Signal,
    AllNamespaces,
    Namespace,
    Output,
    Schema,
    Color,
    Help,
}

/// Every option, in the order in which help lists them.
pub(super) const OPTIONS: &[OptionRow<Meaning>] = &[
    shared::row(Meaning::Yes, Some('y'), &["yes"], None, "do it without asking"),
    shared::row(Meaning::DryRun, None, &["dry-run"], None, "show what would be closed or ended, and do nothing"),
    shared::row(Meaning::Process, Some('p'), &["process"], None, "end the processes that hold them, instead"),
    shared::row(
        Meaning::Signal,
        Some('s'),
        &["signal"],
        Some("SIGNAL"),
        "with --process: send this signal in place of TERM (KILL, INT, HUP, QUIT, ABRT, USR1, USR2)",
    ),
    shared::all_namespaces(Meaning::AllNamespaces),
    shared::namespace(Meaning::Namespace),
    shared::output(Meaning::Output, "table|json|ndjson"),
    shared::schema(Meaning::Schema),
    shared::color(Meaning::Color),
    shared::help(Meaning::Help),
];

/// What the command line asks for.
#[derive(Debug)]
pub(super) struct Args {
    pub(super) yes: bool,
    pub(super) dry_run: bool,
    /// End the processes by this signal; `None`: close the sockets.
    pub(super) process: Option<Signal>,
    pub(super) places: Places,
    /// The network namespace to look in instead of the own one.
    pub(super) namespace: Option<OsString>,
    pub(super) format: Format,
    /// Show what JSON looks like, and nothing else.
    pub(super) schema: bool,
    pub(super) color: Choice,
    pub(super) help: bool,
    /// The filter.
    pub(super) words: Vec<OsString>,
}

impl Args {
    /// Reads the words after the command's name.
    ///
    /// # Errors
    /// They are not understood, or there is no filter.
    pub(super) fn read(arguments: Vec<OsString>) -> Result<Self, Failure> {
        let given = Given::read("kill", OPTIONS, arguments)?;
        let signal = given.value(Meaning::Signal).map(read_signal).transpose()?;
        let process = match (given.has(Meaning::Process), signal) {
            (true, signal) => Some(signal.unwrap_or(Signal::TERM)),
            (false, Some(_)) => return Err(usage("--signal goes to processes: say --process too")),
            (false, None) => None,
        };
        let args = Self {
            yes: given.has(Meaning::Yes),
            dry_run: given.has(Meaning::DryRun),
            process,
            places: given.places(Meaning::AllNamespaces),
            namespace: given.value(Meaning::Namespace).map(OsStr::to_owned),
            format: given.format(Meaning::Output, &[Format::Table, Format::Json, Format::Ndjson])?.unwrap_or_default(),
            schema: given.has(Meaning::Schema),
            color: given.color(Meaning::Color)?.unwrap_or_default(),
            help: given.has(Meaning::Help),
            words: given.words,
        };
        if args.words.is_empty() && !args.help && !args.schema {
            return Err(usage("say which: a filter, such as dport = 443 (sockeye help filter tells the language)"));
        }
        Ok(args)
    }
}

fn read_signal(word: &OsStr) -> Result<Signal, Failure> {
    word.to_str().and_then(Signal::named).ok_or_else(|| {
        let known = Signal::names().collect::<Vec<_>>().join(", ");
        usage(format!("--signal={}: take one of {known}", word.to_string_lossy()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Args, u8> {
        let words = line.split(' ').filter(|word| !word.is_empty()).map(OsString::from).collect();
        Args::read(words).map_err(|failure| failure.status())
    }

    #[test]
    fn a_filter_must_be_given_and_a_signal_needs_processes() {
        for line in ["", "--yes", "--signal KILL dport = 443", "--process --signal 9 tcp", "-o csv tcp", "--none tcp"] {
            assert_eq!(read(line).map(|args| args.words), Err(2), "{line}");
        }
        assert!(read("--help").is_ok_and(|args| args.help));
    }

    #[test]
    fn options_may_stand_around_the_filter() {
        let args = read("--signal sigkill dport = 443 --process -y").unwrap();
        assert_eq!(args.process, Signal::named("KILL"));
        assert!(args.yes && !args.dry_run);
        assert_eq!(args.words.len(), 3);
        assert_eq!(read("-p tcp").unwrap().process, Some(Signal::TERM));
    }
}
