//! Patterns against names, with the answers of fnmatch(3).

use super::matches;
use proptest::prelude::*;

#[test]
fn patterns_match_as_fnmatch_does() {
    // (pattern, text, what fnmatch(3) of glibc 2.36 says with FNM_CASEFOLD)
    let cases: &[(&[u8], &[u8], bool)] = &[
        (b"", b"", true),
        (b"", b"a", false),
        (b"*", b"", true),
        (b"**", b"x", true),
        (b"/run/*.sock", b"/run/systemd/notify.sock", true),
        (b"/RUN/*", b"/run/x", true),
        (b"*a*b", b"aabab", true),
        (b"*a*b", b"aaba", false),
        (b"?", b"\xff", true),
        (b"\xc0", b"\xe0", false),
        (b"@abs?", b"@abs1", true),
        (b"a\\*", b"a*", true),
        (b"a\\*", b"ab", false),
        (b"a\\", b"a", false),
        (b"a\\", b"a\\", false),
        (b"[", b"[", true),
        (b"[a", b"[a", true),
        (b"[a", b"a", false),
        (b"[a-", b"[a-", false),
        (b"[]a]", b"]", true),
        (b"[!a]", b"b", true),
        (b"[!]a]", b"b", true),
        (b"[^a]", b"A", false),
        (b"[A-C]", b"b", true),
        (b"[z-a]", b"b", false),
        (b"[a-]", b"-", true),
        (b"[--/]", b".", true),
        (b"[a\\-c]", b"b", false),
        (b"[\\]]", b"]", true),
        (b"[\\", b"[\\", false),
        (b"[[:alpha:]]", b"x", true),
        (b"[[:lower:]]", b"A", false),
        (b"[[:foo:]]", b"f", false),
        (b"[[:alpha:", b"[[:alpha:", true),
        (b"[[=a=]]", b"A", false),
        (b"[[.a.]]", b"a", true),
        (b"[[.a.]]", b"A", false),
        (b"[[.a.]-c]", b"B", true),
        (b"[!-[:alpha:]x]", b"@ax]", false),
        (b"[[.hyphen.]]", b"-", false),
        (b"[[]", b"[", true),
        (b"*[", b"x[", true),
    ];
    for (pattern, text, expected) in cases {
        assert_eq!(matches(pattern, text), *expected, "{:?} on {:?}", pattern.escape_ascii(), text.escape_ascii());
    }
}

proptest! {
    #[test]
    fn any_pattern_on_any_text_ends(pattern in proptest::collection::vec(any::<u8>(), 0..40),
                                    text in proptest::collection::vec(any::<u8>(), 0..60)) {
        let _ = matches(&pattern, &text);
    }

    #[test]
    fn an_escaped_text_matches_itself(text in proptest::collection::vec(any::<u8>(), 0..60)) {
        let pattern: Vec<u8> = text.iter().flat_map(|&c| [b'\\', c]).collect();
        prop_assert!(matches(&pattern, &text));
    }
}
