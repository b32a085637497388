//! Command lines after one declarative table per applet: parsing, abbreviations and help derive from it.
//!
//! The rules are those of getopt_long(3), because the tools that we stand in for use it: clusters of short options,
//! attached or separate values, unambiguous abbreviations of long names, options after words.

use lexopt::{Arg, Parser};
use std::ffi::OsString;
use std::fmt;

/// One option: how it is written, what it means and what the help says of it.
#[derive(Debug)]
pub(crate) struct OptionRow<T: 'static> {
    /// What it means.
    pub(crate) meaning: T,
    /// Its letter.
    pub(crate) short: Option<char>,
    /// Its long names, the first of which the help shows.
    pub(crate) long: &'static [&'static str],
    /// What its value stands for, if it takes one.
    pub(crate) value: Option<&'static str>,
    /// What the help says.
    pub(crate) help: &'static str,
    /// Whether the version that we stand in for has it. One that it lacks must not make its abbreviations ambiguous.
    pub(crate) original: bool,
}

/// Why a command line was not understood.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ArgumentError {
    /// No option has this name.
    Unknown(String),
    /// Several long options begin so.
    Ambiguous { given: String, candidates: Vec<&'static str> },
    /// The option needs a value and has none.
    MissingValue(String),
    /// The option takes no value and was given one.
    UnexpectedValue(String),
}

impl fmt::Display for ArgumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(option) => write!(f, "unknown option {option}"),
            Self::Ambiguous { given, candidates } => {
                write!(f, "option --{given} is ambiguous: --{}", candidates.join(", --"))
            }
            Self::MissingValue(option) => write!(f, "option {option} needs a value"),
            Self::UnexpectedValue(option) => write!(f, "option {option} takes no value"),
        }
    }
}

/// An option of a command line.
#[derive(Debug)]
pub(crate) struct Given<'a, T> {
    /// What it means.
    pub(crate) meaning: &'a T,
    /// Which of its long names was written, or begun; `None` where it was its letter.
    pub(crate) name: Option<&'static str>,
    /// Its value, if it takes one.
    pub(crate) value: Option<OsString>,
}

/// Reads a command line. `option` is called for each option in the order given, with its value; the words that are no
/// options are returned.
pub(crate) fn parse<T, E: From<ArgumentError>>(
    table: &'static [OptionRow<T>],
    arguments: impl IntoIterator<Item = OsString>,
    mut option: impl FnMut(&T, Option<OsString>) -> Result<(), E>,
) -> Result<Vec<OsString>, E> {
    parse_named(table, arguments, |given| option(given.meaning, given.value))
}

/// As [`parse`], for tables in which the long names of one option tell different things.
pub(crate) fn parse_named<T, E: From<ArgumentError>>(
    table: &'static [OptionRow<T>],
    arguments: impl IntoIterator<Item = OsString>,
    mut option: impl FnMut(Given<'_, T>) -> Result<(), E>,
) -> Result<Vec<OsString>, E> {
    let mut parser = Parser::from_args(arguments);
    let mut words = Vec::new();
    while let Some(argument) = parser.next().map_err(|error| understood(&error))? {
        let (row, name, shown) = match argument {
            Arg::Value(word) => {
                words.push(word);
                continue;
            }
            Arg::Short(letter) => {
                let shown = format!("-{}", letter.escape_debug());
                match table.iter().find(|row| row.short == Some(letter)) {
                    Some(row) => (row, None, shown),
                    None => return Err(ArgumentError::Unknown(shown).into()),
                }
            }
            Arg::Long(name) => {
                let shown = format!("--{}", name.escape_debug());
                let (row, name) = by_long_name(table, name)?;
                (row, Some(name), shown)
            }
        };
        let value = match row.value {
            Some(_) => Some(parser.value().map_err(|_| ArgumentError::MissingValue(shown))?),
            // Told before the option has its effect, which may be to end the reading.
            None if name.is_some() && parser.optional_value().is_some() => {
                return Err(ArgumentError::UnexpectedValue(shown).into());
            }
            None => None,
        };
        option(Given { meaning: &row.meaning, name, value })?;
    }
    Ok(words)
}

fn understood(error: &lexopt::Error) -> ArgumentError {
    match error {
        lexopt::Error::UnexpectedValue { option, .. } => {
            ArgumentError::UnexpectedValue(option.escape_debug().to_string())
        }
        other => ArgumentError::Unknown(other.to_string().escape_debug().to_string()),
    }
}

/// The row whose long name this is, or whose names alone begin so, and the first such name.
fn by_long_name<T>(
    table: &'static [OptionRow<T>],
    given: &str,
) -> Result<(&'static OptionRow<T>, &'static str), ArgumentError> {
    let named = |wanted: fn(&str, &str) -> bool| {
        table
            .iter()
            .flat_map(move |row| row.long.iter().map(move |name| (row, *name)))
            .filter(move |(_, name)| wanted(name, given))
    };
    if let Some(found) = named(|name, given| name == given).next() {
        return Ok(found);
    }
    let mut candidates: Vec<_> = named(|name, given| name.starts_with(given)).collect();
    if candidates.iter().any(|(row, _)| row.original) {
        candidates.retain(|(row, _)| row.original);
    }
    let Some(&(first, name)) = candidates.first() else {
        return Err(ArgumentError::Unknown(format!("--{}", given.escape_debug())));
    };
    if candidates.iter().all(|(row, _)| std::ptr::eq(*row, first)) {
        return Ok((first, name));
    }
    let candidates = candidates.into_iter().map(|(_, name)| name).collect();
    Err(ArgumentError::Ambiguous { given: given.escape_debug().to_string(), candidates })
}

/// The lines of help for a table of options, in its order.
pub(crate) struct Help<T: 'static>(pub(crate) &'static [OptionRow<T>]);

impl<T> fmt::Display for Help<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in self.0 {
            let mut names: Vec<String> = row.short.iter().map(|letter| format!("-{letter}")).collect();
            if names.is_empty() {
                names.push("  ".into());
            }
            names.extend(row.long.iter().map(|name| format!("--{name}")));
            let separator = if row.short.is_some() { ", " } else { "  " };
            let mut written = names[..1].join("");
            for name in &names[1..] {
                written.push_str(if written.len() == 2 { separator } else { ", " });
                written.push_str(name);
            }
            if let Some(value) = row.value {
                written.push('=');
                written.push_str(value);
            }
            writeln!(f, "   {written:<20} {}", row.help)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[OptionRow<char>] = &[
        OptionRow { meaning: 'n', short: Some('n'), long: &["numeric"], value: None, help: "numbers", original: true },
        OptionRow {
            meaning: 'A',
            short: Some('A'),
            long: &["query", "socket"],
            value: Some("QUERY"),
            help: "tables",
            original: true,
        },
        OptionRow { meaning: 't', short: Some('t'), long: &["tcp"], value: None, help: "TCP", original: true },
        OptionRow { meaning: 'N', short: None, long: &["newest"], value: None, help: "newer", original: false },
        OptionRow { meaning: 'T', short: None, long: &["tipc"], value: None, help: "TIPC", original: true },
    ];

    fn parsed(line: &str) -> Result<(String, Vec<OsString>), ArgumentError> {
        let mut seen = String::new();
        let words =
            parse(TABLE, line.split(' ').filter(|word| !word.is_empty()).map(OsString::from), |meaning, value| {
                seen.push(*meaning);
                seen.extend(value.iter().map(|value| format!("({})", value.to_string_lossy())));
                Ok::<_, ArgumentError>(())
            })?;
        Ok((seen, words))
    }

    #[test]
    fn clusters_values_abbreviations_and_words_may_be_mixed() {
        assert_eq!(
            parsed("-tnA tcp dst --num -Audp :22 --socket=raw --qu all").unwrap(),
            ("tnA(tcp)nA(udp)A(raw)A(all)".to_owned(), vec!["dst".into(), ":22".into()])
        );
        assert_eq!(parsed("-t -- -n").unwrap(), ("t".to_owned(), vec!["-n".into()]));
    }

    #[test]
    fn newer_options_leave_the_abbreviations_of_others_alone() {
        assert_eq!(parsed("--n --new").unwrap().0, "nN");
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        assert_eq!(parsed("-y"), Err(ArgumentError::Unknown("-y".into())));
        assert_eq!(parsed("--nothing"), Err(ArgumentError::Unknown("--nothing".into())));
        assert_eq!(parsed("--t"), Err(ArgumentError::Ambiguous { given: "t".into(), candidates: vec!["tcp", "tipc"] }));
        assert_eq!(parsed("-A"), Err(ArgumentError::MissingValue("-A".into())));
        assert_eq!(parsed("--tcp=1"), Err(ArgumentError::UnexpectedValue("--tcp".into())));
    }

    #[test]
    fn the_name_of_an_option_is_told() {
        let mut names = Vec::new();
        let words = ["-A", "a", "--query=b", "--sock", "c", "--num"].map(OsString::from);
        parse_named(TABLE, words, |given| {
            names.push(given.name);
            Ok::<_, ArgumentError>(())
        })
        .unwrap();
        assert_eq!(names, [None, Some("query"), Some("socket"), Some("numeric")]);
    }

    #[test]
    fn help_shows_letter_names_and_value() {
        let help = Help(TABLE).to_string();
        assert!(help.contains("   -A, --query, --socket=QUERY"), "{help}");
        assert!(help.contains("       --tipc"), "{help}");
    }
}
