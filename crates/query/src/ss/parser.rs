//! Tokens into a tree, by the grammar of ss(8):
//!
//! ```text
//! filter    = [ list ]
//! list      = condition { [ and | or ] condition }      and, or and nothing bind alike, from the left
//! condition = "(" list ")" | not condition | field [ sign ] operand | autobound
//! ```
//!
//! One token of lookahead is enough. Operands are understood as soon as they are read, because each may narrow the
//! scope for the next, and because a bad operand is reported before a word out of place.

use super::error::{FilterError, FilterErrorKind};
use super::lexer::{Field, Lexeme, Lexer, Sign, Token};
use super::operand::{self, Operand};
use super::scope::Scope;
use crate::Resolver;
use crate::ast::{Comparison, Filter, HostPattern, Joint, MAX_DEPTH, Predicate, Side, Tree};
use std::ffi::OsStr;

/// Parses the words from `start` on. Operands narrow the scope's families.
pub(super) fn parse<W: AsRef<OsStr>>(
    words: &[W],
    start: usize,
    scope: &mut Scope,
    resolver: &dyn Resolver,
) -> Result<Option<Filter>, FilterError> {
    let mut parser = Parser { lexer: Lexer::new(words, start), field: None, ahead: None, scope, resolver };
    parser.advance()?;
    if parser.ahead.is_none() {
        return Ok(None);
    }
    let tree = parser.list(0)?;
    match parser.ahead {
        None => Ok(Some(Filter { expression: tree.expression })),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser<'w, 's, W> {
    lexer: Lexer<'w, W>,
    /// The field named last: what an operand belongs to, wherever it stands.
    field: Option<Field>,
    ahead: Option<Ahead>,
    scope: &'s mut Scope,
    resolver: &'s dyn Resolver,
}

/// A token, its operand understood.
struct Ahead {
    token: Token,
    operand: Option<Operand>,
}

impl<W: AsRef<OsStr>> Parser<'_, '_, W> {
    /// Reads the next token into `ahead`.
    fn advance(&mut self) -> Result<(), FilterError> {
        let Some(token) = self.lexer.next() else {
            self.ahead = None;
            return Ok(());
        };
        let operand = match token.lexeme {
            Lexeme::Operand => Some(
                operand::read(&token.text, self.field, self.scope, self.resolver)
                    .map_err(|kind| error_at(&token, kind))?,
            ),
            Lexeme::Field(field) => {
                self.field = Some(field);
                None
            }
            Lexeme::Autobound => {
                self.field = None;
                None
            }
            _ => None,
        };
        self.ahead = Some(Ahead { token, operand });
        Ok(())
    }

    fn lexeme(&self) -> Option<Lexeme> {
        self.ahead.as_ref().map(|ahead| ahead.token.lexeme)
    }

    fn unexpected(&self) -> FilterError {
        match &self.ahead {
            Some(ahead) => error_at(&ahead.token, FilterErrorKind::Unexpected),
            None => FilterError { kind: FilterErrorKind::Unfinished, text: String::new(), position: self.lexer.end() },
        }
    }

    fn too_deep(&self) -> FilterError {
        let (text, position) = match &self.ahead {
            Some(ahead) => (printable(&ahead.token.text), ahead.token.position),
            None => (String::new(), self.lexer.end()),
        };
        FilterError { kind: FilterErrorKind::TooDeep, text, position }
    }

    fn list(&mut self, depth: usize) -> Result<Tree, FilterError> {
        let mut left = self.condition(depth)?;
        loop {
            let joint = match self.lexeme() {
                Some(Lexeme::And) => {
                    self.advance()?;
                    Joint::And
                }
                Some(Lexeme::Or) => {
                    self.advance()?;
                    Joint::Or
                }
                None | Some(Lexeme::Close) => return Ok(left),
                Some(_) => Joint::And,
            };
            let right = self.condition(depth)?;
            left = left.joined(joint, right);
            if left.height > MAX_DEPTH {
                return Err(self.too_deep());
            }
        }
    }

    fn condition(&mut self, depth: usize) -> Result<Tree, FilterError> {
        if depth >= MAX_DEPTH {
            return Err(self.too_deep());
        }
        match self.lexeme() {
            Some(Lexeme::Open) => {
                self.advance()?;
                let tree = self.list(depth + 1)?;
                if self.lexeme() != Some(Lexeme::Close) {
                    return Err(self.unexpected());
                }
                self.advance()?;
                Ok(tree)
            }
            Some(Lexeme::Not) => {
                self.advance()?;
                let tree = self.condition(depth + 1)?.negated();
                if tree.height > MAX_DEPTH { Err(self.too_deep()) } else { Ok(tree) }
            }
            Some(Lexeme::Autobound) => {
                self.advance()?;
                Ok(Tree::leaf(Predicate::Autobound(self.resolver.local_ports())))
            }
            Some(Lexeme::Field(field)) => {
                self.advance()?;
                self.comparison(field)
            }
            _ => Err(self.unexpected()),
        }
    }

    /// What follows a field: a sign, or none for equality, and an operand.
    fn comparison(&mut self, field: Field) -> Result<Tree, FilterError> {
        let sign = match self.lexeme() {
            Some(Lexeme::Sign(sign)) if allows(field, sign) => {
                self.advance()?;
                sign
            }
            _ => Sign::Equal,
        };
        let Some(operand) = self.ahead.as_mut().and_then(|ahead| ahead.operand.take()) else {
            return Err(self.unexpected());
        };
        self.advance()?;
        let tree = match operand {
            Operand::Device(index) => Tree::leaf(Predicate::Device(index)),
            Operand::Mark { value, mask } => Tree::leaf(Predicate::Mark { value, mask }),
            Operand::Cgroup(id) => Tree::leaf(Predicate::Cgroup(id)),
            Operand::Host(pattern) => host_condition(field, sign, pattern),
        };
        Ok(match sign {
            Sign::Equal | Sign::AtLeast | Sign::AtMost => tree,
            Sign::NotEqual | Sign::Less | Sign::Greater => tree.negated(),
        })
    }
}

/// Addresses are only equal or (with `not`) unequal, ports have an order, the rest may be unequal.
fn allows(field: Field, sign: Sign) -> bool {
    match field {
        Field::Source | Field::Destination => sign == Sign::Equal,
        Field::SourcePort | Field::DestinationPort => true,
        Field::Device | Field::Mark | Field::Cgroup => matches!(sign, Sign::Equal | Sign::NotEqual),
    }
}

/// "Less" and "greater" come out as what they negate; the caller negates.
fn host_condition(field: Field, sign: Sign, pattern: HostPattern) -> Tree {
    let side = match field {
        Field::Source | Field::SourcePort => Side::Local,
        _ => Side::Peer,
    };
    let comparison = match sign {
        Sign::Equal | Sign::NotEqual => return Tree::leaf(Predicate::Host { side, pattern }),
        Sign::AtLeast | Sign::Less => Comparison::AtLeast,
        Sign::AtMost | Sign::Greater => Comparison::AtMost,
    };
    let port = match pattern {
        HostPattern::Address { port: Some(port), .. } => port,
        // "Any port" compares as the number that ss has for it.
        HostPattern::Address { port: None, .. } | HostPattern::UnixName(_) => operand::ANY_PORT,
    };
    Tree::leaf(Predicate::Port { side, comparison, port })
}

fn error_at(token: &Token, kind: FilterErrorKind) -> FilterError {
    FilterError { kind, text: printable(&token.text), position: token.position }
}

fn printable(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}
