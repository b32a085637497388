//! Whose a certificate is, as text (X.501 names in DER, X.690; written by RFC 4514).
//!
//! Octets come from the peer and may be anything: what does not fit is shown as octets or left out.

use rustls::pki_types::CertificateDer;
use std::fmt::Write;

/// Tags of X.690.
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OBJECT_IDENTIFIER: u8 = 0x06;
const UTF8_STRING: u8 = 0x0c;
const PRINTABLE_STRING: u8 = 0x13;
const TELETEX_STRING: u8 = 0x14;
const IA5_STRING: u8 = 0x16;
const BMP_STRING: u8 = 0x1e;

/// Attributes with a short name (RFC 4514 section 3, RFC 5280 appendix A.1), by what is behind `2.5.4` or whole.
const NAMES: &[(&[u8], &str)] = &[
    (&[0x55, 4, 3], "CN"),
    (&[0x55, 4, 5], "serialNumber"),
    (&[0x55, 4, 6], "C"),
    (&[0x55, 4, 7], "L"),
    (&[0x55, 4, 8], "ST"),
    (&[0x55, 4, 9], "STREET"),
    (&[0x55, 4, 10], "O"),
    (&[0x55, 4, 11], "OU"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 1], "UID"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25], "DC"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1], "emailAddress"),
];

/// The subject of a certificate; `None` where it is not one.
pub(super) fn of_certificate(encoded: &[u8]) -> Option<String> {
    let certificate = CertificateDer::from(encoded);
    let parsed = webpki::EndEntityCert::try_from(&certificate).ok()?;
    // The library gives the sequence without what surrounds it.
    Some(written(parsed.subject()))
}

/// A name, its last part first.
fn written(mut relative_names: &[u8]) -> String {
    let mut parts = Vec::new();
    while let Some((SET, mut attributes, rest)) = element(relative_names) {
        relative_names = rest;
        let mut part = String::new();
        while let Some((SEQUENCE, attribute, rest)) = element(attributes) {
            attributes = rest;
            if !part.is_empty() {
                part.push('+');
            }
            push_attribute(&mut part, attribute);
        }
        parts.push(part);
    }
    parts.reverse();
    parts.join(",")
}

fn push_attribute(text: &mut String, attribute: &[u8]) {
    let Some((OBJECT_IDENTIFIER, identifier, rest)) = element(attribute) else { return };
    let Some((tag, value, _)) = element(rest) else { return };
    match NAMES.iter().find(|(octets, _)| *octets == identifier) {
        Some((_, name)) => text.push_str(name),
        None => push_identifier(text, identifier),
    }
    text.push('=');
    match tag {
        UTF8_STRING | PRINTABLE_STRING | IA5_STRING => push_escaped(text, String::from_utf8_lossy(value).chars()),
        // What is beyond ASCII in it was Latin-1 wherever it was used.
        TELETEX_STRING => push_escaped(text, value.iter().map(|&octet| char::from(octet))),
        BMP_STRING => {
            let units = value.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            let letters = char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
            push_escaped(text, letters);
        }
        _ => {
            text.push('#');
            for octet in value {
                let _ = write!(text, "{octet:02x}");
            }
        }
    }
}

/// Letters that would be taken for something else have a backslash (RFC 4514 section 2.4).
fn push_escaped(text: &mut String, letters: impl Iterator<Item = char>) {
    for letter in letters {
        if matches!(letter, '"' | '+' | ',' | ';' | '<' | '>' | '\\') {
            text.push('\\');
        }
        text.push(letter);
    }
}

/// An object identifier by its numbers (X.690 section 8.19).
fn push_identifier(text: &mut String, octets: &[u8]) {
    let mut number: u64 = 0;
    let mut is_first = true;
    for octet in octets {
        number = (number << 7) | u64::from(octet & 0x7f);
        if octet & 0x80 == 0 {
            if is_first {
                let first = (number / 40).min(2);
                let _ = write!(text, "{first}.{}", number - first * 40);
            } else {
                let _ = write!(text, ".{number}");
            }
            is_first = false;
            number = 0;
        }
    }
}

/// The first element: its tag, what is in it, and what follows (X.690 section 8.1; lengths of at most four octets).
fn element(octets: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&[tag, length], rest) = octets.split_first_chunk::<2>()?;
    let (length, rest) = if length < 0x80 {
        (usize::from(length), rest)
    } else {
        let count = usize::from(length & 0x7f);
        if !(1..=4).contains(&count) {
            return None;
        }
        let (digits, rest) = rest.split_at_checked(count)?;
        (digits.iter().fold(0, |length, &digit| (length << 8) | usize::from(digit)), rest)
    };
    let (inner, rest) = rest.split_at_checked(length)?;
    Some((tag, inner, rest))
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn names_are_written_last_part_first() {
        let name = b"\x31\x0b\x30\x09\x06\x03\x55\x04\x06\x13\x02IT\x31\x0e\x30\x0c\x06\x03\x55\x04\x03\x0c\x05a,b+c";
        assert_eq!(written(name), "CN=a\\,b\\+c,C=IT");
    }

    #[test]
    fn unknown_attributes_are_numbers() {
        assert_eq!(written(b"\x31\x0a\x30\x08\x06\x03\x2a\x03\x04\x02\x01\x07"), "1.2.3.4=#07");
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        assert_eq!(written(b"\x31\x84\xff\xff\xff\xff"), "");
        assert_eq!(written(b"\x31\x02\x30\x30"), "");
        assert_eq!(written(b"\x31\x80"), "");
    }
}
