//! Pieces into a tree, by the grammar of [`super`].

use super::conditions::{self, Condition};
use super::error::{FilterError, FilterErrorKind as Kind};
use super::fields::{Field, Meaning, field_named};
use super::lexer::{Extent, Lexeme, Lexer, Sign, Token};
use super::suggestion;
use super::words::{self, word_named};
use crate::Resolver;
use crate::ast::{Expression, Filter, Joint, MAX_DEPTH, TransportSet, Tree};
use model::StateSet;
use std::ffi::OsStr;

/// What was read.
pub(super) struct Parsed {
    /// The tree; `None`: no words.
    pub(super) filter: Option<Filter>,
    /// The kinds of sockets that it names.
    pub(super) named: TransportSet,
}

/// Parses all words.
pub(super) fn parse<W: AsRef<OsStr>>(words: &[W], resolver: &dyn Resolver) -> Result<Parsed, FilterError> {
    let mut parser = Parser { lexer: Lexer::new(words), open: 0, named: TransportSet::EMPTY, resolver };
    if parser.lexer.peek().is_none() {
        return Ok(Parsed { filter: None, named: TransportSet::EMPTY });
    }
    let tree = parser.list(0)?;
    match parser.lexer.peek() {
        None => Ok(Parsed { filter: Some(Filter { expression: tree.expression }), named: parser.named }),
        Some(token) => Err(FilterError::at(&token, Kind::Unexpected)),
    }
}

struct Parser<'w, 'r, W> {
    lexer: Lexer<'w, W>,
    /// Parentheses that are open.
    open: usize,
    named: TransportSet,
    resolver: &'r dyn Resolver,
}

impl<W: AsRef<OsStr>> Parser<'_, '_, W> {
    fn list(&mut self, depth: usize) -> Result<Tree, FilterError> {
        let mut left = self.condition(depth)?;
        loop {
            let joint = match self.lexer.peek().map(|token| token.lexeme) {
                Some(Lexeme::And) => {
                    self.lexer.next();
                    Joint::And
                }
                Some(Lexeme::Or) => {
                    self.lexer.next();
                    Joint::Or
                }
                None | Some(Lexeme::Close) => return Ok(left),
                Some(_) => Joint::And,
            };
            let right = self.condition(depth)?;
            left = self.grown(left.joined(joint, right))?;
        }
    }

    fn condition(&mut self, depth: usize) -> Result<Tree, FilterError> {
        let Some(token) = self.lexer.next() else {
            return Err(FilterError::unfinished(self.lexer.end(), "a condition"));
        };
        if depth >= MAX_DEPTH {
            return Err(FilterError::at(&token, Kind::TooDeep));
        }
        match token.lexeme {
            Lexeme::Open => {
                self.open += 1;
                let tree = self.list(depth + 1)?;
                self.open -= 1;
                match self.lexer.next() {
                    Some(_) => Ok(tree),
                    None => Err(FilterError::unfinished(self.lexer.end(), "a closing parenthesis")),
                }
            }
            Lexeme::Not => {
                let inner = self.condition(depth + 1)?;
                self.grown(inner.negated())
            }
            Lexeme::Word => self.word(&token),
            Lexeme::Close | Lexeme::And | Lexeme::Or | Lexeme::Sign(_) => {
                Err(FilterError::at(&token, Kind::Unexpected))
            }
        }
    }

    /// A tree, unless it is too high for what reads it.
    fn grown(&mut self, tree: Tree) -> Result<Tree, FilterError> {
        if tree.height <= MAX_DEPTH {
            return Ok(tree);
        }
        Err(match self.lexer.peek() {
            Some(token) => FilterError::at(&token, Kind::TooDeep),
            None => FilterError { kind: Kind::TooDeep, text: String::new(), position: self.lexer.end() },
        })
    }

    /// A word that is a condition, or a field with what follows.
    fn word(&mut self, token: &Token) -> Result<Tree, FilterError> {
        if let Some(field) = field_named(&token.text) {
            return match field.meaning {
                Meaning::State | Meaning::Exclude => self.states(field),
                _ => self.comparison(field),
            };
        }
        let word = word_named(&token.text).ok_or_else(|| FilterError::unknown(token))?;
        self.named = self.named.union(word.kinds());
        Ok(Tree::of(word.condition(self.resolver)))
    }

    /// A run of `state STATE` and `exclude STATE`: the first `state` starts from no state, the first `exclude` from all.
    fn states(&mut self, first: &'static Field) -> Result<Tree, FilterError> {
        let mut chosen: Option<StateSet> = None;
        let mut field = first;
        loop {
            let sign = self.sign(field)?;
            let operand = self.operand(field)?;
            let states = words::states_named(&operand.text)
                .ok_or_else(|| FilterError::at(&operand, Kind::UnknownState(suggestion::of_state(&operand.text))))?;
            let excludes = (field.meaning == Meaning::Exclude) != (sign == Sign::NotEqual);
            chosen = Some(match excludes {
                false => chosen.unwrap_or_default().union(states),
                true => chosen.unwrap_or(StateSet::ALL).difference(states),
            });
            let next = self.lexer.peek().filter(|token| token.lexeme == Lexeme::Word);
            match next.and_then(|token| field_named(&token.text)) {
                Some(next) if matches!(next.meaning, Meaning::State | Meaning::Exclude) => {
                    self.lexer.next();
                    field = next;
                }
                _ => return Ok(Tree::of(words::in_states(chosen.unwrap_or_default()))),
            }
        }
    }

    /// What follows a field: a sign, or none for equality, and an operand.
    fn comparison(&mut self, field: &'static Field) -> Result<Tree, FilterError> {
        let sign = self.sign(field)?;
        let operand = self.operand(field)?;
        let Condition { expression, named } = conditions::read(field, sign, &operand, self.resolver)?;
        self.named = self.named.union(named);
        Ok(Tree::of(expression))
    }

    fn sign(&mut self, field: &'static Field) -> Result<Sign, FilterError> {
        let Some(token) = self.lexer.peek() else { return Ok(Sign::Equal) };
        let Lexeme::Sign(sign) = token.lexeme else { return Ok(Sign::Equal) };
        if !field.allows(sign) {
            return Err(FilterError::at(&token, Kind::WrongSign(field.name, field.signs())));
        }
        self.lexer.next();
        Ok(sign)
    }

    fn operand(&mut self, field: &'static Field) -> Result<Token, FilterError> {
        let extent = if field.takes_whole_arguments() { Extent::Argument } else { Extent::Blank };
        // A parenthesis of ours, or a joint, is no operand; what an operand is has been cut otherwise.
        let next = self.lexer.peek();
        if let Some(token) = next.filter(|token| token.lexeme != Lexeme::Word) {
            let alone = self.lexer.stands_alone(token.text.len());
            if alone || token.lexeme == Lexeme::Close && self.open > 0 {
                return Err(FilterError::at(&token, Kind::MissingOperand(field.name, field.takes())));
            }
        }
        match self.lexer.operand(extent, self.open > 0) {
            Ok(Some(operand)) => Ok(operand),
            Ok(None) => Err(FilterError::unfinished(self.lexer.end(), field.takes())),
            Err(unclosed) => Err(FilterError {
                kind: Kind::UnclosedQuote,
                text: String::from_utf8_lossy(&unclosed.text).into_owned(),
                position: unclosed.position,
            }),
        }
    }
}

impl Tree {
    /// A whole condition of some levels.
    fn of(expression: Expression) -> Self {
        let height = height(&expression);
        Self { expression, height }
    }
}

fn height(expression: &Expression) -> usize {
    match expression {
        Expression::All(parts) | Expression::Any(parts) => 1 + parts.iter().map(height).max().unwrap_or_default(),
        Expression::Not(inner) => 1 + height(inner),
        Expression::Is(_) => 1,
    }
}
