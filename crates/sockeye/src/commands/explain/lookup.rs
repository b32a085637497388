//! From the word that somebody typed or pasted to the entries that explain it.
//!
//! Tools spell alike things differently (`FIN_WAIT2`, `FIN-WAIT-2`, `Recv-Q`), so words are compared without capitals, hyphens and
//! underscores. Single letters are the exception: among the flags of routes `D` and `d` are two things.

use super::texts::{Entry, Group};
use query::native::nearest;

/// The entries for a word as it is printed, with or without its value.
pub(super) fn find<'g>(groups: &'g [Group], word: &str) -> Vec<&'g Entry> {
    readings(word).into_iter().map(|reading| named(groups, reading)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// What a pasted word may be, most likely first: the word itself, without its number (`12 SYN cookies sent`), without its value
/// (`cwnd:10`), without brackets (`(LISTEN)`), and, of `lsof`, what a descriptor is open for (`3u`).
fn readings(word: &str) -> Vec<&str> {
    let is_number = |letter: char| letter.is_ascii_digit();
    let bare = word.trim_matches(['(', ')', '[', ']', ',', '"', '<', '>']);
    let name = bare.split([':', '=', '(']).next().unwrap_or_default();
    let without_number = word.trim_start_matches(is_number).trim();
    [word, without_number, bare, name].into_iter().filter(|reading| !reading.is_empty()).collect()
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
    let key = key(word);
    entries().filter(|entry| entry.names.iter().any(|name| self::key(name) == key)).collect()
}

/// A word without what tools spell differently. Signs alone stay as they are.
pub(super) fn key(word: &str) -> String {
    if !word.contains(|letter: char| letter.is_alphanumeric()) {
        return word.to_owned();
    }
    word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
        assert_eq!(key("FIN_WAIT_1"), key("fin-wait1"));
        assert_eq!(key("PID/Program name"), "pidprogramname");
        assert_ne!(key("<->"), key("-->"));
    }
}
