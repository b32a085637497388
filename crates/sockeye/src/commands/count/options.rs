//! The command line of `sockeye count`.

use crate::commands::columns::{Column, choice};
use crate::commands::gather::Places;
use crate::commands::given::{Given, read_count};
use crate::commands::settings::Settings;
use crate::commands::shared::{self, Format, row, usage};
use crate::failure::Failure;
use crate::options::OptionRow;
use render::style::Choice;
use std::ffi::{OsStr, OsString};

/// What an option of `count` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    By,
    Sort,
    Top,
    Distinct,
    Output,
    AllNamespaces,
    Namespace,
    Numeric,
    Color,
    NoHeader,
    Config,
    NoConfig,
    Schema,
    Help,
}

pub(super) const OPTIONS: &[OptionRow<Meaning>] = &[
    row(
        Meaning::By,
        Some('b'),
        &["by"],
        Some("COLUMNS"),
        "what is counted: state (the usual), peer, process, …; several with commas between them",
    ),
    row(
        Meaning::Sort,
        Some('s'),
        &["sort"],
        Some("count|key"),
        "the highest count first (the usual), or by what is counted",
    ),
    row(Meaning::Top, Some('t'), &["top"], Some("COUNT"), "show so many at most"),
    row(Meaning::Distinct, Some('d'), &["distinct"], None, "say only how many different ones there are"),
    shared::output(Meaning::Output, "table|json|ndjson|csv"),
    shared::all_namespaces(Meaning::AllNamespaces),
    shared::namespace(Meaning::Namespace),
    shared::numeric(Meaning::Numeric),
    shared::color(Meaning::Color),
    row(Meaning::NoHeader, None, &["no-header"], None, "leave out the headings of columns and the total"),
    row(Meaning::Config, None, &["config"], Some("FILE"), "take the defaults from this file alone"),
    row(Meaning::NoConfig, None, &["no-config"], None, "take no defaults from files"),
    shared::schema(Meaning::Schema),
    shared::help(Meaning::Help),
];

const FORMATS: &[Format] = &[Format::Table, Format::Json, Format::Ndjson, Format::Csv];

/// What is counted where nobody says.
const USUAL: &[&str] = &["state"];

/// Columns of an address with its port, and those that are meant by them: who counts peers counts hosts.
const WITHOUT_PORT: &[(&str, &str)] = &[("local", "local-address"), ("peer", "peer-address")];

/// By what counts are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sort {
    /// The highest count first, of equal ones the lower key.
    #[default]
    Count,
    /// By what is counted.
    Key,
}

/// A command line of `count`, understood.
#[derive(Default)]
pub(super) struct Args {
    pub(super) help: bool,
    pub(super) shows_schema: bool,
    pub(super) words: Vec<OsString>,
    pub(super) by: Vec<&'static Column>,
    pub(super) sort: Sort,
    pub(super) top: Option<usize>,
    pub(super) distinct: bool,
    pub(super) format: Format,
    pub(super) places: Places,
    pub(super) namespace: Option<OsString>,
    pub(super) numeric: bool,
    pub(super) color: Choice,
    pub(super) no_header: bool,
}

impl Args {
    /// Understands the words after `count`.
    ///
    /// # Errors
    /// Says what cannot be understood, also in a file of settings.
    pub(super) fn read(arguments: Vec<OsString>) -> Result<Self, Failure> {
        let given = Given::read("count", OPTIONS, arguments)?;
        let value = |meaning| given.value(meaning);
        let is_given = |meaning| given.has(meaning);
        if is_given(Meaning::Help) {
            return Ok(Self { help: true, ..Self::default() });
        }
        if is_given(Meaning::Schema) {
            return Ok(Self { shows_schema: true, ..Self::default() });
        }
        let settings = Settings::load(value(Meaning::Config), is_given(Meaning::NoConfig))?;
        let by = match value(Meaning::By) {
            Some(text) => choice::read("--by", &text.to_string_lossy(), USUAL)?,
            None => choice::named(USUAL),
        };
        Ok(Self {
            help: false,
            shows_schema: false,
            by: by.into_iter().map(without_port).collect(),
            sort: value(Meaning::Sort).map_or(Ok(Sort::Count), read_sort)?,
            top: value(Meaning::Top).map(read_top).transpose()?,
            distinct: is_given(Meaning::Distinct),
            format: given.format(Meaning::Output, FORMATS)?.unwrap_or_default(),
            places: given.places(Meaning::AllNamespaces),
            namespace: value(Meaning::Namespace).map(OsStr::to_owned),
            numeric: is_given(Meaning::Numeric),
            color: given.color(Meaning::Color)?.or(settings.color).unwrap_or_default(),
            no_header: is_given(Meaning::NoHeader),
            words: given.words,
        })
    }
}

fn without_port(column: &'static Column) -> &'static Column {
    let meant = WITHOUT_PORT.iter().find(|(with, _)| *with == column.name);
    meant.and_then(|(_, without)| choice::named(&[without]).first().copied()).unwrap_or(column)
}

fn read_sort(word: &OsStr) -> Result<Sort, Failure> {
    match word.to_str() {
        Some("count") => Ok(Sort::Count),
        Some("key") => Ok(Sort::Key),
        _ => Err(usage(format!("--sort={}: take count or key", word.to_string_lossy().escape_debug()))),
    }
}

fn read_top(word: &OsStr) -> Result<usize, Failure> {
    // More than memory could hold is as good as all.
    read_count("--top", word).map(|count| usize::try_from(count).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Args, String> {
        let words = line.split(' ').filter(|word| !word.is_empty()).map(OsString::from);
        Args::read(words.chain(["--no-config".into()]).collect()).map_err(|failure| format!("{failure:?}"))
    }

    fn names(line: &str) -> Vec<&'static str> {
        read(line).unwrap().by.iter().map(|column| column.name).collect()
    }

    #[test]
    fn who_counts_peers_counts_hosts() {
        assert_eq!(names(""), ["state"]);
        assert_eq!(names("--by peer,state"), ["peer-address", "state"]);
        assert_eq!(names("--by +process tcp"), ["state", "process"]);
    }

    #[test]
    fn what_cannot_be_is_said() {
        for (line, expected) in [
            ("--by per", "is no column"),
            ("--sort name", "take count or key"),
            ("--top 0", "take a number from 1"),
            ("-o xml", "take one of table"),
        ] {
            let error = read(line).err().unwrap_or_else(|| panic!("{line} was understood"));
            assert!(error.contains(expected), "{line}: {error}");
        }
    }
}
