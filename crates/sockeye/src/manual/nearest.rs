//! The words that were probably meant.

/// So many are named at most.
const MOST: usize = 3;

/// The known words that begin with this one, or else those that are nearest to it: so few letters must be changed, put in or left
/// out that one of them is likely meant.
pub(super) fn nearest(word: &str, known: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    // A name that is longer than any of ours is none of them.
    let letters: Vec<char> = word.chars().take(32).collect();
    let most = 1 + letters.len() / 4;
    // What was only begun is nearer than any slip.
    let far = |name: &'static str| match name.strip_prefix(word) {
        Some(_) if !word.is_empty() => 0,
        _ => distance(&letters, name),
    };
    let mut near: Vec<_> = known.map(|name| (far(name), name)).filter(|(far, _)| *far <= most).collect();
    near.sort_by_key(|(far, _)| *far);
    let least = near.first().map(|(far, _)| *far);
    near.into_iter().take_while(|(far, _)| Some(*far) == least).map(|(_, name)| name).take(MOST).collect()
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
        assert_eq!(near("lst"), ["list"]);
        assert_eq!(near("li"), ["list", "link"]);
        assert_eq!(near("statsu"), ["status"]);
        assert_eq!(near("wathc"), ["watch"]);
        assert_eq!(near("frobnicate"), [""; 0]);
        assert_eq!(near(""), [""; 0]);
        assert_eq!(near(&"l".repeat(1_000_000)), [""; 0]);
    }
}
