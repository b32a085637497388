//! What is wrong with a filter of ours, where, and what would be right.

use super::lexer::Token;
use super::suggestion;
use crate::ss::Position;
use std::fmt::{self, Write};

/// A filter that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterError {
    /// What is wrong.
    pub kind: FilterErrorKind,
    /// The piece of the filter to blame; empty at its end.
    pub text: String,
    /// Where that piece stands; at the end: one word past the last.
    pub position: Position,
}

/// The ways in which a filter can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterErrorKind {
    /// No field and no word; perhaps this one was meant.
    UnknownWord(Option<&'static str>),
    /// This cannot stand here.
    Unexpected,
    /// The filter ends where it cannot, and this is missing.
    Unfinished(&'static str),
    /// After this field, the thing said second is missing.
    MissingOperand(&'static str, &'static str),
    /// Nested too deeply.
    TooDeep,
    /// A quote that nothing closes.
    UnclosedQuote,
    /// This field does not compare so; it takes these signs.
    WrongSign(&'static str, &'static str),
    /// Not what this field takes, which is said second.
    BadOperand(&'static str, &'static str),
    /// No such state; perhaps this one was meant.
    UnknownState(Option<&'static str>),
    /// The service has one port over TCP and another over UDP.
    AmbiguousPort,
    /// No such user.
    UnknownUser,
    /// No such interface.
    UnknownInterface,
    /// Whatever the sockets are, none can meet all of it.
    Contradiction,
}

impl FilterError {
    /// Blames a piece.
    pub(super) fn at(token: &Token, kind: FilterErrorKind) -> Self {
        Self { kind, text: String::from_utf8_lossy(&token.text).into_owned(), position: token.position }
    }

    /// Blames a piece that is neither field nor word.
    pub(super) fn unknown(token: &Token) -> Self {
        Self::at(token, FilterErrorKind::UnknownWord(suggestion::of_condition(&token.text)))
    }

    /// Blames the end.
    pub(super) fn unfinished(end: Position, missing: &'static str) -> Self {
        Self { kind: FilterErrorKind::Unfinished(missing), text: String::new(), position: end }
    }

    /// Blames the whole of a filter of so many words.
    pub(super) fn contradiction(words: usize) -> Self {
        let position = Position { word: words, offset: 0 };
        Self { kind: FilterErrorKind::Contradiction, text: String::new(), position }
    }
}

impl fmt::Display for FilterError {
    /// One line: the word, what is wrong with it, what would be right. Control characters in the word are escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use FilterErrorKind as Kind;
        match self.kind {
            Kind::Unfinished(missing) => return write!(f, "filter: {missing} is missing at its end"),
            Kind::Contradiction => {
                return f.write_str(
                    "filter: no socket can meet it, because conditions side by side must all hold: put or between \
                     alternatives",
                );
            }
            _ => write!(f, "filter: \"{}\" (word {}", Clean(&self.text), self.position.word + 1)?,
        }
        match self.position.offset {
            0 => f.write_str(") ")?,
            offset => write!(f, " from its octet {}) ", offset + 1)?,
        }
        match self.kind {
            Kind::UnknownWord(Some(meant)) | Kind::UnknownState(Some(meant)) => {
                write!(f, "is not known: did you mean {meant}?")
            }
            Kind::UnknownWord(None) => f.write_str(
                "is not known: take a field with an operand (port 443, process nginx, rtt > 20ms), a word such as tcp, \
                 listening or exposed, or and, or, not and parentheses",
            ),
            Kind::UnknownState(None) => f.write_str(
                "is no state: take established, syn-sent, syn-recv, fin-wait-1, fin-wait-2, time-wait, closed, \
                 close-wait, last-ack, listening, closing, bound, or all, connected, synchronized, bucket, big",
            ),
            Kind::Unexpected => f.write_str("cannot stand here: a condition was expected"),
            Kind::MissingOperand(field, operand) => {
                write!(f, "cannot stand here: {field} needs {operand} (in quotes, should it be this)")
            }
            Kind::TooDeep => f.write_str("is nested too deeply: use fewer parentheses"),
            Kind::UnclosedQuote => f.write_str("has a quote that nothing closes"),
            Kind::WrongSign(field, signs) => write!(f, "cannot stand after {field}: take one of {signs}"),
            Kind::BadOperand(field, operand) => write!(f, "is nothing for {field}: take {operand}"),
            Kind::AmbiguousPort => f.write_str("has different ports over TCP and UDP: take the number"),
            Kind::UnknownUser => f.write_str("is no user of this host: take a name or a number"),
            Kind::UnknownInterface => f.write_str("is no interface: take its name or its index"),
            Kind::Unfinished(_) | Kind::Contradiction => Ok(()),
        }
    }
}

impl std::error::Error for FilterError {}

/// A text without control characters. Apostrophes stay as they are.
struct Clean<'a>(&'a str);

impl fmt::Display for Clean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '\'' => f.write_char(c),
            other => write!(f, "{}", other.escape_debug()),
        })
    }
}
