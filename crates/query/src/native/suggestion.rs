//! What somebody may have meant by a word that nobody knows: the nearest of those that are known.

use super::fields::FIELDS;
use super::words::{WORDS, fold};

/// The field or word that is nearest to this one; `None`: none is near.
pub(super) fn of_condition(text: &[u8]) -> Option<&'static str> {
    let fields = FIELDS.iter().flat_map(|field| field.names());
    let words = WORDS.iter().flat_map(|word| word.names());
    nearest(text, fields.chain(words).chain(["and", "or", "not"]))
}

/// The state that is nearest to this word; `None`: none is near.
pub(super) fn of_state(text: &[u8]) -> Option<&'static str> {
    nearest(text, WORDS.iter().filter(|word| word.is_state()).flat_map(|word| word.names()))
}

/// Letters that may differ, in a word of so many.
fn tolerance(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=4 => 1,
        _ => 2,
    }
}

/// Longer than any name, with what may differ.
const LONGEST: usize = 24;

/// The name that is nearest to this text, whatever its case and its hyphens; `None`: none is near.
pub fn nearest(text: &[u8], names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    if text.len() > LONGEST {
        return None;
    }
    let bare = |name: &[u8]| name.iter().map(|octet| fold(*octet)).filter(|octet| *octet != b'-').collect::<Vec<_>>();
    let wanted = bare(text);
    let (_, name) = names
        .map(|name| (distance(&wanted, &bare(name.as_bytes())), name))
        .filter(|(distance, name)| *distance <= tolerance(name.len().min(text.len())))
        .min_by_key(|(distance, _)| *distance)?;
    Some(name)
}

/// How many letters must be put in, taken out, replaced or swapped with their neighbour (optimal string alignment).
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let mut least = (row[j] + usize::from(a != b)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_is_suggested_and_nothing_else() {
        let cases = [
            ("recvq", Some("recv-q")),
            ("proces", Some("process")),
            ("prot", Some("port")),
            ("RTTT", Some("rtt")),
            ("listning", Some("listening")),
            ("xyz", None),
            ("zz", None),
            ("", None),
        ];
        for (word, expected) in cases {
            assert_eq!(of_condition(word.as_bytes()), expected, "{word}");
        }
        assert_eq!(of_state(b"establishd"), Some("established"));
        assert_eq!(of_condition(&[b'a'; 4000]), None);
        assert_eq!(nearest(b"close_wiat", ["TIME-WAIT", "CLOSE-WAIT"].into_iter()), Some("CLOSE-WAIT"));
    }
}
