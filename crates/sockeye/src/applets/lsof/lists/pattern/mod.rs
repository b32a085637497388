//! POSIX patterns (regex(7), with the additions of the GNU C library), carried over to the language of the `regex` crate.
//!
//! Octets are matched, not characters. A reference back to a group has no counterpart there and is refused.

mod bracket;
#[cfg(test)]
mod tests;

use regex::bytes::{Regex, RegexBuilder};
use std::fmt;

/// Which of POSIX's two languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Basic,
    Extended,
}

/// Why a pattern was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PatternError {
    /// A bracket expression without its end, or with a malformed range or class.
    Bracket,
    /// A group that is not closed, or closed without being open.
    Group,
    /// Numbers in braces that are none, or in the wrong order, or without a closing brace.
    Interval,
    /// Something to repeat is missing.
    Repetition,
    /// A backslash at the end.
    Backslash,
    /// A reference back to a group.
    BackReference,
    /// More than can be handled.
    TooBig,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bracket => "a bracket expression is malformed",
            Self::Group => "a parenthesis is without its partner",
            Self::Interval => "a number of repetitions is malformed",
            Self::Repetition => "nothing stands there that could be repeated",
            Self::Backslash => "it ends with a backslash",
            Self::BackReference => "references back to groups are not supported",
            Self::TooBig => "it is too big",
        })
    }
}

/// The greatest number in braces (`RE_DUP_MAX` of <limits.h>).
const MOST_REPETITIONS: u32 = 32767;
/// How often one thing may be repeated over and over (`a+?*`): far more than anybody writes, and few enough to stay cheap.
const MOST_NESTED: usize = 50;

/// The pattern, ready to be searched for.
///
/// # Errors
/// See [`PatternError`].
pub(crate) fn compile(pattern: &[u8], dialect: Dialect, ignores_case: bool) -> Result<Regex, PatternError> {
    let mut translation = Translation {
        rest: pattern,
        dialect,
        ignores_case,
        out: String::new(),
        atom: None,
        repeated: 0,
        groups: Vec::new(),
    };
    translation.run()?;
    RegexBuilder::new(&translation.out)
        .unicode(false)
        .dot_matches_new_line(true)
        .case_insensitive(ignores_case)
        .build()
        .map_err(|_| PatternError::TooBig)
}

struct Translation<'a> {
    rest: &'a [u8],
    dialect: Dialect,
    ignores_case: bool,
    out: String,
    /// Where in `out` the last thing begins that can be repeated; `None` at the beginning of an alternative.
    atom: Option<usize>,
    /// How often it is repeated already.
    repeated: usize,
    /// Where in `out` the open groups begin.
    groups: Vec<usize>,
}

/// What a part of a pattern means, after the dialects' spellings.
enum Token {
    Literal(u8),
    AnyOctet,
    BracketOpen,
    GroupOpen,
    GroupClose,
    Alternative,
    Begin,
    End,
    /// `*`, `+` or `?`.
    Repeat(char),
    IntervalOpen,
    /// An addition of the GNU library, as `regex` spells it.
    Class(&'static str),
}

impl Translation<'_> {
    fn run(&mut self) -> Result<(), PatternError> {
        while let Some(token) = self.token()? {
            match token {
                Token::Literal(byte) => self.atom(|out| push_literal(out, byte)),
                Token::AnyOctet => self.atom(|out| out.push('.')),
                Token::Class(class) => self.atom(|out| out.push_str(class)),
                Token::BracketOpen => {
                    let (set, rest) = bracket::read(self.rest, self.ignores_case).ok_or(PatternError::Bracket)?;
                    self.rest = rest;
                    self.atom(|out| bracket::push(out, &set));
                }
                Token::GroupOpen => {
                    self.groups.push(self.out.len());
                    self.out.push_str("(?:");
                    self.atom = None;
                }
                Token::GroupClose => {
                    let start = self.groups.pop().ok_or(PatternError::Group)?;
                    self.out.push(')');
                    (self.atom, self.repeated) = (Some(start), 0);
                }
                Token::Alternative => {
                    self.out.push('|');
                    self.atom = None;
                }
                // Nothing can repeat a beginning.
                Token::Begin => {
                    self.out.push('^');
                    self.atom = None;
                }
                Token::End => self.atom(|out| out.push('$')),
                Token::Repeat(operator) => self.repeat(&operator.to_string())?,
                Token::IntervalOpen => {
                    let interval = self.interval()?;
                    self.repeat(&interval)?;
                }
            }
        }
        if self.groups.is_empty() { Ok(()) } else { Err(PatternError::Group) }
    }

    fn atom(&mut self, push: impl FnOnce(&mut String)) {
        (self.atom, self.repeated) = (Some(self.out.len()), 0);
        push(&mut self.out);
    }

    /// Repeats the last thing. It goes into a group of its own, because `+?` and the like mean something else in `regex`.
    fn repeat(&mut self, operator: &str) -> Result<(), PatternError> {
        let start = self.atom.ok_or(PatternError::Repetition)?;
        self.repeated += 1;
        if self.repeated > MOST_NESTED {
            return Err(PatternError::TooBig);
        }
        self.out.insert_str(start, "(?:");
        self.out.push(')');
        self.out.push_str(operator);
        let is_again = self.rest.starts_with(b"*") || self.rest.starts_with(b"\\{");
        if self.dialect == Dialect::Basic && is_again { Err(PatternError::Repetition) } else { Ok(()) }
    }

    /// `N}`, `N,}`, `,M}` or `N,M}`, with a backslash before the brace in a basic pattern.
    fn interval(&mut self) -> Result<String, PatternError> {
        let closing: &[u8] = if self.dialect == Dialect::Basic { b"\\}" } else { b"}" };
        let length = self.rest.windows(closing.len()).position(|window| window == closing);
        let length = length.ok_or(PatternError::Interval)?;
        let inside = std::str::from_utf8(&self.rest[..length]).map_err(|_| PatternError::Interval)?;
        self.rest = &self.rest[length + closing.len()..];
        let bound = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => text.parse().ok().filter(|count| *count <= MOST_REPETITIONS),
            false => None,
        };
        let count = |text: &str| bound(text).ok_or(PatternError::Interval);
        match inside.split_once(',') {
            None => Ok(format!("{{{}}}", count(inside)?)),
            Some((least, most)) => {
                let least = if least.is_empty() { 0 } else { count(least)? };
                if most.is_empty() {
                    return Ok(format!("{{{least},}}"));
                }
                let most = count(most)?;
                if least > most { Err(PatternError::Interval) } else { Ok(format!("{{{least},{most}}}")) }
            }
        }
    }

    fn token(&mut self) -> Result<Option<Token>, PatternError> {
        let Some((&byte, rest)) = self.rest.split_first() else { return Ok(None) };
        self.rest = rest;
        let is_extended = self.dialect == Dialect::Extended;
        Ok(Some(match byte {
            b'.' => Token::AnyOctet,
            b'[' => Token::BracketOpen,
            b'\\' => {
                let (&escaped, rest) = rest.split_first().ok_or(PatternError::Backslash)?;
                self.rest = rest;
                self.escaped(escaped)?
            }
            b'*' if is_extended || self.atom.is_some() => Token::Repeat('*'),
            b'^' if is_extended || self.is_at_beginning() => Token::Begin,
            b'$' if is_extended || self.is_at_end() => Token::End,
            b'+' | b'?' if is_extended => Token::Repeat(char::from(byte)),
            b'{' if is_extended => Token::IntervalOpen,
            b'(' if is_extended => Token::GroupOpen,
            b')' if is_extended && !self.groups.is_empty() => Token::GroupClose,
            b'|' if is_extended => Token::Alternative,
            other => Token::Literal(other),
        }))
    }

    /// What follows a backslash.
    fn escaped(&self, byte: u8) -> Result<Token, PatternError> {
        let is_basic = self.dialect == Dialect::Basic;
        Ok(match byte {
            b'(' if is_basic => Token::GroupOpen,
            b')' if is_basic => Token::GroupClose,
            b'|' if is_basic => Token::Alternative,
            b'{' if is_basic => Token::IntervalOpen,
            b'+' | b'?' if is_basic && self.atom.is_some() => Token::Repeat(char::from(byte)),
            b'1'..=b'9' => return Err(PatternError::BackReference),
            b'w' => Token::Class(r"\w"),
            b'W' => Token::Class(r"\W"),
            b's' => Token::Class(r"\s"),
            b'S' => Token::Class(r"\S"),
            b'b' => Token::Class(r"\b"),
            b'B' => Token::Class(r"\B"),
            b'<' => Token::Class(r"\b{start}"),
            b'>' => Token::Class(r"\b{end}"),
            b'`' => Token::Class(r"\A"),
            b'\'' => Token::Class(r"\z"),
            other => Token::Literal(other),
        })
    }

    /// In a basic pattern a caret is special only where an alternative begins.
    fn is_at_beginning(&self) -> bool {
        self.atom.is_none() && !self.out.ends_with('^')
    }

    /// In a basic pattern a dollar sign is special only where an alternative ends.
    fn is_at_end(&self) -> bool {
        self.rest.is_empty() || self.rest.starts_with(b"\\)") || self.rest.starts_with(b"\\|")
    }
}

fn push_literal(out: &mut String, byte: u8) {
    if byte.is_ascii_alphanumeric() {
        out.push(char::from(byte));
    } else {
        out.push_str(&format!("\\x{byte:02x}"));
    }
}
