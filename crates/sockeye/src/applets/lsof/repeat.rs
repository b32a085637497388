//! Listing again and again, `-r` and `+r`: the line between two listings.

use super::args::{FieldLetters, Form, Repeat};
use jiff::Zoned;
use jiff::fmt::strtime::{BrokenDownTime, Config};

/// What stands between two listings where no format is given.
const LINE: &[u8] = b"=======";

/// The line behind a listing, with its end.
pub(super) fn marker(repeat: &Repeat, form: &Form) -> Vec<u8> {
    let text = repeat.marker.as_deref().map(|format| formatted(format, &Zoned::now()));
    let (before, text, end): (&[u8], _, &[u8]) = match form {
        Form::Fields(FieldLetters { end_with_nul: true, .. }) => (b"m", text.unwrap_or_default(), b"\0\n"),
        Form::Fields(_) => (b"m", text.unwrap_or_default(), b"\n"),
        _ => (b"", text.unwrap_or_else(|| LINE.to_vec()), b"\n"),
    };
    [before, &text, end].concat()
}

/// The time in a format of strftime(3). What is no directive there stands as it is.
fn formatted(format: &[u8], time: &Zoned) -> Vec<u8> {
    let config = Config::new().lenient(true);
    let mut out = Vec::new();
    for chunk in format.utf8_chunks() {
        match BrokenDownTime::from(time).to_string_with_config(&config, chunk.valid()) {
            Ok(text) => out.extend_from_slice(text.as_bytes()),
            // Lenient formatting does not fail.
            Err(_) => out.extend_from_slice(chunk.valid().as_bytes()),
        }
        out.extend_from_slice(chunk.invalid());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_those_of_strftime() {
        let time: Zoned = "2026-01-05T04:03:02[UTC]".parse().expect("a time");
        for (format, expected) in [
            ("=%T=", "=04:03:02="),
            ("%Y-%m-%d %e %j", "2026-01-05  5 005"),
            ("%a %A %b %H%%", "Mon Monday Jan 04%"),
            ("%", "%"),
            ("plain", "plain"),
        ] {
            assert_eq!(String::from_utf8_lossy(&formatted(format.as_bytes(), &time)), expected);
        }
        assert_eq!(formatted(b"%H\xff%M", &time), b"04\xff03");
    }

    #[test]
    fn fields_have_a_letter_and_their_own_end() {
        let plain = Repeat { seconds: 1, until_empty: false, times: None, marker: None };
        assert_eq!(marker(&plain, &Form::Columns), b"=======\n");
        assert_eq!(marker(&plain, &Form::Fields(FieldLetters::default())), b"m\n");
        let mut letters = FieldLetters::default();
        letters.end_with_nul = true;
        let fields = Form::Fields(letters);
        assert_eq!(marker(&Repeat { marker: Some(b"now".to_vec()), ..plain }, &fields), b"mnow\0\n");
    }
}
