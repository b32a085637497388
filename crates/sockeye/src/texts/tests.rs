//! Phrases in English, in another language, and where a catalogue falls short.

use super::*;

const GREETING: Phrase = Phrase::new("greeting", "Hello");
const COUNTED: Phrase = Phrase::new("counted", "{count} of {all} packets");
const MISSING: Phrase = Phrase::new("missing", "only in English");
const INCOMPLETE: Phrase = Phrase::new("incomplete", "English of {name}");

const CATALOGUES: Catalogues = &[(
    "fr",
    "greeting = Bonjour à « tous »\ncounted = { $count } paquets sur { $all }\nincomplete = sans { $other }\nbroken\n",
)];

fn texts(languages: &[&str], ascii_only: bool) -> Texts {
    let languages = languages.iter().map(|language| (*language).to_owned()).collect();
    Texts::of(CATALOGUES, &Choice { languages, ascii_only })
}

#[test]
fn english_is_exact_and_reads_no_catalogue() {
    for texts in [Texts::english(), texts(&[], false), texts(&["ja"], false), texts(&["en", "fr"], false)] {
        assert!(texts.catalogue.is_none());
        assert!(matches!(texts.say(&GREETING), Cow::Borrowed("Hello")));
        assert_eq!(texts.format(&COUNTED, &[("count", &3), ("all", &u64::MAX)]), format!("3 of {} packets", u64::MAX));
    }
}

#[test]
fn another_language_has_its_own_order_and_no_invisible_marks() {
    let french = texts(&["ja", "fr"], false);
    assert_eq!(french.say(&GREETING), "Bonjour à « tous »");
    assert_eq!(french.format(&COUNTED, &[("count", &3), ("all", &1_000_000_u32)]), "3 paquets sur 1000000");
}

#[test]
fn what_a_catalogue_lacks_is_said_in_english() {
    let french = texts(&["fr"], false);
    assert_eq!(french.say(&MISSING), "only in English");
    assert_eq!(french.format(&INCOMPLETE, &[("name", &"{a}")]), "English of {a}");
}

#[test]
fn other_charsets_get_plain_letters() {
    assert_eq!(texts(&["fr"], true).say(&GREETING), "Bonjour a \" tous \"");
}

#[test]
fn braces_without_a_value_stay() {
    assert_eq!(filled("{a} {b} {", &[("a", &1)]), "1 {b} {");
}
