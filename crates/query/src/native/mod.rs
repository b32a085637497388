//! Our own filter language: everything that the grammar of ss(8) accepts, and named fields for the rest of what is known
//! of a socket and of those who hold it. It serves every native command.
//!
//! ```text
//! filter    = [ list ]
//! list      = condition { [ and | or ] condition }      and, or and nothing bind alike, from the left
//! condition = "(" list ")" | not condition | word | field [ sign ] operand
//!           | { state STATE | exclude STATE }           a run of these is one set of states
//! sign      = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "!~"
//! ```
//!
//! Fields and words stand in two tables ([`FIELDS`], [`WORDS`]), from which help, manual and completions are made too.
//! Case does not matter in them, and a hyphen is as good as an underscore. Signs and parentheses need no blanks around
//! them. A blank ends an operand, unless it is quoted, or the operand is a word of the command line of its own and text.
//! Quotes and backslashes take the meaning from `*`, `?` and words such as `none`.
//!
//! A condition on holders is met when any of them meets it; one with `!=` or `!~` when none does. A comparison with a
//! number that a socket does not have (the round-trip time of a UDP socket) is not met, not even with `!=`.

mod conditions;
mod error;
mod fields;
mod lexer;
mod needs;
mod numbers;
mod parser;
mod ports;
mod scope;
mod suggestion;
#[cfg(test)]
mod tests;
mod words;

pub use error::{FilterError, FilterErrorKind};
pub use fields::{DecidedBy, FIELDS, Field};
pub use needs::Needs;
pub use scope::Part;
pub use suggestion::nearest;
pub use words::{WORDS, Word};

use crate::Resolver;
use crate::ast::{Filter, TransportSet};
use crate::ss::Scope;
use std::ffi::OsStr;

/// What was asked for: where to look, what must hold, and what must be known for that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// What must hold; `None`: every socket in the scope.
    pub filter: Option<Filter>,
    /// The tables, families and states in which something can be found. Without a word for a kind of sockets: those
    /// over IP.
    pub scope: Scope,
    /// What the filter asks about beyond the least that every source tells.
    pub needs: Needs,
}

impl Selection {
    /// The selection table by table, in the order in which tables are listed: each with what is still open about its
    /// sockets. To be preferred to scope and filter, because less is asked for and the kernel decides more.
    pub fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        scope::parts(self)
    }
}

/// Understands the words of a command line as a filter.
///
/// # Errors
/// The word that cannot be understood, where it stands, and what would be right.
pub fn parse<W: AsRef<OsStr>>(words: &[W], resolver: &dyn Resolver) -> Result<Selection, FilterError> {
    let parsed = parser::parse(words, resolver)?;
    let named = parsed.named.union(TransportSet::INET);
    let scope = scope::of(parsed.filter.as_ref(), named);
    if scope.tables.is_empty() {
        return Err(FilterError::contradiction(words.len()));
    }
    let needs = parsed.filter.as_ref().map(Needs::of).unwrap_or_default();
    Ok(Selection { filter: parsed.filter, scope, needs })
}
