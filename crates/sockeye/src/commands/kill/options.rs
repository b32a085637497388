//! The options of `sockeye kill`.

use super::super::shared::{self, Format, usage};
use crate::failure::Failure;
use crate::options::{ArgumentError, OptionRow, parse};
use render::style::Choice;
use sources::ending::Signal;
use std::ffi::{OsStr, OsString};

/// What an option asks for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    Yes,
    DryRun,
    Process,
    Signal,
    AllNamespaces,
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
    shared::output(Meaning::Output, "table|json|ndjson"),
    shared::row(Meaning::Schema, None, &["schema"], None, "show what its JSON looks like (JSON Schema)"),
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
    pub(super) all_namespaces: bool,
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
        let mut args = Self {
            yes: false,
            dry_run: false,
            process: None,
            all_namespaces: false,
            format: Format::Table,
            schema: false,
            color: Choice::Auto,
            help: false,
            words: Vec::new(),
        };
        let (mut signal, mut refusal) = (None, Ok(()));
        let words = parse(OPTIONS, arguments, |meaning, value| {
            if let Err(failure) = args.take(*meaning, &value.unwrap_or_default(), &mut signal) {
                refusal = Err(failure);
            }
            Ok::<_, ArgumentError>(())
        });
        args.words = words.map_err(|error| shared::not_understood("kill", &error))?;
        refusal?;
        match (signal, &mut args.process) {
            (Some(signal), Some(process)) => *process = signal,
            (Some(_), None) => return Err(usage("--signal goes to processes: say --process too")),
            (None, _) => {}
        }
        if args.words.is_empty() && !args.help && !args.schema {
            return Err(usage("say which: a filter, such as dport = 443 (sockeye help filter tells the language)"));
        }
        Ok(args)
    }

    fn take(&mut self, meaning: Meaning, value: &OsStr, signal: &mut Option<Signal>) -> Result<(), Failure> {
        match meaning {
            Meaning::Yes => self.yes = true,
            Meaning::DryRun => self.dry_run = true,
            Meaning::Process => self.process = Some(Signal::TERM),
            Meaning::Signal => *signal = Some(read_signal(value)?),
            Meaning::AllNamespaces => self.all_namespaces = true,
            Meaning::Output => self.format = Format::read(value, &[Format::Table, Format::Json, Format::Ndjson])?,
            Meaning::Schema => self.schema = true,
            Meaning::Color => self.color = shared::read_color(value)?,
            Meaning::Help => self.help = true,
        }
        Ok(())
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
