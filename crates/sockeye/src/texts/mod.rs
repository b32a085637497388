//! What is said to people in their own language: headings and sentences of tools that have always been translated.
//!
//! English stands in the code, exact to the octet, beside what prints it, so that a start in English reads no catalogue.
//! Other languages are Fluent files (<https://projectfluent.org>), one per tool and language below `locales/`, built in and read
//! only when asked for. A sentence that a catalogue lacks is said in English.
//!
//! Which language: [`choice`]. A [`Phrase`] has no blanks at its ends: whoever prints it pads it, by its width on the
//! screen ([`width`]).

mod ascii;
pub(crate) mod choice;
#[cfg(test)]
mod tests;
pub(crate) mod width;

use choice::Choice;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use std::borrow::Cow;
use std::fmt::Display;
use unic_langid::LanguageIdentifier;

/// A heading or sentence.
#[derive(Debug)]
pub(crate) struct Phrase {
    /// Its name in the catalogues: small letters, digits and hyphens.
    pub(crate) key: &'static str,
    /// How the original says it in English. `{name}` stands for a value.
    pub(crate) english: &'static str,
}

impl Phrase {
    /// A phrase of this name.
    pub(crate) const fn new(key: &'static str, english: &'static str) -> Self {
        Self { key, english }
    }
}

/// The translations of one tool: the language, as in the name of a locale, and its catalogue.
pub(crate) type Catalogues = &'static [(&'static str, &'static str)];

/// The texts of one tool in the language that was chosen.
pub(crate) struct Texts {
    catalogue: Option<FluentBundle<FluentResource>>,
    ascii_only: bool,
}

impl Texts {
    /// In English.
    pub(crate) fn english() -> Self {
        Self { catalogue: None, ascii_only: false }
    }

    /// In the first of the wanted languages that has a catalogue, or else in English.
    pub(crate) fn of(catalogues: Catalogues, choice: &Choice) -> Self {
        for wanted in &choice.languages {
            if wanted == ENGLISH {
                break;
            }
            if let Some((language, catalogue)) = catalogues.iter().find(|(language, _)| language == wanted) {
                return Self { catalogue: bundle(language, catalogue), ascii_only: choice.ascii_only };
            }
        }
        Self::english()
    }

    /// The phrase, which has no values, in the chosen language.
    pub(crate) fn say(&self, phrase: &'static Phrase) -> Cow<'_, str> {
        self.translated(phrase, None).unwrap_or(Cow::Borrowed(phrase.english))
    }

    /// The phrase with its values, named, in the places that it has for them.
    pub(crate) fn format(&self, phrase: &'static Phrase, values: &[(&'static str, &dyn Display)]) -> String {
        if self.catalogue.is_none() {
            return filled(phrase.english, values);
        }
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            arguments.set(*name, value.to_string());
        }
        self.translated(phrase, Some(&arguments)).map_or_else(|| filled(phrase.english, values), Cow::into_owned)
    }

    fn translated(&self, phrase: &Phrase, arguments: Option<&FluentArgs<'_>>) -> Option<Cow<'_, str>> {
        let catalogue = self.catalogue.as_ref()?;
        let pattern = catalogue.get_message(phrase.key)?.value()?;
        let mut errors = Vec::new();
        // An argument of ours cannot outlive this call, so what it went into is owned.
        let text = match arguments {
            None => catalogue.format_pattern(pattern, None, &mut errors),
            Some(_) => Cow::Owned(catalogue.format_pattern(pattern, arguments, &mut errors).into_owned()),
        };
        if !errors.is_empty() {
            return None;
        }
        Some(if self.ascii_only { Cow::Owned(ascii::spelled(&text)) } else { text })
    }
}

/// The language of the code.
const ENGLISH: &str = "en";

fn bundle(language: &str, catalogue: &str) -> Option<FluentBundle<FluentResource>> {
    // Built in, and read whole by the tests: what is not understood falls back to English.
    let resource = FluentResource::try_new(catalogue.to_owned()).unwrap_or_else(|(resource, _)| resource);
    let language: LanguageIdentifier = language.parse().ok()?;
    let mut bundle = FluentBundle::new(vec![language]);
    // Invisible marks around values would end up in scripts.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).ok()?;
    Some(bundle)
}

/// The English text with its values. Braces without a value of that name stay.
fn filled(english: &str, values: &[(&'static str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(english.len() + 16);
    let mut rest = english;
    while let Some((before, opened)) = rest.split_once('{') {
        text.push_str(before);
        let value = opened.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        match value {
            Some((value, after)) => {
                text.push_str(&value.to_string());
                rest = after;
            }
            None => {
                text.push('{');
                rest = opened;
            }
        }
    }
    text.push_str(rest);
    text
}
