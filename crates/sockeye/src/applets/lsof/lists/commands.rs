//! Commands behind `-c`: beginnings of names, beginnings to leave out, and patterns between slashes.

use super::pattern::{self, Dialect, PatternError};
use super::{Side, side};
use regex::bytes::Regex;
use std::fmt;

/// The most octets that the kernel keeps of a command's name (`TASK_COMM_LEN` of <linux/sched.h>, without the final NUL).
pub(crate) const LONGEST_NAME: usize = 15;

/// All of `-c`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Commands {
    /// Wanted and unwanted beginnings, in the order given; one may stand there twice.
    pub(crate) prefixes: Vec<CommandPrefix>,
    /// Patterns, in the order given.
    pub(crate) patterns: Vec<CommandPattern>,
}

/// The beginning of a command's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CommandPrefix {
    pub(crate) text: Vec<u8>,
    pub(crate) side: Side,
}

/// A pattern for a command's name.
#[derive(Clone, Debug)]
pub(crate) struct CommandPattern {
    /// As it was given, without slashes and modifiers.
    pub(crate) text: Vec<u8>,
    /// What it means.
    pub(crate) regex: Regex,
}

impl PartialEq for CommandPattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.regex.as_str() == other.regex.as_str()
    }
}

impl Eq for CommandPattern {}

/// Why a command was not understood.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum CommandError {
    /// More than the kernel keeps.
    TooLong(String),
    InAndOut(String),
    /// No slash at the end.
    Unclosed(String),
    /// A letter behind the slash that says nothing, or says it again or against another.
    Modifier(char),
    Pattern(String, PatternError),
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong(name) => write!(f, "{name} is longer than a command's name can be ({LONGEST_NAME} octets)"),
            Self::InAndOut(name) => write!(f, "commands that begin with {name} are both wanted and left out"),
            Self::Unclosed(given) => write!(f, "the pattern {given} does not end with a slash"),
            Self::Modifier(letter) => {
                write!(f, "{letter} cannot stand there behind a pattern: i, and one of b and x, can")
            }
            Self::Pattern(given, error) => write!(f, "the pattern /{given}/ is not valid: {error}"),
        }
    }
}

impl Commands {
    /// Adds what stood behind one `-c`.
    ///
    /// # Errors
    /// Names that no command can have, contradictions, malformed patterns.
    pub(crate) fn add(&mut self, word: &[u8]) -> Result<(), CommandError> {
        if let Some(pattern) = word.strip_prefix(b"/") {
            self.patterns.push(read_pattern(pattern)?);
            return Ok(());
        }
        let shown = |text: &[u8]| String::from_utf8_lossy(text).into_owned();
        let (side, text) = side(word);
        if text.len() > LONGEST_NAME {
            return Err(CommandError::TooLong(shown(text)));
        }
        if self.prefixes.iter().any(|other| other.text == text && other.side != side) {
            return Err(CommandError::InAndOut(shown(text)));
        }
        self.prefixes.push(CommandPrefix { text: text.to_vec(), side });
        Ok(())
    }

    /// Whether some commands are wanted, and not only others unwanted.
    pub(crate) fn select(&self) -> bool {
        !self.patterns.is_empty() || self.prefixes.iter().any(|prefix| prefix.side == Side::In)
    }
}

/// `PATTERN/MODIFIERS`.
fn read_pattern(word: &[u8]) -> Result<CommandPattern, CommandError> {
    let shown = |text: &[u8]| String::from_utf8_lossy(text).into_owned();
    let end = word.iter().position(|byte| *byte == b'/');
    let end = end.ok_or_else(|| CommandError::Unclosed(format!("/{}", shown(word))))?;
    let (text, modifiers) = (&word[..end], &word[end + 1..]);
    let (mut dialect, mut ignores_case) = (None, false);
    for &letter in modifiers {
        match letter {
            b'b' if dialect.is_none() => dialect = Some(Dialect::Basic),
            b'x' if dialect.is_none() => dialect = Some(Dialect::Extended),
            b'i' if !ignores_case => ignores_case = true,
            other => return Err(CommandError::Modifier(char::from(other))),
        }
    }
    let regex = pattern::compile(text, dialect.unwrap_or(Dialect::Extended), ignores_case)
        .map_err(|error| CommandError::Pattern(shown(text), error))?;
    Ok(CommandPattern { text: text.to_vec(), regex })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(words: &[&str]) -> Result<Commands, CommandError> {
        let mut commands = Commands::default();
        words.iter().try_for_each(|word| commands.add(word.as_bytes()))?;
        Ok(commands)
    }

    #[test]
    fn beginnings_and_patterns_are_told_apart() {
        let commands = added(&["py", "^sh", "/A.c/i", "py", "^/x/"]).unwrap();
        let prefixes: Vec<_> = commands.prefixes.iter().map(|prefix| (prefix.text.as_slice(), prefix.side)).collect();
        assert_eq!(prefixes, [(&b"py"[..], Side::In), (b"sh", Side::Out), (b"py", Side::In), (b"/x/", Side::Out)]);
        assert!(commands.patterns[0].regex.is_match(b"xabc"));
        assert!(commands.select());
        assert!(!added(&["^sh"]).unwrap().select());
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (words, error) in [
            (&["0123456789abcdef"][..], CommandError::TooLong("0123456789abcdef".into())),
            (&["^0123456789abcdef"], CommandError::TooLong("0123456789abcdef".into())),
            (&["sh", "^sh"], CommandError::InAndOut("sh".into())),
            (&["/sh"], CommandError::Unclosed("/sh".into())),
            (&["/"], CommandError::Unclosed("/".into())),
            (&["/sh/q"], CommandError::Modifier('q')),
            (&["/sh/bx"], CommandError::Modifier('x')),
            (&["/sh/ii"], CommandError::Modifier('i')),
            (&["/a/b/"], CommandError::Modifier('/')),
        ] {
            assert_eq!(added(words), Err(error), "{words:?}");
        }
        assert!(matches!(added(&["/(/"]), Err(CommandError::Pattern(..))));
        assert!(added(&["^", ""]).is_err());
        assert!(added(&["0123456789abcde", "//", "/(/b"]).is_ok());
    }
}
