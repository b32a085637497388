//! Words of the command line into pieces of a filter. What may come next decides how a piece is cut: where a condition
//! begins, signs and parentheses end a word; an operand goes on to the next blank, because names and paths have all of
//! these in them.

use crate::ss::Position;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

/// A piece of a filter and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it means.
    pub(super) lexeme: Lexeme,
    /// Its octets, quotes and escapes undone.
    pub(super) text: Vec<u8>,
    /// As [`Token::text`], as a shell pattern in which only `*` and `?` that were not quoted mean more than themselves.
    pub(super) pattern: Vec<u8>,
    /// Whether some of it was quoted or escaped: then it is no keyword.
    pub(super) quoted: bool,
    /// Its first octet.
    pub(super) position: Position,
}

/// What a piece means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lexeme {
    Open,
    Close,
    Not,
    And,
    Or,
    Sign(Sign),
    /// Anything else: a field, a word that is a condition, an operand.
    Word,
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
    Contains,
    ContainsNot,
}

impl Sign {
    /// How it is written.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
            Self::Contains => "~",
            Self::ContainsNot => "!~",
        }
    }
}

/// What stands alone without blanks around it, longest first.
const SIGNS: [(&[u8], Lexeme); 16] = [
    (b"!=", Lexeme::Sign(Sign::NotEqual)),
    (b"!~", Lexeme::Sign(Sign::ContainsNot)),
    (b"==", Lexeme::Sign(Sign::Equal)),
    (b"<=", Lexeme::Sign(Sign::AtMost)),
    (b">=", Lexeme::Sign(Sign::AtLeast)),
    (b"&&", Lexeme::And),
    (b"||", Lexeme::Or),
    (b"(", Lexeme::Open),
    (b")", Lexeme::Close),
    (b"!", Lexeme::Not),
    (b"&", Lexeme::And),
    (b"|", Lexeme::Or),
    (b"=", Lexeme::Sign(Sign::Equal)),
    (b"<", Lexeme::Sign(Sign::Less)),
    (b">", Lexeme::Sign(Sign::Greater)),
    (b"~", Lexeme::Sign(Sign::Contains)),
];

impl Lexeme {
    /// What a whole word means.
    fn of(text: &[u8]) -> Self {
        match text {
            b"not" => Self::Not,
            b"and" => Self::And,
            b"or" => Self::Or,
            b"eq" => Self::Sign(Sign::Equal),
            b"ne" | b"neq" => Self::Sign(Sign::NotEqual),
            b"lt" => Self::Sign(Sign::Less),
            b"le" | b"leq" => Self::Sign(Sign::AtMost),
            b"gt" => Self::Sign(Sign::Greater),
            b"ge" | b"geq" => Self::Sign(Sign::AtLeast),
            _ => SIGNS.iter().find(|(sign, _)| *sign == text).map_or(Self::Word, |(_, lexeme)| *lexeme),
        }
    }
}

/// Where an operand ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// At the next blank.
    Blank,
    /// With the word of the command line, if it begins with that; else at the next blank.
    Argument,
}

/// A quote that nothing closes, and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unclosed {
    pub(super) text: Vec<u8>,
    pub(super) position: Position,
}

/// Cuts pieces off words, one after the other.
pub(super) struct Lexer<'w, W> {
    words: &'w [W],
    at: Position,
}

impl<'w, W: AsRef<OsStr>> Lexer<'w, W> {
    /// Starts at the first word.
    pub(super) fn new(words: &'w [W]) -> Self {
        Self { words, at: Position::default() }
    }

    /// Where a piece would begin after the last word.
    pub(super) fn end(&self) -> Position {
        Position { word: self.words.len(), offset: 0 }
    }

    /// The next piece where a condition, a sign or `and` and `or` may stand; it is left where it is. `None` at the end.
    pub(super) fn peek(&mut self) -> Option<Token> {
        self.cut().map(|(token, _)| token)
    }

    /// The piece that [`Lexer::peek`] shows, taken.
    pub(super) fn next(&mut self) -> Option<Token> {
        let (token, length) = self.cut()?;
        self.at.offset += length;
        Some(token)
    }

    /// Whether the next piece, of so many octets, has a blank or nothing after it.
    pub(super) fn stands_alone(&self, length: usize) -> bool {
        let word = self.words.get(self.at.word).map(|word| word.as_ref().as_bytes()).unwrap_or_default();
        word.get(self.at.offset + length).is_none_or(|octet| is_blank(*octet))
    }

    /// An operand. Within parentheses the one that closes them ends it, too. `None` at the end.
    ///
    /// # Errors
    /// A quote is not closed.
    pub(super) fn operand(&mut self, extent: Extent, in_parentheses: bool) -> Result<Option<Token>, Unclosed> {
        let Some(rest) = self.skip_blanks() else { return Ok(None) };
        let whole = extent == Extent::Argument && self.at.offset == 0;
        let mut piece = Piece::at(self.at);
        let length = match rest {
            [quote @ (b'"' | b'\''), inner @ ..] => {
                let inside = piece.take_quoted(inner, *quote);
                let inside = inside.ok_or_else(|| Unclosed { text: rest.to_vec(), position: self.at })?;
                1 + inside + piece.take_operand(&inner[inside..], whole, in_parentheses)
            }
            _ => piece.take_operand(rest, whole, in_parentheses),
        };
        self.at.offset += length;
        Ok(Some(piece.token()))
    }

    /// What is left of the word in which the next piece begins.
    fn skip_blanks(&mut self) -> Option<&'w [u8]> {
        loop {
            let rest = self.words.get(self.at.word)?.as_ref().as_bytes().get(self.at.offset..).unwrap_or_default();
            match rest.iter().position(|octet| !is_blank(*octet)) {
                None => self.at = Position { word: self.at.word + 1, offset: 0 },
                Some(blanks) => {
                    self.at.offset += blanks;
                    return Some(&rest[blanks..]);
                }
            }
        }
    }

    fn cut(&mut self) -> Option<(Token, usize)> {
        let rest = self.skip_blanks()?;
        if let Some((sign, lexeme)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
            let text = sign.to_vec();
            let token = Token { lexeme: *lexeme, pattern: text.clone(), text, quoted: false, position: self.at };
            return Some((token, sign.len()));
        }
        let length =
            rest.iter().position(|octet| is_blank(*octet) || b"()!&|=<>~".contains(octet)).unwrap_or(rest.len());
        let mut piece = Piece::at(self.at);
        rest[..length].iter().for_each(|octet| piece.push(*octet));
        Some((piece.token(), length))
    }
}

/// A piece as it is read.
struct Piece {
    text: Vec<u8>,
    pattern: Vec<u8>,
    quoted: bool,
    position: Position,
}

impl Piece {
    fn at(position: Position) -> Self {
        Self { text: Vec::new(), pattern: Vec::new(), quoted: false, position }
    }

    fn token(self) -> Token {
        let lexeme = if self.quoted { Lexeme::Word } else { Lexeme::of(&self.text) };
        let Self { text, pattern, quoted, position } = self;
        Token { lexeme, text, pattern, quoted, position }
    }

    /// An octet in which `*` and `?` mean what they mean in a pattern.
    fn push(&mut self, octet: u8) {
        self.text.push(octet);
        if matches!(octet, b'[' | b'\\') {
            self.pattern.push(b'\\');
        }
        self.pattern.push(octet);
    }

    /// An octet that means itself.
    fn push_literal(&mut self, octet: u8) {
        self.quoted = true;
        self.text.push(octet);
        if matches!(octet, b'[' | b'\\' | b'*' | b'?') {
            self.pattern.push(b'\\');
        }
        self.pattern.push(octet);
    }

    /// Takes up to the closing quote and says how far it went. `None`: there is none. In double quotes a backslash takes
    /// the next octet as it is.
    fn take_quoted(&mut self, text: &[u8], quote: u8) -> Option<usize> {
        self.quoted = true;
        let mut at = 0;
        loop {
            match *text.get(at)? {
                octet if octet == quote => return Some(at + 1),
                b'\\' if quote == b'"' => {
                    at += 1;
                    self.push_literal(*text.get(at)?);
                }
                octet => self.push_literal(octet),
            }
            at += 1;
        }
    }

    /// Takes up to the end of an operand and says how far it went.
    fn take_operand(&mut self, text: &[u8], whole: bool, in_parentheses: bool) -> usize {
        let (mut at, mut open) = (0, 0_usize);
        while let Some(&octet) = text.get(at) {
            match octet {
                blank if is_blank(blank) && !whole => break,
                b')' if in_parentheses && open == 0 => break,
                b'\\' => {
                    at += 1;
                    if let Some(&escaped) = text.get(at) {
                        self.push_literal(escaped);
                    }
                }
                other => {
                    open = match other {
                        b'(' => open + 1,
                        b')' => open.saturating_sub(1),
                        _ => open,
                    };
                    self.push(other);
                }
            }
            at += 1;
        }
        at.min(text.len())
    }
}

fn is_blank(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t')
}
