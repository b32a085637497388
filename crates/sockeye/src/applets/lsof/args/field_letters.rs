//! The letters of `-F`, each of which stands for a field (lsof(8), "Output for other programs").

use std::fmt;

/// A set of fields, and the octet that ends each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FieldLetters {
    /// Bit N stands for the ASCII letter N.
    letters: u128,
    /// `0`: fields end with NUL, and sets of fields with a line feed.
    pub(crate) end_with_nul: bool,
}

/// Letters that the original takes, and what they mean; those without meaning stand for what Linux does not tell.
const LETTERS: &[(u8, &str)] = &[
    (b'a', "access: r reading, w writing, u both"),
    (b'c', "name of the process"),
    (b'C', ""),
    (b'd', "device, as letters"),
    (b'D', "device: major and minor number as 0xHEX"),
    (b'f', "descriptor"),
    (b'F', ""),
    (b'g', "process group"),
    (b'G', "flags of the file"),
    (b'i', "number of the inode"),
    (b'k', "count of links"),
    (b'K', "number of the task (thread)"),
    (b'l', "lock: r, R reading, w, W writing (capitals: the whole file), u both"),
    (b'L', "login name"),
    (b'm', "line between repeated listings"),
    (b'M', "name of the task (thread)"),
    (b'n', "name of the file, Internet addresses, remarks"),
    (b'N', ""),
    (b'o', "offset as 0tDECIMAL or 0xHEX"),
    (b'p', "number of the process: always there"),
    (b'P', "protocol"),
    (b'r', "number of the device that the file is, as 0xHEX"),
    (b'R', "number of the parent"),
    (b's', "size"),
    (b'S', ""),
    (b't', "type of the file"),
    (b'T', "what -T asks of TCP and UDP"),
    (b'u', "number of the user"),
    (b'z', ""),
    (b'Z', ""),
];

/// What `-F` alone does not show.
const NOT_STANDARD: &[u8] = b"rzZ";

impl FieldLetters {
    /// All fields that `-F` alone shows.
    fn standard() -> Self {
        let mut all = Self::default();
        let letters = LETTERS.iter().map(|(letter, _)| *letter).filter(|letter| !NOT_STANDARD.contains(letter));
        letters.for_each(|letter| all.letters |= 1 << letter);
        all
    }

    /// Adds what stands behind an `-F`: letters, or nothing, or a zero alone for all.
    ///
    /// # Errors
    /// The first octet that is no letter of a field.
    pub(super) fn add(&mut self, letters: Option<&[u8]>) -> Result<(), u8> {
        let Some(letters) = letters else {
            self.letters |= Self::standard().letters;
            return Ok(());
        };
        if letters == b"0" {
            self.letters |= Self::standard().letters;
        }
        for &letter in letters {
            if letter == b'0' {
                self.end_with_nul = true;
            } else if LETTERS.iter().any(|(known, _)| *known == letter) {
                self.letters |= 1 << letter;
            } else {
                return Err(letter);
            }
        }
        Ok(())
    }

    /// Whether the field with this ASCII letter is wanted.
    pub(crate) fn has(self, letter: u8) -> bool {
        letter < 128 && self.letters & 1 << letter != 0
    }
}

/// What `-F?` shows.
pub(crate) struct FieldHelp;

impl fmt::Display for FieldHelp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (letter, meaning) in LETTERS.iter().filter(|(_, meaning)| !meaning.is_empty()) {
            writeln!(f, "   {}  {meaning}", char::from(*letter))?;
        }
        f.write_str("   0  end each field with NUL, each process and file with a line feed\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(added: &[Option<&str>]) -> Result<String, u8> {
        let mut fields = FieldLetters::default();
        added.iter().try_for_each(|letters| fields.add(letters.map(str::as_bytes)))?;
        let shown = (0..=u8::MAX).filter(|letter| fields.has(*letter)).map(char::from);
        Ok(shown.chain(fields.end_with_nul.then_some('0')).collect())
    }

    #[test]
    fn letters_add_up() {
        assert_eq!(letters(&[Some("pcf"), Some("0n")]).unwrap(), "cfnp0");
        assert_eq!(letters(&[Some("")]).unwrap(), "");
        let standard = "CDFGKLMNPRSTacdfgiklmnopstu";
        assert_eq!(letters(&[None]).unwrap(), standard);
        assert_eq!(letters(&[Some("0")]).unwrap(), format!("{standard}0"));
        assert_eq!(letters(&[Some("pr"), None]).unwrap(), "CDFGKLMNPRSTacdfgiklmnoprstu");
    }

    #[test]
    fn what_is_no_field_is_named() {
        assert_eq!(letters(&[Some("p?")]), Err(b'?'));
        assert_eq!(letters(&[Some("1")]), Err(b'1'));
        assert_eq!(letters(&[Some("p,n")]), Err(b','));
    }
}
