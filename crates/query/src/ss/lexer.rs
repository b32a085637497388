//! Words into tokens. Blanks and tabs separate tokens also inside a word; a backslash takes the next octet as it is; a
//! sign or parenthesis is one only where it stands alone.

use super::error::Position;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it means.
    pub(super) lexeme: Lexeme,
    /// Its octets, escapes undone.
    pub(super) text: Vec<u8>,
    /// Its first octet.
    pub(super) position: Position,
}

/// What a token means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lexeme {
    Open,
    Close,
    Not,
    And,
    Or,
    Field(Field),
    Autobound,
    Sign(Sign),
    /// Anything else: an operand, of whatever field was named last.
    Operand,
}

/// What a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Source,
    Destination,
    SourcePort,
    DestinationPort,
    Device,
    Mark,
    Cgroup,
}

/// How field and operand compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Lexeme {
    fn of(text: &[u8]) -> Self {
        match text {
            b"(" => Self::Open,
            b")" => Self::Close,
            b"!" | b"not" => Self::Not,
            b"&" | b"&&" | b"and" => Self::And,
            b"|" | b"||" | b"or" => Self::Or,
            b"src" => Self::Field(Field::Source),
            b"dst" => Self::Field(Field::Destination),
            b"sport" => Self::Field(Field::SourcePort),
            b"dport" => Self::Field(Field::DestinationPort),
            b"dev" => Self::Field(Field::Device),
            b"fwmark" => Self::Field(Field::Mark),
            b"cgroup" => Self::Field(Field::Cgroup),
            b"autobound" => Self::Autobound,
            b"=" | b"==" | b"eq" => Self::Sign(Sign::Equal),
            b"!=" | b"ne" | b"neq" => Self::Sign(Sign::NotEqual),
            b"<" | b"lt" => Self::Sign(Sign::Less),
            b"<=" | b"le" | b"leq" => Self::Sign(Sign::AtMost),
            b">" | b"gt" => Self::Sign(Sign::Greater),
            b">=" | b"ge" | b"geq" => Self::Sign(Sign::AtLeast),
            _ => Self::Operand,
        }
    }
}

/// Reads tokens from words, one after the other.
pub(super) struct Lexer<'w, W> {
    words: &'w [W],
    at: Position,
}

impl<'w, W: AsRef<OsStr>> Lexer<'w, W> {
    /// Starts at this word.
    pub(super) fn new(words: &'w [W], start: usize) -> Self {
        Self { words, at: Position { word: start, offset: 0 } }
    }

    /// The next token; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Token> {
        loop {
            let rest = self.words.get(self.at.word)?.as_ref().as_bytes().get(self.at.offset..).unwrap_or_default();
            match rest.iter().position(|c| !is_blank(*c)) {
                None => self.at = Position { word: self.at.word + 1, offset: 0 },
                Some(blanks) => {
                    self.at.offset += blanks;
                    return Some(self.take(&rest[blanks..]));
                }
            }
        }
    }

    /// Where the next token would begin after the last word.
    pub(super) fn end(&self) -> Position {
        Position { word: self.words.len(), offset: 0 }
    }

    fn take(&mut self, rest: &[u8]) -> Token {
        let position = self.at;
        let mut text = Vec::new();
        let mut octets = rest.iter().copied();
        while let Some(octet) = octets.next() {
            match octet {
                blank if is_blank(blank) => break,
                b'\\' => text.extend(octets.next()),
                other => text.push(other),
            }
        }
        self.at.offset += rest.len() - octets.len();
        Token { lexeme: Lexeme::of(&text), text, position }
    }
}

fn is_blank(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t')
}
