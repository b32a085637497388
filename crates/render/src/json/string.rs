//! A string of JSON, safe to be shown by a terminal.

use crate::escape::escape;
use std::io::Write;

/// Octets that are looked at together.
const CHUNK: usize = 32;

/// Appends a string with its quotes (RFC 8259 section 7).
pub(super) fn push(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut rest = text;
    loop {
        let (plain, special) = rest.split_at(plain_length(rest.as_bytes()));
        out.extend_from_slice(plain.as_bytes());
        let Some(&first) = special.as_bytes().first() else { break };
        rest = if first.is_ascii() {
            push_ascii(out, first);
            &special[1..]
        } else {
            let (foreign, after) =
                special.split_at(special.bytes().position(|octet| octet.is_ascii()).unwrap_or(special.len()));
            push_foreign(out, foreign);
            after
        };
    }
    out.push(b'"');
}

/// How many octets stand for themselves here. Most texts are such, as a whole or in long pieces, which is quicker to see of many
/// octets at a time.
fn plain_length(text: &[u8]) -> usize {
    let is_plain = |octet: u8| matches!(octet, b' '..=b'~') & (octet != b'"') & (octet != b'\\');
    let chunks = text.chunks_exact(CHUNK);
    let start = chunks.take_while(|chunk| chunk.iter().fold(true, |all, &octet| all & is_plain(octet))).count() * CHUNK;
    text[start..].iter().position(|&octet| !is_plain(octet)).map_or(text.len(), |place| start + place)
}

/// A character of ASCII that does not stand for itself.
fn push_ascii(out: &mut Vec<u8>, octet: u8) {
    match octet {
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        b'\t' => out.extend_from_slice(b"\\t"),
        b'"' | b'\\' => out.extend_from_slice(&[b'\\', octet]),
        _ => push_units(out, char::from(octet)),
    }
}

/// Characters beyond ASCII. What needs no escape on a terminal needs none here.
fn push_foreign(out: &mut Vec<u8>, text: &str) {
    if *escape(text.as_bytes()) == *text.as_bytes() {
        return out.extend_from_slice(text.as_bytes());
    }
    for character in text.chars() {
        let letter = &mut [0; 4];
        let letter = character.encode_utf8(letter).as_bytes();
        if *escape(letter) == *letter {
            out.extend_from_slice(letter);
        } else {
            push_units(out, character);
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
