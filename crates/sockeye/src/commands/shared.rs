//! What our own commands take alike: the same option means the same thing in each, and stands here once.

use super::USAGE_STATUS;
use super::gather::writing;
use crate::failure::Failure;
use crate::options::{ArgumentError, OptionRow};
use render::grid::Screen;
use render::style::{Choice, Colours};
use std::ffi::OsStr;
use std::fs::File;
use std::num::NonZeroU16;
use std::os::fd::AsFd;
use sys::terminal::Output;

/// `--help`.
pub(crate) const fn help<T>(meaning: T) -> OptionRow<T> {
    row(meaning, Some('h'), &["help"], None, "show what this command takes")
}

/// `--all-netns`.
pub(crate) const fn all_namespaces<T>(meaning: T) -> OptionRow<T> {
    row(meaning, Some('A'), &["all-netns"], None, "look in every network namespace of the host")
}

/// `--netns`.
pub(crate) const fn namespace<T>(meaning: T) -> OptionRow<T> {
    let help = "look in this network namespace instead: a name, a path or a process";
    row(meaning, Some('N'), &["netns"], Some("NAMESPACE"), help)
}

/// `--numeric`.
pub(crate) const fn numeric<T>(meaning: T) -> OptionRow<T> {
    row(meaning, Some('n'), &["numeric"], None, "numbers instead of names")
}

/// `--color`.
pub(crate) const fn color<T>(meaning: T) -> OptionRow<T> {
    row(meaning, None, &["color"], Some("auto|always|never"), "colours: on a terminal, everywhere, nowhere")
}

/// `--output`, with these formats between bars.
pub(crate) const fn output<T>(meaning: T, formats: &'static str) -> OptionRow<T> {
    row(meaning, Some('o'), &["output"], Some(formats), "how to write it")
}

/// `--schema`.
pub(crate) const fn schema<T>(meaning: T) -> OptionRow<T> {
    row(meaning, None, &["schema"], None, "show what its JSON looks like (JSON Schema)")
}

/// A row of a table of options.
pub(crate) const fn row<T>(
    meaning: T,
    short: Option<char>,
    long: &'static [&'static str],
    value: Option<&'static str>,
    help: &'static str,
) -> OptionRow<T> {
    OptionRow { meaning, short, long, value, help, original: false }
}

/// How a command writes what it found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Table,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// Comma-separated values (RFC 4180).
    Csv,
}

impl Format {
    /// The one of this name, of those that the command has.
    ///
    /// # Errors
    /// It has none of this name.
    pub(crate) fn read(word: &OsStr, known: &[Self]) -> Result<Self, Failure> {
        let found = word.to_str().and_then(|word| Self::named(word, known));
        found.ok_or_else(|| unknown("--output", word, known.iter().map(|format| format.name())))
    }

    /// The one of this name, of these.
    pub(crate) fn named(word: &str, known: &[Self]) -> Option<Self> {
        known.iter().copied().find(|format| word == format.name())
    }

    fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
        }
    }
}

/// Reads the value of `--color`.
///
/// # Errors
/// It is none of its words.
pub(crate) fn read_color(word: &OsStr) -> Result<Choice, Failure> {
    match word.to_str() {
        Some("auto") => Ok(Choice::Auto),
        Some("always") => Ok(Choice::Always),
        Some("never") => Ok(Choice::Never),
        _ => Err(unknown("--color", word, ["auto", "always", "never"])),
    }
}

fn unknown<'a>(option: &str, word: &OsStr, known: impl IntoIterator<Item = &'a str>) -> Failure {
    let known = known.into_iter().collect::<Vec<_>>().join(", ");
    usage(format!("{option}={}: take one of {known}", word.to_string_lossy().escape_debug()))
}

/// A command line that cannot be understood.
pub(crate) fn usage(message: impl Into<String>) -> Failure {
    Failure::new(USAGE_STATUS, message)
}

/// The failure to read options, which points at the help of the command.
pub(crate) fn not_understood(command: &str, error: &ArgumentError) -> Failure {
    usage(format!("{error} (sockeye {command} --help lists the options)"))
}

/// Standard output, for what is written in large pieces.
///
/// # Errors
/// There is none.
pub(crate) fn standard_output() -> Result<File, Failure> {
    let copied = std::io::stdout().as_fd().try_clone_to_owned();
    copied.map(File::from).map_err(|error| writing(&error))
}

/// What this output can show, with colours as they were asked for.
pub(crate) fn screen(output: &File, colours: Choice) -> Screen {
    let (is_terminal, width) = match Output::of(output) {
        Output::Plain => (false, None),
        Output::Terminal { columns } => (true, columns.map(NonZeroU16::get)),
    };
    Screen { width, colours: Colours::decide(colours, is_terminal, |name| std::env::var_os(name)) }
}
