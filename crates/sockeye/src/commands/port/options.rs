//! The options of `sockeye port`.

use super::super::gather::Places;
use super::super::shared::{self, Format};
use crate::failure::Failure;
use crate::options::{ArgumentError, OptionRow, parse};
use render::style::Choice;
use std::ffi::OsString;

/// What an option asks for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    All,
    AllNamespaces,
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
    shared::numeric(Meaning::Numeric),
    shared::output(Meaning::Output, "table|json|ndjson"),
    shared::row(Meaning::Schema, None, &["schema"], None, "show what its JSON looks like (JSON Schema)"),
    shared::color(Meaning::Color),
    shared::help(Meaning::Help),
];

/// What the command line asks for.
#[derive(Debug, Default)]
pub(super) struct Args {
    pub(super) all: bool,
    pub(super) all_namespaces: bool,
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
        let mut args = Self::default();
        let mut refusal = Ok(());
        let words = parse(OPTIONS, arguments, |meaning, value| {
            if let Err(failure) = args.take(*meaning, &value.unwrap_or_default()) {
                refusal = Err(failure);
            }
            Ok::<_, ArgumentError>(())
        });
        args.words = words.map_err(|error| shared::not_understood("port", &error))?;
        refusal.map(|()| args)
    }

    /// Where to look.
    pub(super) fn places(&self) -> Places {
        if self.all_namespaces { Places::All } else { Places::Own }
    }

    fn take(&mut self, meaning: Meaning, value: &OsString) -> Result<(), Failure> {
        match meaning {
            Meaning::All => self.all = true,
            Meaning::AllNamespaces => self.all_namespaces = true,
            Meaning::Numeric => self.numeric = true,
            Meaning::Output => self.format = Format::read(value, &[Format::Table, Format::Json, Format::Ndjson])?,
            Meaning::Schema => self.schema = true,
            Meaning::Color => self.color = shared::read_color(value)?,
            Meaning::Help => self.help = true,
        }
        Ok(())
    }
}
