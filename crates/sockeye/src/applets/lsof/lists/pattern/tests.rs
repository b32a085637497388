//! POSIX patterns against the texts that they match, as observed of lsof.

use super::*;
use proptest::prelude::*;

/// What each pattern does with `alpha` and `beta` (and what it is not), as lsof 4.95 with the C library of Debian 12 does.
const SEEN: &[(Dialect, &str, &str)] = &[
    (Dialect::Extended, "al{1}", "alpha"),
    (Dialect::Extended, "a\\|b", ""),
    (Dialect::Extended, "[[:alpha:]]p", "alpha"),
    (Dialect::Extended, "[^b]lpha", "alpha"),
    (Dialect::Extended, "\\<al", "alpha"),
    (Dialect::Extended, "\\w\\w", "alpha beta"),
    (Dialect::Extended, "a\\d", ""),
    (Dialect::Extended, "a**", "alpha beta"),
    (Dialect::Extended, "a?+", "alpha beta"),
    (Dialect::Extended, "xa+?", ""),
    (Dialect::Extended, "lx+?p", "alpha"),
    (Dialect::Extended, "()", "alpha beta"),
    (Dialect::Extended, "a||b", "alpha beta"),
    (Dialect::Extended, "a)", ""),
    (Dialect::Extended, "a{,2}l", "alpha"),
    (Dialect::Extended, "a{,}", "alpha beta"),
    (Dialect::Extended, "a{300}", ""),
    (Dialect::Extended, "a{1}{2}", ""),
    (Dialect::Extended, "[]a]lpha", "alpha"),
    (Dialect::Extended, "[^]a]", "alpha beta"),
    (Dialect::Extended, "[]-a]", "alpha beta"),
    (Dialect::Extended, "[\\]lpha", ""),
    (Dialect::Extended, "al.*a$", "alpha"),
    (Dialect::Extended, "a$l", ""),
    (Dialect::Extended, "a^l", ""),
    (Dialect::Extended, "$", "alpha beta"),
    (Dialect::Extended, "^$", ""),
    (Dialect::Extended, "[[.a.]]l", "alpha"),
    (Dialect::Extended, "[[=a=]]l", "alpha"),
    (Dialect::Extended, "[--a]", "alpha beta"),
    (Dialect::Extended, "[a-]", "alpha beta"),
    (Dialect::Extended, "[%--]", ""),
    (Dialect::Extended, "\\`a", "alpha"),
    (Dialect::Extended, "a\\'", "alpha beta"),
    (Dialect::Extended, "\\ba", "alpha"),
    (Dialect::Extended, "\\Bl", "alpha"),
    (Dialect::Extended, "\\sa", ""),
    (Dialect::Extended, "\\Sa", "alpha beta"),
    (Dialect::Extended, "a\\>", "alpha beta"),
    (Dialect::Extended, "\\pha", "alpha"),
    (Dialect::Extended, "\\{", ""),
    (Dialect::Basic, "al\\{1\\}", "alpha"),
    (Dialect::Basic, "a\\|b", "alpha beta"),
    (Dialect::Basic, "a+", ""),
    (Dialect::Basic, "(", ""),
    (Dialect::Basic, "\\(a\\)l\\(p\\)ha", "alpha"),
    (Dialect::Basic, "\\(*a\\)", ""),
    (Dialect::Basic, "a\\?l", "alpha"),
    (Dialect::Basic, "ta\\+", "beta"),
    (Dialect::Basic, "ta\\+l", ""),
    (Dialect::Basic, "*al", ""),
    (Dialect::Basic, "^*al", ""),
    (Dialect::Basic, "a\\|*b", "alpha beta"),
    (Dialect::Basic, "\\(^al\\)", "alpha"),
    (Dialect::Basic, "a\\(^l\\)", ""),
    (Dialect::Basic, "al^p", ""),
    (Dialect::Basic, "a$l", ""),
    (Dialect::Basic, "\\(a$\\)", "alpha beta"),
    (Dialect::Basic, "a\\{,2\\}l", "alpha"),
    (Dialect::Basic, "\\}", ""),
];

#[test]
fn patterns_match_what_they_match_in_the_original() {
    for (dialect, pattern, expected) in SEEN {
        let regex = compile(pattern.as_bytes(), *dialect, false).unwrap_or_else(|error| panic!("{pattern}: {error}"));
        let matched = ["alpha", "beta"].into_iter().filter(|name| regex.is_match(name.as_bytes()));
        assert_eq!(matched.collect::<Vec<_>>().join(" "), *expected, "{dialect:?} {pattern}");
    }
}

#[test]
fn what_the_original_refuses_is_refused() {
    for (dialect, error, patterns) in [
        (Dialect::Extended, PatternError::Repetition, &["*a", "+a", "?a", "{1}a", "(*a)", "a|*b", "^*al", "^+a"][..]),
        (
            Dialect::Extended,
            PatternError::Interval,
            &["a{", "a{1", "a{1,", "a{2,1}", "a{x}", "a{32768}", "a{-1}", "a{+1}"],
        ),
        (
            Dialect::Extended,
            PatternError::Bracket,
            &["[", "[a", "[]", "[^]", "[z-a]", "[[:foo:]]", "[a-c-e]", "[a-[:alpha:]]", "[[.xx.]]", "[[=ab=]]"],
        ),
        (Dialect::Extended, PatternError::Group, &["(", "(a", "((a)"]),
        (Dialect::Extended, PatternError::Backslash, &["\\", "a\\"]),
        (Dialect::Extended, PatternError::BackReference, &["(a)lph\\1", "\\1"]),
        (Dialect::Basic, PatternError::Interval, &["al\\{1", "a\\{2,1\\}"]),
        (Dialect::Basic, PatternError::Repetition, &["a\\{1\\}*", "a**", "\\{1\\}"]),
        (Dialect::Basic, PatternError::Group, &["\\)", "\\(a"]),
    ] {
        for pattern in patterns {
            assert_eq!(compile(pattern.as_bytes(), dialect, false).err(), Some(error), "{dialect:?} {pattern}");
        }
    }
}

#[test]
fn case_is_ignored_in_classes_too() {
    for pattern in ["AL[[:lower:]]HA", "[A-C]l", "[[:upper:]]l", "ALPHA"] {
        assert!(compile(pattern.as_bytes(), Dialect::Extended, true).unwrap().is_match(b"alpha"), "{pattern}");
    }
    assert!(!compile(b"^[^A]", Dialect::Extended, true).unwrap().is_match(b"alpha"));
}

#[test]
fn long_chains_of_repetition_end() {
    assert_eq!(
        compile(&[&b"a"[..], &[b'*'; 100_000]].concat(), Dialect::Extended, false).err(),
        Some(PatternError::TooBig)
    );
    assert!(compile(&[b'('; 10_000], Dialect::Extended, false).is_err());
}

proptest! {
    #[test]
    fn any_octets_are_matched_or_refused(pattern in prop::collection::vec(any::<u8>(), 0..40), extended: bool) {
        let dialect = if extended { Dialect::Extended } else { Dialect::Basic };
        if let Ok(regex) = compile(&pattern, dialect, false) {
            regex.is_match(b"alpha");
        }
    }

    #[test]
    fn special_characters_translate_to_valid_patterns(pattern in r"[ab*+?(){}|^$.\\\[\]\-,1:]{0,12}", extended: bool) {
        let dialect = if extended { Dialect::Extended } else { Dialect::Basic };
        if let Ok(regex) = compile(pattern.as_bytes(), dialect, true) {
            regex.is_match(b"alpha");
        }
    }
}
