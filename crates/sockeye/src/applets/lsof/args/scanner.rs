//! Options in the order of the command line, by lsof's own rules: words begin with `-` or `+`, letters stand together, `--` and
//! `++` end them, and so does the first word that is no option. A value may be attached or be the next word; where it may be left
//! out, a word with a sign is none. Of a value that begins with digits the rest may be letters again (`-o8n`).

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;

/// The sign before an option's letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Minus,
    Plus,
}

/// The words of a command line, and how far they are read.
#[derive(Debug)]
pub(super) struct Scanner {
    words: Vec<OsString>,
    /// The word that is read now.
    word: usize,
    /// How many octets of it are read.
    octet: usize,
    sign: Sign,
}

impl Scanner {
    pub(super) fn new(words: Vec<OsString>) -> Self {
        Self { words, word: 0, octet: 0, sign: Sign::Minus }
    }

    /// The next option's sign and letter; `None` where the options end.
    pub(super) fn option(&mut self) -> Option<(Sign, u8)> {
        if self.octet == 0 {
            let (sign, more) = match self.words.get(self.word)?.as_bytes() {
                b"--" | b"++" => {
                    self.word += 1;
                    return None;
                }
                [b'-', more @ ..] => (Sign::Minus, more),
                [b'+', more @ ..] => (Sign::Plus, more),
                _ => return None,
            };
            if more.is_empty() {
                return None;
            }
            (self.sign, self.octet) = (sign, 1);
        }
        let letter = *self.words.get(self.word)?.as_bytes().get(self.octet)?;
        self.advance(self.word, self.octet + 1);
        Some((self.sign, letter))
    }

    /// The last option's value, whatever it looks like.
    pub(super) fn value(&mut self) -> Option<Vec<u8>> {
        self.take(|value| Some((value.to_vec(), value.len())))
    }

    /// The last option's value unless it begins with a sign.
    pub(super) fn unsigned_value(&mut self) -> Option<Vec<u8>> {
        self.take(|value| (!matches!(value.first(), Some(b'-' | b'+'))).then(|| (value.to_vec(), value.len())))
    }

    /// What `read` makes of the beginning of the last option's value, of which it also says how long it is; `None` leaves
    /// everything to be read again. An empty word is used up.
    pub(super) fn take<T>(&mut self, read: impl FnOnce(&[u8]) -> Option<(T, usize)>) -> Option<T> {
        let pending = self.words.get(self.word)?.as_bytes().get(self.octet..)?;
        let (taken, length) = read(pending)?;
        self.advance(self.word, self.octet + length);
        Some(taken)
    }

    /// The words behind the options.
    pub(super) fn into_rest(mut self) -> Vec<OsString> {
        self.words.split_off(self.word.min(self.words.len()))
    }

    /// Moves to an octet of a word, or to the next word where this one ends.
    fn advance(&mut self, word: usize, octet: usize) {
        let ends = self.words.get(word).is_none_or(|text| text.len() <= octet);
        (self.word, self.octet) = if ends { (word + 1, 0) } else { (word, octet) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanner(line: &str) -> Scanner {
        Scanner::new(line.split(' ').map(OsString::from).collect())
    }

    /// Options in which `v` needs a value, `o` may have one and `d` takes digits.
    fn scanned(line: &str) -> String {
        let mut scanner = scanner(line);
        let mut seen = String::new();
        while let Some((sign, letter)) = scanner.option() {
            seen.push(if sign == Sign::Plus { '+' } else { '-' });
            seen.push(char::from(letter));
            let value = match letter {
                b'v' => scanner.value(),
                b'o' => scanner.unsigned_value(),
                b'd' => scanner.take(|value| {
                    let digits = value.iter().take_while(|octet| octet.is_ascii_digit()).count();
                    (digits > 0 || value.is_empty()).then(|| (value[..digits].to_vec(), digits))
                }),
                _ => None,
            };
            seen.extend(value.map(|value| format!("({})", String::from_utf8_lossy(&value))));
        }
        let rest = scanner.into_rest().into_iter().map(|word| format!(" {}", word.to_string_lossy()));
        seen.extend(rest);
        seen
    }

    #[test]
    fn letters_values_and_words_are_told_apart() {
        assert_eq!(scanned("-ab +c word -d"), "-a-b+c word -d");
        assert_eq!(scanned("-av1 -v -a -v"), "-a-v(1)-v(-a)-v");
        assert_eq!(scanned("-o 1 -o -a -o+a"), "-o(1)-o-a-o-+-a");
        assert_eq!(scanned("-a -- -b"), "-a -b");
        assert_eq!(scanned("-a ++ -b"), "-a -b");
        assert_eq!(scanned("-a - -b"), "-a - -b");
        assert_eq!(scanned("-- "), " ");
        assert_eq!(scanned("--a"), "---a");
    }

    #[test]
    fn letters_follow_digits_even_in_a_word_of_their_own() {
        assert_eq!(scanned("-d8a +d 8a -d x"), "-d(8)-a+d(8)+a-d x");
        assert_eq!(scanned("-dx"), "-d-x");
        assert_eq!(scanned("-d  -a"), "-d()-a");
        assert_eq!(scanned("-o  -a"), "-o()-a");
    }
}
