//! The command line of `sockeye watch`.

use super::super::given::{Given, read_count, read_span};
use super::super::shared::{self, Format};
use crate::failure::Failure;
use crate::options::OptionRow;
use render::style::Choice;
use sources::events::Way;
use std::ffi::{OsStr, OsString};
use std::time::Duration;

/// What an option asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Output,
    Schema,
    Count,
    Duration,
    Summary,
    AllNamespaces,
    Namespace,
    By,
    Color,
    Help,
}

/// Its options.
pub(super) const OPTIONS: &[OptionRow<Meaning>] = &[
    shared::output(Meaning::Output, "table|ndjson"),
    shared::schema(Meaning::Schema),
    shared::row(Meaning::Count, Some('c'), &["count"], Some("NUMBER"), "end after so many events"),
    shared::row(Meaning::Duration, None, &["for"], Some("TIME"), "end after this time: 10s, 5m, 1h"),
    shared::row(Meaning::Summary, Some('s'), &["summary"], None, "at the end, sum up what was seen"),
    shared::all_namespaces(Meaning::AllNamespaces),
    shared::namespace(Meaning::Namespace),
    shared::row(Meaning::By, None, &["by"], Some("bpf|announcements|polling"), "see in this way alone"),
    shared::color(Meaning::Color),
    shared::help(Meaning::Help),
];

const FORMATS: &[Format] = &[Format::Table, Format::Ndjson];

/// What a command line comes to.
#[derive(Debug)]
pub(super) enum Asked {
    Help,
    /// What its JSON looks like.
    Schema,
    Watch(Arguments),
}

/// What to watch, and how to tell of it.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    pub(super) format: Format,
    pub(super) count: Option<u64>,
    pub(super) duration: Option<Duration>,
    pub(super) summary: bool,
    pub(super) all_namespaces: bool,
    /// The network namespace to watch instead of the own one.
    pub(super) namespace: Option<OsString>,
    pub(super) way: Option<Way>,
    pub(super) color: Choice,
    pub(super) filter: Vec<OsString>,
}

/// Reads a command line.
pub(super) fn read(words: Vec<OsString>) -> Result<Asked, Failure> {
    let given = Given::read("watch", OPTIONS, words)?;
    if given.has(Meaning::Help) {
        return Ok(Asked::Help);
    }
    if given.has(Meaning::Schema) {
        return Ok(Asked::Schema);
    }
    let span = |word: &OsStr| read_span("--for", word, Duration::ZERO);
    Ok(Asked::Watch(Arguments {
        format: given.format(Meaning::Output, FORMATS)?.unwrap_or_default(),
        count: given.value(Meaning::Count).map(|word| read_count("--count", word)).transpose()?,
        duration: given.value(Meaning::Duration).map(span).transpose()?,
        summary: given.has(Meaning::Summary),
        all_namespaces: given.has(Meaning::AllNamespaces),
        namespace: given.value(Meaning::Namespace).map(OsStr::to_owned),
        way: given.value(Meaning::By).map(way).transpose()?,
        color: given.color(Meaning::Color)?.unwrap_or_default(),
        filter: given.words,
    }))
}

fn way(word: &OsStr) -> Result<Way, Failure> {
    Way::ALL
        .into_iter()
        .find(|way| word == way.name())
        .ok_or_else(|| refused("--by", word, &Way::ALL.map(Way::name).join(", ")))
}

fn refused(option: &str, word: &OsStr, expected: &str) -> Failure {
    shared::usage(format!("{option}={}: give {expected}", word.to_string_lossy().escape_debug()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Result<Arguments, Failure> {
        match read(line.split(' ').map(OsString::from).collect())? {
            Asked::Watch(arguments) => Ok(arguments),
            other => panic!("nobody asked for {other:?}"),
        }
    }

    #[test]
    fn options_and_a_filter_may_be_mixed() {
        let arguments = asked("-o ndjson --for=1.5m port 443 -sc 10 --by polling").unwrap();
        assert_eq!((arguments.format, arguments.count, arguments.summary), (Format::Ndjson, Some(10), true));
        assert_eq!((arguments.duration, arguments.way), (Some(Duration::from_secs(90)), Some(Way::Polling)));
        assert_eq!(arguments.filter, ["port", "443"]);
    }

    #[test]
    fn what_cannot_be_understood_is_refused_as_usage() {
        for line in
            ["--for soon", "--for -1s", "--for 1y", "--count 0", "--count many", "--by luck", "-o csv", "--nothing"]
        {
            assert_eq!(asked(line).unwrap_err().status(), 2, "{line}");
        }
    }
}
