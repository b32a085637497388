//! From the word that somebody typed or pasted to the entries that explain it.
//!
//! Tools spell alike things differently (`FIN_WAIT2`, `FIN-WAIT-2`, `Recv-Q`), so words are compared without capitals, hyphens and
//! underscores. Single letters are the exception: among the flags of routes `D` and `d` are two things.

use super::texts::{Entry, Group};
use query::native::nearest;

/// The entries for a word as it is printed, with or without its value.
pub(super) fn find<'g>(groups: &'g [Group], word: &str) -> Vec<&'g Entry> {
    let readings = readings(word);
    readings.iter().map(|reading| named(groups, reading)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// What a pasted word may be, most likely first: the word itself, without brackets (`(LISTEN)`), without its value (`cwnd:10`),
/// without numbers (`12 SYN cookies sent`), and, of `lsof`, what a descriptor is open for (`3u`).
fn readings(word: &str) -> Vec<String> {
    let bare = word.trim_matches(['(', ')', '[', ']', ',', '"', '<', '>']);
    let name = bare.split([':', '=', '(']).next().unwrap_or_default();
    let is_number = |part: &&str| part.bytes().all(|octet| octet.is_ascii_digit());
    let sentence = word.split_whitespace().filter(|part| !is_number(part)).collect::<Vec<_>>().join(" ");
    let letters = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let readings = [word, bare, name, &sentence, letters];
    readings.into_iter().filter(|reading| !reading.is_empty()).map(str::to_owned).collect()
}

/// The entries that have this name.
fn named<'g>(groups: &'g [Group], word: &str) -> Vec<&'g Entry> {
    let entries = || groups.iter().flat_map(|group| &group.entries);
    if word.chars().count() == 1 {
        let exact: Vec<_> = entries().filter(|entry| entry.names.contains(&word)).collect();
        if !exact.is_empty() {
            return exact;
        }
    }
    entries().filter(|entry| entry.names.iter().any(|name| is_same(name, word))).collect()
}

/// Whether two words are one but for what tools spell differently. Signs alone must be the same.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one == other || letters(one).next().is_some() && letters(one).eq(letters(other))
}

fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// A name that is spelled nearly as this word.
pub(super) fn similar(groups: &[Group], word: &str) -> Option<&'static str> {
    let names = groups.iter().flat_map(|group| &group.entries).flat_map(|entry| entry.names.iter().copied());
    nearest(word.as_bytes(), names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter_but_signs_do() {
        assert!(is_same("FIN_WAIT_1", "fin-wait1"));
        assert!(is_same("PID/Program name", "pidprogramname"));
        assert!(is_same("<->", "<->") && !is_same("<->", "-->") && !is_same("<->", "x"));
    }
}
