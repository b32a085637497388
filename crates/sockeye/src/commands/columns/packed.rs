//! Rows as octets, in the order of a view's columns, as they are kept until they are sorted: what is shown, not what it was made of.
//!
//! A listing of a million sockets must not take a gigabyte: a cell is two octets more than its text.

use super::{Column, Row};
use render::grid::Grid;
use render::style::Style;
use render::time::Clock;
use render::value::{Value, text};
use std::io::Write;

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// Its text.
    Text,
    /// That there is nothing to say.
    Absent,
    /// That it is unknown.
    Unknown,
}

/// Every style, at the place of its number.
const STYLES: [Style; 13] = [
    Style::Plain,
    Style::Title,
    Style::Muted,
    Style::Name,
    Style::Listening,
    Style::Established,
    Style::Opening,
    Style::Closing,
    Style::Trouble,
    Style::Warning,
    Style::New,
    Style::Gone,
    Style::Changed,
];

/// A length that stands in four octets behind.
const LONG: u8 = u8::MAX;
/// Bits of an octet that are the style's.
const STYLE_BITS: u8 = 0x3F;

/// Appends a cell whose text `write` appends.
pub(crate) fn push(packed: &mut Vec<u8>, style: Style, said: Said, write: impl FnOnce(&mut Vec<u8>)) {
    packed.push(style as u8 | (said as u8) << 6);
    let place = packed.len();
    packed.push(0);
    write(packed);
    let length = packed.len() - place - 1;
    match u8::try_from(length) {
        Ok(short) if short < LONG => packed[place] = short,
        _ => {
            packed[place] = LONG;
            // Texts are far shorter than 4 GiB: one that is not would end there.
            let length = u32::try_from(length).unwrap_or(u32::MAX);
            packed.splice(place + 1..place + 1, length.to_ne_bytes());
        }
    }
}

/// Appends the cells of a row as people read them.
pub(crate) fn push_row(packed: &mut Vec<u8>, columns: &[&Column], row: &Row<'_>, clock: &Clock) {
    for column in columns {
        match (column.value)(row) {
            Value::Absent => push(packed, Style::Muted, Said::Absent, |_| {}),
            Value::Unknown(_) => push(packed, Style::Muted, Said::Unknown, |_| {}),
            Value::Nobody(why) => {
                push(packed, Style::Muted, Said::Text, |out| text::push(out, &Value::Nobody(why), clock))
            }
            value => push(packed, (column.style)(row), Said::Text, |out| text::push(out, &value, clock)),
        }
    }
}

/// Puts the cells of a row into a grid, in a style of their own or each in this one.
pub(crate) fn put<W: Write>(grid: &mut Grid<W>, packed: &[u8], all: Option<Style>, clock: &Clock) {
    for (style, said, text) in cells(packed) {
        match said {
            Said::Text => grid.cell(all.unwrap_or(style), text),
            Said::Absent => grid.value(style, &Value::Absent, clock),
            Said::Unknown => grid.value(style, &Value::Unknown("".into()), clock),
        }
    }
}

/// The cells of a row that [`push`] made.
pub(crate) fn cells(mut packed: &[u8]) -> impl Iterator<Item = (Style, Said, &[u8])> {
    std::iter::from_fn(move || {
        let (&[head, short], rest) = packed.split_first_chunk()?;
        let (length, rest) = match short {
            LONG => {
                let (length, rest) = rest.split_first_chunk()?;
                (u32::from_ne_bytes(*length) as usize, rest)
            }
            short => (usize::from(short), rest),
        };
        let (text, rest) = rest.split_at_checked(length)?;
        packed = rest;
        let said = match head >> 6 {
            0 => Said::Text,
            1 => Said::Absent,
            _ => Said::Unknown,
        };
        let style = STYLES.get(usize::from(head & STYLE_BITS)).copied().unwrap_or_default();
        Some((style, said, text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were() {
        let long = vec![b'x'; 70_000];
        let texts: [&[u8]; 5] = [b"", b"abc", &long, &long[..255], &long[..254]];
        let mut packed = Vec::new();
        let mut expected = Vec::new();
        for (place, text) in texts.into_iter().enumerate() {
            let said = [Said::Text, Said::Absent, Said::Unknown][place % 3];
            for style in STYLES {
                push(&mut packed, style, said, |out| out.extend_from_slice(text));
                expected.push((style, said, text));
            }
        }
        assert!(cells(&packed).eq(expected));
    }

    #[test]
    fn a_style_stands_at_the_place_of_its_number() {
        for (place, style) in STYLES.into_iter().enumerate() {
            assert_eq!(style as usize, place);
        }
    }
}
