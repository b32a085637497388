//! The options of `sockeye port`.

use super::super::gather::Places;
use super::super::given::Given;
use super::super::shared::{self, Format};
use crate::failure::Failure;
use crate::options::OptionRow;
use render::style::Choice;
use std::ffi::{OsStr, OsString};

/// What an option asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    All,
    AllNamespaces,
    Namespace,
    Numeric,
    Output,
    Schema,
    Color,
    Help,
}

/// Every option, in the order in which help lists them.
pub(super) const OPTIONS: &[OptionRow<Meaning>] = &[
    shared::row(Meaning::All, Some('a'), &["all"], None, "a row for each connection, also where many are alike"),
    shared::all_namespaces(Meaning::AllNamespaces),
    shared::namespace(Meaning::Namespace),
    shared::numeric(Meaning::Numeric),
    shared::output(Meaning::Output, "table|json|ndjson"),
    shared::schema(Meaning::Schema),
    shared::color(Meaning::Color),
    shared::help(Meaning::Help),
];

/// What the command line asks for.
#[derive(Debug)]
pub(super) struct Args {
    pub(super) all: bool,
    pub(super) places: Places,
    /// The network namespace to look in instead of the own one.
    pub(super) namespace: Option<OsString>,
    pub(super) numeric: bool,
    pub(super) format: Format,
    /// Show what JSON looks like, and nothing else.
    pub(super) schema: bool,
    pub(super) color: Choice,
    pub(super) help: bool,
    /// What is asked about.
    pub(super) words: Vec<OsString>,
}

impl Args {
    /// Reads the words after the command's name.
    ///
    /// # Errors
    /// An option is not understood.
    pub(super) fn read(arguments: Vec<OsString>) -> Result<Self, Failure> {
        let given = Given::read("port", OPTIONS, arguments)?;
        Ok(Self {
            all: given.has(Meaning::All),
            places: given.places(Meaning::AllNamespaces),
            namespace: given.value(Meaning::Namespace).map(OsStr::to_owned),
            numeric: given.has(Meaning::Numeric),
            format: given.format(Meaning::Output, &[Format::Table, Format::Json, Format::Ndjson])?.unwrap_or_default(),
            schema: given.has(Meaning::Schema),
            color: given.color(Meaning::Color)?.unwrap_or_default(),
            help: given.has(Meaning::Help),
            words: given.words,
        })
    }
}
