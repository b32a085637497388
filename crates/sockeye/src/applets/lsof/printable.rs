//! Names made printable as lsof makes them, on a pipe too: whoever reads them there knows these forms.
//!
//! Seen of version 4.95: the usual letters after a backslash for `\b`, `\t`, `\n`, `\f`, `\r`, a caret for other control
//! characters, `\xff` for what is not printable in the locale, and a backslash before each backslash.

use render::escape::escape;
use std::ffi::OsString;

/// Which characters a name may keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    /// Printable ASCII, as in the locale C.
    Ascii,
    /// Printable UTF-8.
    Utf8,
    /// Printable UTF-8 that neither hides nor turns the text around it: what a terminal may receive.
    Utf8OnTerminal,
}

impl Charset {
    /// The charset of the locale that these variables name (locale(7)). A locale that is named counts as installed.
    pub(super) fn of_environment(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let named = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
        let named = named.unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        if named.contains("utf-8") || named.contains("utf8") { Self::Utf8 } else { Self::Ascii }
    }
}

/// Appends a name.
pub(super) fn push(out: &mut Vec<u8>, name: &[u8], charset: Charset) {
    if name.iter().all(|&byte| (0x20..0x7f).contains(&byte) && byte != b'\\') {
        out.extend_from_slice(name);
        return;
    }
    if charset == Charset::Ascii {
        name.iter().for_each(|&byte| push_byte(out, byte));
        return;
    }
    for chunk in name.utf8_chunks() {
        for character in chunk.valid().chars() {
            let mut room = [0; 4];
            let encoded = character.encode_utf8(&mut room).as_bytes();
            if character.is_ascii() || !is_printable(character) || !is_safe(encoded, charset) {
                encoded.iter().for_each(|&byte| push_byte(out, byte));
            } else {
                out.extend_from_slice(encoded);
            }
        }
        chunk.invalid().iter().for_each(|&byte| push_byte(out, byte));
    }
}

/// Appends as much of a command's name as fits in so many columns. Blanks are escaped too, so that it stays one word, and
/// the rest is always in ASCII.
pub(super) fn push_command(out: &mut Vec<u8>, name: &[u8], columns: usize) {
    let start = out.len();
    for &byte in name {
        let before = out.len();
        match byte {
            b' ' => out.extend_from_slice(b"\\x20"),
            _ => push_byte(out, byte),
        }
        if out.len() - start > columns {
            out.truncate(before);
            return;
        }
    }
}

fn push_byte(out: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let letter = match byte {
        b'\\' => b'\\',
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0c => b'f',
        b'\r' => b'r',
        0x00..0x20 => return out.extend_from_slice(&[b'^', byte + b'@']),
        0x20..0x7f => return out.push(byte),
        _ => {
            let digits = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 0xF)]];
            return out.extend_from_slice(&[b'\\', b'x', digits[0], digits[1]]);
        }
    };
    out.extend_from_slice(&[b'\\', letter]);
}

/// Whether a character may go where it is to go.
fn is_safe(encoded: &[u8], charset: Charset) -> bool {
    charset != Charset::Utf8OnTerminal || *escape(encoded) == *encoded
}

/// As iswprint(3) has it in C.UTF-8, but for characters that Unicode has not assigned.
fn is_printable(character: char) -> bool {
    !character.is_control() && !matches!(character, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &[u8], charset: Charset) -> String {
        let mut out = Vec::new();
        push(&mut out, name, charset);
        String::from_utf8(out).expect("it is printable")
    }

    fn command(name: &[u8], columns: usize) -> String {
        let mut out = Vec::new();
        push_command(&mut out, name, columns);
        String::from_utf8(out).expect("it is printable")
    }

    #[test]
    fn names_are_shown_as_lsof_shows_them() {
        assert_eq!(shown(b"a b\x0b\x0c\r\n\t\x08\x1b\x7f\\", Charset::Utf8), "a b^K\\f\\r\\n\\t\\b^[\\x7f\\\\");
        assert_eq!(shown("ünï\u{9b}31m".as_bytes(), Charset::Utf8), "ünï\\xc2\\x9b31m");
        assert_eq!(shown("a\u{202e}ü".as_bytes(), Charset::Utf8), "a\u{202e}ü");
        assert_eq!(shown("a\u{202e}ü".as_bytes(), Charset::Utf8OnTerminal), "a\\xe2\\x80\\xaeü");
        assert_eq!(shown(b"\xff\xfe", Charset::Utf8), "\\xff\\xfe");
        assert_eq!(shown("ü".as_bytes(), Charset::Ascii), "\\xc3\\xbc");
    }

    #[test]
    fn commands_are_cut_between_characters() {
        assert_eq!(command(b"two words", 9), "two\\x20wo");
        assert_eq!(command(b"two words", 6), "two");
        assert_eq!(command("größe".as_bytes(), 9), "gr\\xc3");
        assert_eq!(command(b"\t\r\x07\x7f", 9), "\\t\\r^G");
        assert_eq!(command(b"NetworkManager", 9), "NetworkMa");
        assert_eq!(command(b"", 9), "");
    }

    #[test]
    fn the_first_variable_that_is_set_names_the_charset() {
        let set = |values: [&'static str; 3]| {
            Charset::of_environment(move |name| {
                let place = ["LC_ALL", "LC_CTYPE", "LANG"].iter().position(|known| *known == name)?;
                Some(values[place].into())
            })
        };
        assert_eq!(set(["", "", "en_US.utf8"]), Charset::Utf8);
        assert_eq!(set(["C", "", "C.UTF-8"]), Charset::Ascii);
        assert_eq!(set(["", "", ""]), Charset::Ascii);
    }
}
