//! Every catalogue says every phrase, with the same values, and nothing else.

use super::*;
use crate::applets::netstat::{groups, interfaces, refusal, routes, sockets, statistics, support, usage};
use crate::texts::choice::Choice;
use crate::texts::{Phrase, Texts};
use fluent_bundle::FluentResource;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

/// All that netstat says.
fn all() -> Vec<&'static Phrase> {
    let lists = [support::PHRASES, refusal::PHRASES, groups::PHRASES];
    let mut all: Vec<_> = lists.into_iter().flatten().copied().collect();
    all.extend(usage::phrases());
    all.extend(sockets::phrases());
    all.extend(routes::phrases());
    all.extend(interfaces::phrases());
    all.extend(statistics::phrases());
    all
}

/// The entries of a catalogue. Each stands on a line of its own.
fn entries(catalogue: &'static str) -> Vec<(&'static str, &'static str)> {
    let lines = catalogue.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(" = ").unwrap_or_else(|| panic!("no entry: {line}"))).collect()
}

/// The names of the values in a text, which `mark` distinguishes from other braces.
fn values<'t>(text: &'t str, mark: &str) -> BTreeSet<&'t str> {
    let opened = text.split('{').skip(1);
    opened
        .map(|rest| {
            let (name, _) = rest.split_once('}').unwrap_or_else(|| panic!("a brace is left open: {text}"));
            name.trim().strip_prefix(mark).unwrap_or_else(|| panic!("{mark} is missing: {text}"))
        })
        .collect()
}

fn texts(language: &str) -> Texts {
    Texts::of(CATALOGUES, &Choice { languages: vec![language.into()], ascii_only: false })
}

#[test]
fn a_key_stands_for_one_text() {
    let mut english = BTreeMap::new();
    for phrase in all() {
        let before = english.insert(phrase.key, phrase.english);
        assert!(before.is_none_or(|before| before == phrase.english), "two texts: {phrase:?}");
        assert_eq!(phrase.english.trim(), phrase.english, "blanks at the ends: {phrase:?}");
        let is_key = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        assert!(phrase.key.chars().all(is_key), "no key: {phrase:?}");
    }
    assert!(english.len() > 60, "too few phrases: {}", english.len());
}

#[test]
fn catalogues_have_every_phrase_once_and_no_other() {
    let keys: BTreeSet<_> = all().iter().map(|phrase| phrase.key).collect();
    for (language, catalogue) in CATALOGUES {
        FluentResource::try_new((*catalogue).to_owned()).unwrap_or_else(|(_, errors)| panic!("{language}: {errors:?}"));
        let entries = entries(catalogue);
        let present: BTreeSet<_> = entries.iter().map(|(key, _)| *key).collect();
        assert_eq!(entries.len(), present.len(), "{language} has a key twice");
        assert_eq!(keys.difference(&present).collect::<Vec<_>>(), [&""; 0], "{language} lacks these");
        assert_eq!(present.difference(&keys).collect::<Vec<_>>(), [&""; 0], "nobody says these of {language}");
    }
}

#[test]
fn values_are_the_same_in_every_language() {
    for (language, catalogue) in CATALOGUES {
        let entries: BTreeMap<_, _> = entries(catalogue).into_iter().collect();
        for phrase in all() {
            let (given, wanted) = (values(entries[phrase.key], "$"), values(phrase.english, ""));
            assert_eq!(given, wanted, "{language}: {}", phrase.key);
        }
    }
}

#[test]
fn every_language_says_every_phrase() {
    for (language, catalogue) in CATALOGUES {
        let (texts, entries) = (texts(language), entries(catalogue).into_iter().collect::<BTreeMap<_, _>>());
        for phrase in all() {
            let values: Vec<(_, &dyn Display)> =
                values(phrase.english, "").into_iter().map(|name| (name, &"7" as _)).collect();
            let written = entries[phrase.key].split('{').map(|part| part.rsplit('}').next().unwrap_or_default());
            let said = texts.format(phrase, &values);
            assert_eq!(said, written.collect::<Vec<_>>().join("7"), "{language}");
        }
    }
}

#[test]
fn other_charsets_can_show_every_phrase() {
    for (language, _) in CATALOGUES {
        let plain = Texts::of(CATALOGUES, &Choice { languages: vec![(*language).into()], ascii_only: true });
        for phrase in all() {
            let said = plain.say(phrase);
            assert!(said.is_ascii() && !said.contains('?'), "{language}: {said}");
        }
    }
}

#[test]
fn english_is_what_the_code_says() {
    for language in ["en", "C", "ja", ""] {
        let texts = texts(language);
        for phrase in all() {
            assert_eq!(texts.say(phrase), phrase.english, "{language}");
        }
    }
}
