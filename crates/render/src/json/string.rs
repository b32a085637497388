//! A string of JSON, safe to be shown by a terminal.

use crate::escape::escape;
use std::io::Write;

/// Appends a string with its quotes (RFC 8259 section 7).
pub(super) fn push(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    if plain_length(text) == text.len() {
        out.extend_from_slice(text.as_bytes());
    // What needs no escape on a terminal needs none here, but for the two characters of JSON's own.
    } else if *escape(text.as_bytes()) == *text.as_bytes() {
        push_quoted(out, text);
    } else {
        push_escaped(out, text);
    }
    out.push(b'"');
}

fn push_escaped(out: &mut Vec<u8>, text: &str) {
    let mut rest = text;
    loop {
        let (plain, other) = rest.split_at(plain_length(rest));
        out.extend_from_slice(plain.as_bytes());
        let Some(character) = other.chars().next() else { break };
        let (letter, after) = other.split_at(character.len_utf8());
        match character {
            '\n' => out.extend_from_slice(b"\\n"),
            '\r' => out.extend_from_slice(b"\\r"),
            '\t' => out.extend_from_slice(b"\\t"),
            _ if *escape(letter.as_bytes()) == *letter.as_bytes() => push_quoted(out, letter),
            _ => push_units(out, character),
        }
        rest = after;
    }
}

/// How many octets stand for themselves here. Most texts are plain ASCII as a whole or in long pieces, which is quicker to see than
/// to escape.
fn plain_length(text: &str) -> usize {
    let is_plain = |octet: u8| matches!(octet, b' '..=b'~') && octet != b'"' && octet != b'\\';
    text.bytes().position(|octet| !is_plain(octet)).unwrap_or(text.len())
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
