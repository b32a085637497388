//! Templates (`--format`): text with names of columns in braces, `{process} {local:>24}\t{rtt}`.
//!
//! Values are those for programs: base units, without names for what is unknown. `{{` and `}}` are braces, `\t`, `\n` and `\\` what
//! they are in most languages. Behind a colon stands a width, with `<` for the left, `>` for the right.

use crate::commands::columns::{Column, Row, choice};
use crate::commands::shared::usage;
use crate::failure::Failure;
use render::value::plain::{self, Untrusted};
use unicode_width::UnicodeWidthStr;

/// More columns than any screen has.
const WIDEST: usize = 1000;

/// A template, understood.
#[derive(Default)]
pub(super) struct Template {
    pieces: Vec<Piece>,
}

enum Piece {
    Text(String),
    Value { column: &'static Column, width: usize, is_right: bool },
}

impl Template {
    /// Understands a template.
    ///
    /// # Errors
    /// It names what is no column, or its braces do not match.
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        let mut template = Self::default();
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            let next = &rest[letter.len_utf8()..];
            rest = match letter {
                '{' if next.starts_with('{') => template.push_text('{', &next[1..]),
                '}' if next.starts_with('}') => template.push_text('}', &next[1..]),
                '{' => {
                    let Some((name, after)) = next.split_once('}') else {
                        return Err(usage("--format: a brace is not closed ({{ stands for one)"));
                    };
                    template.pieces.push(value(name)?);
                    after
                }
                '}' => return Err(usage("--format: a brace is not opened (}} stands for one)")),
                '\\' => match next.chars().next() {
                    Some('t') => template.push_text('\t', &next[1..]),
                    Some('n') => template.push_text('\n', &next[1..]),
                    Some('\\') => template.push_text('\\', &next[1..]),
                    _ => return Err(usage("--format: a backslash stands before t, n or another one")),
                },
                letter => template.push_text(letter, next),
            };
        }
        Ok(template)
    }

    fn push_text<'t>(&mut self, letter: char, rest: &'t str) -> &'t str {
        match self.pieces.last_mut() {
            Some(Piece::Text(text)) => text.push(letter),
            _ => self.pieces.push(Piece::Text(letter.into())),
        }
        rest
    }

    /// The columns that it names.
    pub(super) fn columns(&self) -> Vec<&'static Column> {
        let columns = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Value { column, .. } => Some(*column),
            Piece::Text(_) => None,
        });
        columns.collect()
    }

    /// Appends what it makes of a socket, without a line end.
    pub(super) fn push(&self, out: &mut Vec<u8>, row: &Row<'_>, untrusted: Untrusted) {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.extend_from_slice(text.as_bytes()),
                Piece::Value { column, width, is_right } => {
                    let start = out.len();
                    plain::push(out, &(column.value)(row), untrusted);
                    let taken = String::from_utf8_lossy(&out[start..]).width();
                    let blanks = width.saturating_sub(taken);
                    let place = if *is_right { start } else { out.len() };
                    out.splice(place..place, std::iter::repeat_n(b' ', blanks));
                }
            }
        }
    }
}

fn value(text: &str) -> Result<Piece, Failure> {
    let (name, shape) = text.split_once(':').unwrap_or((text, ""));
    let (is_right, width) = match shape.strip_prefix('>') {
        Some(width) => (true, width),
        None => (false, shape.strip_prefix('<').unwrap_or(shape)),
    };
    let width = if shape.is_empty() { Some(0) } else { width.parse().ok().filter(|width| *width <= WIDEST) };
    let Some(width) = width else {
        return Err(usage(format!("--format: \"{shape}\" is no width of at most {WIDEST} ({{local:>24}})")));
    };
    Ok(Piece::Value { column: choice::find("--format", name.trim())?, width, is_right })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_said() {
        for (text, expected) in [
            ("{procss}", "did you mean process?"),
            ("{pid", "not closed"),
            ("pid}", "not opened"),
            ("\\x", "a backslash stands before"),
            ("\\", "a backslash stands before"),
            ("{pid:>x}", "is no width"),
            ("{pid:>9999}", "is no width"),
            ("{}", "is no column"),
        ] {
            let error = Template::read(text).err().unwrap_or_else(|| panic!("{text} was understood"));
            assert!(format!("{error:?}").contains(expected), "{text}: {error:?}");
        }
    }

    #[test]
    fn no_text_breaks_it() {
        use proptest::prelude::*;
        proptest!(|(text in "[{}:<>0-9a-zé\\\\ -]{0,40}")| {
            let _ = Template::read(&text);
        });
    }

    #[test]
    fn columns_are_named_and_braces_doubled() {
        let template = Template::read("{{{pid:>6}}} é\\t{local}\\\\").unwrap();
        assert_eq!(template.columns().iter().map(|column| column.name).collect::<Vec<_>>(), ["pid", "local"]);
        let texts: Vec<_> = template
            .pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Text(text) => Some(text.as_str()),
                Piece::Value { .. } => None,
            })
            .collect();
        assert_eq!(texts, ["{", "} é\t", "\\"]);
    }
}
