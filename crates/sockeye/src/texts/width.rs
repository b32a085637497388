//! Translated text in columns: a letter may take several octets, and a sign two cells.

use std::fmt;
use unicode_width::UnicodeWidthStr;

/// Text padded with blanks behind it to at least so many cells of a screen, as `{:<width$}` pads by characters.
pub(crate) struct Padded<'a>(pub(crate) &'a str, pub(crate) usize);

impl fmt::Display for Padded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(text, width) = *self;
        f.write_str(text)?;
        write!(f, "{:1$}", "", width.saturating_sub(text.width()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_count_and_not_octets() {
        assert_eq!(Padded("État", 6).to_string(), "État  ");
        assert_eq!(Padded("状態", 6).to_string(), "状態  ");
        assert_eq!(Padded("Adresse", 3).to_string(), "Adresse");
    }
}
