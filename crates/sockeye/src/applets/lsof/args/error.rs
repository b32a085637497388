//! Why a command line was not understood.

use crate::applets::lsof::internet::OperandError;
use crate::applets::lsof::lists::{CommandError, DescriptorError, StateError};
use std::fmt;

/// The first thing that was wrong with a command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ArgsError {
    /// No option has this letter, or none with this sign.
    Unknown(String),
    /// An option that Linux, or this program, has no use for, and why.
    Unsupported(&'static str, &'static str),
    /// The option needs a value and has none.
    MissingValue(&'static str),
    /// A letter or word behind the option that it does not know.
    Value {
        option: &'static str,
        given: String,
    },
    /// The option takes no number.
    UnexpectedNumber(&'static str),
    /// Not a number, where the option takes numbers.
    Number {
        option: &'static str,
        given: String,
    },
    /// More than the kernel has of a command's name.
    Width(u32),
    /// Both wanted and left out.
    InAndOut {
        option: &'static str,
        given: String,
    },
    /// No user has this name.
    UnknownUser(String),
    Address(String, OperandError),
    Command(CommandError),
    Descriptors(DescriptorError),
    States(StateError),
    /// Options that cannot stand together.
    Together(&'static str, &'static str),
    /// `-x` without a directory.
    CrossingNothing,
    /// `-a` without anything to join.
    NothingToJoin,
    /// `m` without a format.
    EmptyMarker,
    /// A marker of several lines between fields.
    BrokenMarker,
}

impl From<CommandError> for ArgsError {
    fn from(error: CommandError) -> Self {
        Self::Command(error)
    }
}

impl From<DescriptorError> for ArgsError {
    fn from(error: DescriptorError) -> Self {
        Self::Descriptors(error)
    }
}

impl From<StateError> for ArgsError {
    fn from(error: StateError) -> Self {
        Self::States(error)
    }
}

impl fmt::Display for ArgsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(option) => write!(f, "unknown option {option}"),
            Self::Unsupported(option, why) => write!(f, "{option} is not supported: {why}"),
            Self::MissingValue(option) => write!(f, "option {option} needs a value"),
            Self::Value { option, given } => write!(f, "option {option} does not know {given}"),
            Self::UnexpectedNumber(option) => write!(f, "option {option} takes no number"),
            Self::Number { option, given } => write!(f, "option {option} takes numbers, and {given} is none"),
            Self::Width(width) => write!(f, "+c {width} is wider than a command's name can be"),
            Self::InAndOut { option, given } => write!(f, "option {option} both wants and leaves out {given}"),
            Self::UnknownUser(name) => write!(f, "no user is called {name}"),
            Self::Address(given, error) => write!(f, "-i {given}: {error}"),
            Self::Command(error) => error.fmt(f),
            Self::Descriptors(error) => error.fmt(f),
            Self::States(error) => error.fmt(f),
            Self::Together(one, other) => write!(f, "options {one} and {other} cannot stand together"),
            Self::CrossingNothing => f.write_str("option -x needs +d or +D beside it"),
            Self::NothingToJoin => f.write_str("option -a needs other options whose conditions it can join"),
            Self::EmptyMarker => f.write_str("a format is missing behind the m of -r"),
            Self::BrokenMarker => f.write_str("the line between listings cannot have several lines with -F"),
        }
    }
}
