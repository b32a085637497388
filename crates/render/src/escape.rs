//! Untrusted bytes made safe for a terminal.
//!
//! Process names, socket paths and host names are chosen by strangers, and a terminal obeys what it is sent: escape
//! sequences move the cursor and retitle the window, bidirectional controls let a name read as another.
//!
//! The policy, for all of Sockeye: on a pipe or in a file untrusted bytes stay as they are, because scripts compare
//! them with what the original tools print; on a terminal they are escaped, always, and no option lifts that. Line
//! ends and tabs that a layout puts between its own texts are not untrusted and stay.
//!
//! Control characters: ECMA-48 (C0, DEL, C1). Bidirectional controls: Unicode Standard Annex 9.

use std::borrow::Cow;
use std::io::Write;

/// Shows what a terminal must not receive, and keeps printable UTF-8.
///
/// `\n`, `\r`, `\t` stand for themselves, other bytes below 0x20, 0x7f and bytes that are not UTF-8 read `\x1b`,
/// `\xff`; C1 controls, bidirectional controls and invisible characters read `\u{202e}`. A backslash stays single:
/// this makes text safe and readable, it does not make it reversible.
pub fn escape(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.iter().all(|byte| (0x20..0x7f).contains(byte)) {
        return Cow::Borrowed(bytes);
    }
    let mut shown = Vec::with_capacity(bytes.len() + 16);
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            push_char(&mut shown, character);
        }
        for byte in chunk.invalid() {
            push_byte(&mut shown, *byte);
        }
    }
    Cow::Owned(shown)
}

fn push_char(shown: &mut Vec<u8>, character: char) {
    match character {
        '\n' => shown.extend(b"\\n"),
        '\r' => shown.extend(b"\\r"),
        '\t' => shown.extend(b"\\t"),
        '\0'..' ' | '\x7f' => push_byte(shown, character as u8),
        _ if commands(character) || hides(character) => {
            // Writing to a Vec cannot fail.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
        }
        _ => shown.extend(character.encode_utf8(&mut [0; 4]).as_bytes()),
    }
}

fn push_byte(shown: &mut Vec<u8>, byte: u8) {
    // Writing to a Vec cannot fail.
    let _ = write!(shown, "\\x{byte:02x}");
}

/// C1 controls, line and paragraph separators, and all that change the direction of text.
fn commands(character: char) -> bool {
    matches!(
        character,
        '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}'
    )
}

/// Characters without width that make two names look alike. Joiners (U+200C, U+200D) are not among them: scripts need
/// them.
fn hides(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn shows(bytes: &[u8], expected: &str) {
        assert_eq!(String::from_utf8_lossy(&escape(bytes)), expected);
    }

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(escape(b"/run/user 1\\x2d"), Cow::Borrowed(b"/run/user 1\\x2d")));
    }

    #[test]
    fn printable_utf8_stays() {
        shows("größe 魚 👩‍🔧".as_bytes(), "größe 魚 👩‍🔧");
    }

    #[test]
    fn controls_are_shown() {
        shows(b"\x1b]0;x\x07\n\r\t\0\x7f", "\\x1b]0;x\\x07\\n\\r\\t\\x00\\x7f");
        shows("\u{9b}2J".as_bytes(), "\\u{9b}2J");
        shows("a\u{202e}b\u{200b}c\u{2028}".as_bytes(), "a\\u{202e}b\\u{200b}c\\u{2028}");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_shown() {
        shows(b"a\xffb\xe2\x82", "a\\xffb\\xe2\\x82");
        shows(b"\x9b2J", "\\x9b2J");
    }

    proptest! {
        #[test]
        fn nothing_that_commands_remains(bytes: Vec<u8>) {
            let shown = escape(&bytes).into_owned();
            let text = String::from_utf8(shown.clone()).unwrap();
            prop_assert!(!text.chars().any(|c| c.is_control() || commands(c) || hides(c)));
            prop_assert_eq!(escape(&shown), Cow::Borrowed(shown.as_slice()));
        }
    }
}
