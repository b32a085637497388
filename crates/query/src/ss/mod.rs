//! The language of ss(8): options that choose tables, families and states, then `state`/`exclude` words, then an
//! expression. Accepts and refuses what iproute2 6.1 accepts and refuses, and gives its exit status.

mod error;
mod lexer;
mod number;
pub(crate) mod operand;
mod parser;
mod scope;
mod state;
#[cfg(test)]
mod tests;

pub use error::{FilterError, FilterErrorKind, Position};
pub use scope::{EmptyScope, FamilySet, Scope, ScopeBuilder, ScopeError, Table, TableSet};

use crate::Resolver;
use crate::ast::Filter;
use std::ffi::OsStr;
use std::fmt;

/// What was asked for: where to look and what must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Tables, families and states.
    pub scope: Scope,
    /// The expression; `None`: every socket in the scope.
    pub filter: Option<Filter>,
}

/// Why nothing will be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryError {
    /// The words are no filter.
    Filter(FilterError),
    /// The options leave nothing to look at.
    Empty(EmptyScope),
}

impl QueryError {
    /// The exit status that ss gives.
    pub fn status(&self) -> u8 {
        match self {
            Self::Filter(error) => error.status(),
            Self::Empty(_) => EmptyScope::STATUS,
        }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Filter(error) => error.fmt(f),
            Self::Empty(empty) => empty.fmt(f),
        }
    }
}

impl std::error::Error for QueryError {}

/// Understands the state words alone, and returns where to look and the words of the expression, which are not read.
///
/// # Errors
/// [`QueryError::Filter`] with the word to blame; [`QueryError::Empty`] when the options exclude everything.
pub fn read_scope<W: AsRef<OsStr>>(mut builder: ScopeBuilder, words: &[W]) -> Result<(Scope, &[W]), QueryError> {
    let expression_start = state::read(words, &mut builder).map_err(QueryError::Filter)?;
    let scope = builder.finish().map_err(QueryError::Empty)?;
    Ok((scope, &words[expression_start..]))
}

/// Understands the words that follow the options, in the order in which ss looks at them: states first, then whether
/// anything is left to show, then the expression, whose operands may narrow the families.
///
/// # Errors
/// [`QueryError::Filter`] with the word to blame; [`QueryError::Empty`] when the options exclude everything.
pub fn read_query<W: AsRef<OsStr>>(
    mut builder: ScopeBuilder,
    words: &[W],
    resolver: &dyn Resolver,
) -> Result<Query, QueryError> {
    let expression_start = state::read(words, &mut builder).map_err(QueryError::Filter)?;
    let mut scope = builder.finish().map_err(QueryError::Empty)?;
    let filter = parser::parse(words, expression_start, &mut scope, resolver).map_err(QueryError::Filter)?;
    Ok(Query { scope, filter })
}
