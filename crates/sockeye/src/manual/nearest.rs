//! The word that was probably meant.

/// The known word that is nearest to this one: so few letters must be changed, put in or left out that it is likely meant.
pub(super) fn nearest(word: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    // A name that is longer than any of ours is none of them.
    let letters: Vec<char> = word.chars().take(32).collect();
    let most = 1 + letters.len() / 4;
    let near = known.map(|name| (distance(&letters, name), name)).filter(|(distance, _)| *distance <= most);
    let begun = |name: &str| name.starts_with(word) && !word.is_empty();
    near.min_by_key(|&(distance, name)| (!begun(name), distance)).map(|(_, name)| name)
}

/// How many letters must be changed, put in or left out (Levenshtein), two neighbours that changed places being two.
fn distance(word: &[char], name: &str) -> usize {
    let mut row: Vec<usize> = (0..=word.len()).collect();
    for (above, letter) in name.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], above + 1);
        for (place, other) in word.iter().enumerate() {
            let changed = diagonal + usize::from(*other != letter);
            diagonal = row[place + 1];
            row[place + 1] = changed.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[word.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_forgiven_and_other_words_are_not() {
        let known = || ["list", "link", "lsof", "status", "watch"].into_iter();
        let near = |word: &str| nearest(word, known());
        assert_eq!(near("lst"), Some("list"));
        assert_eq!(near("statsu"), Some("status"));
        assert_eq!(near("wathc"), Some("watch"));
        assert_eq!(near("frobnicate"), None);
        assert_eq!(near(""), None);
        assert_eq!(near(&"l".repeat(1_000_000)), None);
    }
}
