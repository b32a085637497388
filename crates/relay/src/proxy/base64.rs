//! Base64 with padding (RFC 4648 section 4), in which HTTP wants names and passwords.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Appends the octets in Base64.
pub(super) fn push(to: &mut Vec<u8>, octets: &[u8]) {
    for three in octets.chunks(3) {
        let bits = (0..3).fold(0, |bits, place| bits << 8 | usize::from(three.get(place).copied().unwrap_or(0)));
        for place in 0..4 {
            let digit = ALPHABET[bits >> (18 - 6 * place) & 0x3f];
            // One octet fills two digits, two fill three.
            to.push(if place <= three.len() { digit } else { b'=' });
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_what_the_rfc_shows() {
        for (octets, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
            ("\u{7ff}?>", "378/Pg=="),
        ] {
            let mut text = Vec::new();
            super::push(&mut text, octets.as_bytes());
            assert_eq!(String::from_utf8_lossy(&text), expected);
        }
    }
}
