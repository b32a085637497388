//! A string of JSON, safe to be shown by a terminal.

use crate::escape::escape;
use std::io::Write;

/// Appends a string with its quotes (RFC 8259 section 7).
pub(super) fn push(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    // Most are plain ASCII, which is quicker to see than to escape.
    if text.bytes().all(|octet| matches!(octet, b' '..=b'~') && octet != b'"' && octet != b'\\') {
        out.extend_from_slice(text.as_bytes());
    // What needs no escape on a terminal needs none here, but for the two characters of JSON's own.
    } else if *escape(text.as_bytes()) == *text.as_bytes() {
        push_quoted(out, text);
    } else {
        for (place, character) in text.char_indices() {
            let letter = &text[place..place + character.len_utf8()];
            match character {
                '\n' => out.extend_from_slice(b"\\n"),
                '\r' => out.extend_from_slice(b"\\r"),
                '\t' => out.extend_from_slice(b"\\t"),
                _ if *escape(letter.as_bytes()) == *letter.as_bytes() => push_quoted(out, letter),
                _ => push_units(out, character),
            }
        }
    }
    out.push(b'"');
}

fn push_quoted(out: &mut Vec<u8>, text: &str) {
    for piece in text.split_inclusive(['"', '\\']) {
        match piece.as_bytes() {
            [before @ .., last @ (b'"' | b'\\')] => {
                out.extend_from_slice(before);
                out.extend_from_slice(&[b'\\', *last]);
            }
            whole => out.extend_from_slice(whole),
        }
    }
}

/// A character by its number in UTF-16, beyond 16 bits as two surrogates.
fn push_units(out: &mut Vec<u8>, character: char) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        // Writing to a Vec cannot fail.
        let _ = write!(out, "\\u{unit:04x}");
    }
}
