//! A command line of one of our own commands, taken apart by its table of options. Of an option that is given twice, the last counts.

use super::gather::Places;
use super::shared::{self, Format, usage};
use crate::failure::Failure;
use crate::options::{ArgumentError, OptionRow, parse};
use render::style::Choice;
use std::ffi::{OsStr, OsString};
use std::time::Duration;

/// What a command line has.
#[derive(Debug)]
pub(crate) struct Given<T: 'static> {
    options: Vec<(T, Option<OsString>)>,
    /// The words that are no options.
    pub(crate) words: Vec<OsString>,
}

impl<T: Copy + PartialEq> Given<T> {
    /// Takes the words after this command's name apart.
    ///
    /// # Errors
    /// An option is not understood.
    pub(crate) fn read(
        command: &str,
        table: &'static [OptionRow<T>],
        arguments: Vec<OsString>,
    ) -> Result<Self, Failure> {
        let mut options = Vec::new();
        let words = parse(table, arguments, |meaning, value| {
            options.push((*meaning, value));
            Ok::<_, ArgumentError>(())
        })
        .map_err(|error| shared::not_understood(command, &error))?;
        Ok(Self { options, words })
    }

    /// Whether this option is given.
    pub(crate) fn has(&self, meaning: T) -> bool {
        self.options.iter().any(|(known, _)| *known == meaning)
    }

    /// The value of this option.
    pub(crate) fn value(&self, meaning: T) -> Option<&OsStr> {
        let last = self.options.iter().rev().find(|(known, _)| *known == meaning);
        last.and_then(|(_, value)| value.as_deref())
    }

    /// The format that this option names, of those that the command has.
    ///
    /// # Errors
    /// It names none of them.
    pub(crate) fn format(&self, meaning: T, known: &[Format]) -> Result<Option<Format>, Failure> {
        self.value(meaning).map(|word| Format::read(word, known)).transpose()
    }

    /// The colours that this option asks for.
    ///
    /// # Errors
    /// It is none of its words.
    pub(crate) fn color(&self, meaning: T) -> Result<Option<Choice>, Failure> {
        self.value(meaning).map(shared::read_color).transpose()
    }

    /// Where to look, if this option stands for everywhere.
    pub(crate) fn places(&self, everywhere: T) -> Places {
        if self.has(everywhere) { Places::All } else { Places::Own }
    }
}

/// A count, of one or more.
///
/// # Errors
/// The value of this option is none.
pub(crate) fn read_count(option: &str, word: &OsStr) -> Result<u64, Failure> {
    let count = word.to_str().and_then(|word| word.parse().ok()).filter(|count| *count > 0);
    count.ok_or_else(|| usage(format!("{option}={}: take a number from 1", word.to_string_lossy().escape_debug())))
}

/// A span of time: `500ms`, `2s`, `1m`, `1h`, `1d`; seconds if no unit stands behind. It is no shorter than `least`.
///
/// # Errors
/// The value of this option is none.
pub(crate) fn read_span(option: &str, word: &OsStr, least: Duration) -> Result<Duration, Failure> {
    let parsed = word.to_str().and_then(|text| {
        let end = text.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        let number: f64 = number.parse().ok()?;
        let seconds = match unit {
            "ms" => number / 1000.0,
            "" | "s" => number,
            "m" | "min" => number * 60.0,
            "h" => number * 3600.0,
            "d" => number * 86_400.0,
            _ => return None,
        };
        Duration::try_from_secs_f64(seconds).ok().filter(|span| *span >= least)
    });
    parsed.ok_or_else(|| {
        let from = if least.is_zero() { String::new() } else { format!(" from {} ms", least.as_millis()) };
        usage(format!("{option}={}: take a time{from}: 2s, 500ms, 1m", word.to_string_lossy().escape_debug()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Meaning {
        Output,
        All,
    }

    const TABLE: &[OptionRow<Meaning>] =
        &[shared::output(Meaning::Output, "table|json"), shared::all_namespaces(Meaning::All)];

    #[test]
    fn the_last_of_an_option_counts() {
        let words = ["-o", "table", "tcp", "-A", "-o", "json"].map(OsString::from).to_vec();
        let given = Given::read("list", TABLE, words).unwrap();
        assert_eq!(given.format(Meaning::Output, &[Format::Table, Format::Json]).unwrap(), Some(Format::Json));
        assert_eq!(given.places(Meaning::All), Places::All);
        assert_eq!(given.words, ["tcp"]);
        assert!(given.format(Meaning::Output, &[Format::Table]).is_err());
    }

    #[test]
    fn spans_have_units() {
        let least = Duration::from_millis(10);
        for (text, expected) in [("2", 2000), ("1.5s", 1500), ("500ms", 500), ("2m", 120_000), ("1h", 3_600_000)] {
            let read = read_span("--every", OsStr::new(text), least);
            assert_eq!(read.unwrap(), Duration::from_millis(expected), "{text}");
        }
        for text in ["", "s", "-1s", "1x", "inf", "nan", "1e300h", "9ms", "2 s"] {
            assert!(read_span("--every", OsStr::new(text), least).is_err(), "{text}");
        }
    }

    #[test]
    fn counts_begin_with_one() {
        assert_eq!(read_count("--limit", OsStr::new("7")).unwrap(), 7);
        for text in ["", "0", "-1", "1.5", "99999999999999999999"] {
            assert!(read_count("--limit", OsStr::new(text)).is_err(), "{text}");
        }
    }
}
