//! State and abilities of an interface: a letter each in the table, a word each in the long form.

use model::InterfaceFlags;

/// Letters in the order in which they are shown, each with its bit of `IFF_*`.
const LETTERS: &[(u32, u8)] = &[
    (0x200, b'A'),
    (0x2, b'B'),
    (0x4, b'D'),
    (0x8, b'L'),
    (0x1000, b'M'),
    (0x8000, b'd'),
    (0x100, b'P'),
    (0x20, b'N'),
    (0x80, b'O'),
    (0x10, b'P'),
    (0x800, b's'),
    (0x400, b'm'),
    (0x40, b'R'),
    (0x1, b'U'),
];

/// Words in the order in which they are shown.
const WORDS: &[(u32, &str)] = &[
    (0x1, "UP"),
    (0x2, "BROADCAST"),
    (0x4, "DEBUG"),
    (0x8, "LOOPBACK"),
    (0x10, "POINTOPOINT"),
    (0x20, "NOTRAILERS"),
    (0x40, "RUNNING"),
    (0x80, "NOARP"),
    (0x100, "PROMISC"),
    (0x200, "ALLMULTI"),
    (0x800, "SLAVE"),
    (0x400, "MASTER"),
    (0x1000, "MULTICAST"),
    (0x8000, "DYNAMIC"),
];

/// The flags that fit into 16 bits; those beyond are younger than this format.
fn shown(flags: InterfaceFlags) -> u16 {
    (flags.0 & 0xFFFF) as u16
}

/// Appends the letters.
pub(super) fn push_letters(text: &mut Vec<u8>, flags: InterfaceFlags) {
    let flags = u32::from(shown(flags));
    if flags == 0 {
        text.extend_from_slice(b"[NO FLAGS]");
    }
    text.extend(LETTERS.iter().filter(|(bit, _)| flags & bit != 0).map(|(_, letter)| letter));
}

/// The flags as a number and in words. The bracket that opens behind no flags at all is never closed.
pub(super) fn in_words(flags: InterfaceFlags) -> String {
    let flags = shown(flags);
    let mut text = format!("flags={}", flags as i16);
    let mut words = WORDS.iter().filter(|(bit, _)| u32::from(flags) & bit != 0).map(|(_, word)| *word);
    if flags == 0 {
        text.push('<');
    } else if let Some(first) = words.next() {
        text.push('<');
        text.push_str(first);
        for word in words {
            text.push(',');
            text.push_str(word);
        }
        text.push('>');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shows(flags: u32, letters: &str, words: &str) {
        let mut text = Vec::new();
        push_letters(&mut text, InterfaceFlags(flags));
        assert_eq!(
            (String::from_utf8(text).unwrap().as_str(), in_words(InterfaceFlags(flags)).as_str()),
            (letters, words)
        );
    }

    /// As the original shows an interface with these flags.
    #[test]
    fn flags_stand_in_the_originals_order() {
        shows(
            0xFFFF,
            "ABDLMdPNOPsmRU",
            "flags=-1<UP,BROADCAST,DEBUG,LOOPBACK,POINTOPOINT,NOTRAILERS,RUNNING,NOARP,PROMISC,ALLMULTI,SLAVE,MASTER,MULTICAST,DYNAMIC>",
        );
        shows(0x1_0049, "LRU", "flags=73<UP,LOOPBACK,RUNNING>");
        shows(0x2000, "", "flags=8192");
        shows(0x1_0000, "[NO FLAGS]", "flags=0<");
    }
}
