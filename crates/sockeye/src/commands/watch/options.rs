//! The command line of `sockeye watch`.

use super::super::shared::{self, Format};
use crate::failure::Failure;
use crate::options::{OptionRow, parse};
use render::style::Choice;
use sources::events::Way;
use std::ffi::{OsStr, OsString};
use std::time::Duration;

/// What an option asks for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    Output,
    Count,
    Duration,
    Summary,
    AllNamespaces,
    By,
    Color,
    Help,
}

/// Its options.
pub(super) const OPTIONS: &[OptionRow<Meaning>] = &[
    shared::output(Meaning::Output, "table|ndjson"),
    shared::row(Meaning::Count, Some('c'), &["count"], Some("NUMBER"), "end after so many events"),
    shared::row(Meaning::Duration, None, &["for"], Some("TIME"), "end after this time: 10s, 5m, 1h"),
    shared::row(Meaning::Summary, Some('s'), &["summary"], None, "at the end, sum up what was seen"),
    shared::all_namespaces(Meaning::AllNamespaces),
    shared::row(Meaning::By, None, &["by"], Some("bpf|announcements|polling"), "see in this way alone"),
    shared::color(Meaning::Color),
    shared::help(Meaning::Help),
];

const FORMATS: &[Format] = &[Format::Table, Format::Ndjson];

/// What a command line comes to.
#[derive(Debug)]
pub(super) enum Asked {
    Help,
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
    pub(super) way: Option<Way>,
    pub(super) color: Choice,
    pub(super) filter: Vec<OsString>,
}

/// Reads a command line.
pub(super) fn read(words: Vec<OsString>) -> Result<Asked, Failure> {
    let mut arguments = Arguments::default();
    let mut wants_help = false;
    arguments.filter = parse(OPTIONS, words, |meaning, value| {
        let value = value.unwrap_or_default();
        match meaning {
            Meaning::Output => arguments.format = Format::read(&value, FORMATS)?,
            Meaning::Count => arguments.count = Some(count(&value)?),
            Meaning::Duration => arguments.duration = Some(duration(&value)?),
            Meaning::Summary => arguments.summary = true,
            Meaning::AllNamespaces => arguments.all_namespaces = true,
            Meaning::By => arguments.way = Some(way(&value)?),
            Meaning::Color => arguments.color = shared::read_color(&value)?,
            Meaning::Help => wants_help = true,
        }
        Ok::<_, Refusal>(())
    })
    .map_err(|refusal| refusal.0)?;
    Ok(if wants_help { Asked::Help } else { Asked::Watch(arguments) })
}

/// A failure, also of an option that cannot be read.
struct Refusal(Failure);

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl From<crate::options::ArgumentError> for Refusal {
    fn from(error: crate::options::ArgumentError) -> Self {
        Self(shared::not_understood("watch", &error))
    }
}

fn count(word: &OsStr) -> Result<u64, Failure> {
    let number = word.to_str().and_then(|word| word.parse().ok()).filter(|&number| number > 0);
    number.ok_or_else(|| refused("--count", word, "a number of events, at least 1"))
}

fn way(word: &OsStr) -> Result<Way, Failure> {
    Way::ALL
        .into_iter()
        .find(|way| word == way.name())
        .ok_or_else(|| refused("--by", word, &Way::ALL.map(Way::name).join(", ")))
}

/// A time with a unit, or in seconds.
fn duration(word: &OsStr) -> Result<Duration, Failure> {
    let read = || {
        let text = word.to_str()?;
        let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let unit = match &text[digits.len()..] {
            "ms" => 0.001,
            "" | "s" => 1.0,
            "m" | "min" => 60.0,
            "h" => 3600.0,
            "d" => 86_400.0,
            _ => return None,
        };
        Duration::try_from_secs_f64(digits.parse::<f64>().ok()? * unit).ok()
    };
    read().ok_or_else(|| refused("--for", word, "a time such as 10s, 5m or 1h"))
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
            Asked::Help => panic!("nobody asked for help"),
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
