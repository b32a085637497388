//! Shell patterns over bytes, as `fnmatch`(3) with `FNM_CASEFOLD` matches them in the C locale: `*` and `?` match any
//! octet, also `/` and a leading dot. POSIX.1-2017 XCU 2.13 defines the patterns; where it leaves the outcome open, this
//! does what glibc does. Two indices and one point to return to: no recursion, whatever the pattern.

mod bracket;
#[cfg(test)]
mod tests;

use bracket::Bracket;

/// Whether the whole text matches the pattern.
pub fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    loop {
        let step = match pattern.get(p) {
            None if t == text.len() => return true,
            None => Step::Mismatch,
            Some(b'*') => {
                p += 1;
                retry = Some((p, t));
                continue;
            }
            Some(_) => text.get(t).map_or(Step::Mismatch, |&octet| match_one(&pattern[p..], octet)),
        };
        match step {
            Step::Matched(consumed) => {
                p += consumed;
                t += 1;
            }
            Step::Mismatch => match retry {
                Some((after_star, from)) if from < text.len() => {
                    retry = Some((after_star, from + 1));
                    (p, t) = (after_star, from + 1);
                }
                _ => return false,
            },
        }
    }
}

/// What comparing one octet brought.
enum Step {
    /// It fits; so many octets of the pattern are done with.
    Matched(usize),
    /// It does not fit, or the pattern is broken here.
    Mismatch,
}

/// Compares one octet with the first element of a pattern that is neither empty nor begins with `*`.
fn match_one(pattern: &[u8], octet: u8) -> Step {
    let literal = |expected: u8, consumed| match fold(expected) == fold(octet) {
        true => Step::Matched(consumed),
        false => Step::Mismatch,
    };
    match pattern {
        [b'?', ..] => Step::Matched(1),
        [b'\\', escaped, ..] => literal(*escaped, 2),
        [b'\\'] | [] => Step::Mismatch,
        [b'[', rest @ ..] => match bracket::matches(rest, octet) {
            Bracket::Unclosed => literal(b'[', 1),
            Bracket::Broken | Bracket::Excludes => Step::Mismatch,
            Bracket::Includes(consumed) => Step::Matched(1 + consumed),
        },
        [other, ..] => literal(*other, 1),
    }
}

/// An octet without its case.
fn fold(octet: u8) -> u8 {
    octet.to_ascii_lowercase()
}
