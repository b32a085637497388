//! Which language the environment asks for, as gettext(3) and setlocale(3) read it.
//!
//! The first of LC_ALL, LC_MESSAGES and LANG that is not empty names a locale, `language[_TERRITORY][.CHARSET][@modifier]`. Unless
//! that is `C` or `POSIX`, LANGUAGE may list languages to prefer, separated by colons. Whether the C library has such a
//! locale does not matter: the translations are our own.

use std::ffi::OsString;

/// Languages to try, and what the output can show.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Languages by their codes (ISO 639), the most wanted first. None for the C locale.
    pub(crate) languages: Vec<String>,
    /// Whether the locale's charset is another than UTF-8, so that only ASCII can be relied on.
    pub(crate) ascii_only: bool,
}

impl Choice {
    /// What these variables ask for.
    pub(crate) fn of_environment(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let text = |name| variable(name).and_then(|value| value.into_string().ok()).filter(|value| !value.is_empty());
        let Some(locale) = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(text) else {
            return Self::default();
        };
        let Some(language) = language_of(&locale) else {
            return Self::default();
        };
        let preferred = text("LANGUAGE").unwrap_or_default();
        let mut languages = Vec::new();
        for entry in preferred.split(':').filter(|entry| !entry.is_empty()) {
            match language_of(entry) {
                Some(language) => languages.push(language.to_owned()),
                // The list ends at C, and what stands behind it is not looked at.
                None => return Self { languages, ascii_only: !shows_unicode(&locale) },
            }
        }
        languages.push(language.to_owned());
        Self { languages, ascii_only: !shows_unicode(&locale) }
    }
}

/// The language of a locale, if it is not the C locale.
fn language_of(locale: &str) -> Option<&str> {
    let name = locale.split(['.', '@']).next().unwrap_or_default();
    let language = name.split('_').next().unwrap_or_default();
    (!matches!(language, "" | "C" | "POSIX")).then_some(language)
}

/// Whether a locale's charset is UTF-8. One that names none is taken for it: terminals are.
fn shows_unicode(locale: &str) -> bool {
    let Some((_, charset)) = locale.split_once('.') else {
        return true;
    };
    let charset = charset.split('@').next().unwrap_or_default();
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(variables: &[(&str, &str)]) -> Choice {
        Choice::of_environment(|name| {
            let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
            Some((*value).into())
        })
    }

    fn languages(variables: &[(&str, &str)]) -> Vec<String> {
        choice(variables).languages
    }

    #[test]
    fn the_first_variable_that_is_not_empty_decides() {
        assert_eq!(languages(&[("LC_ALL", "de_DE.UTF-8"), ("LANG", "fr_FR.UTF-8")]), ["de"]);
        assert_eq!(languages(&[("LC_ALL", ""), ("LC_MESSAGES", "it_IT"), ("LANG", "fr")]), ["it"]);
        assert_eq!(languages(&[("LC_MESSAGES", "es"), ("LANG", "C")]), ["es"]);
        assert_eq!(languages(&[("LC_ALL", "C"), ("LANG", "fr_FR.UTF-8")]), [""; 0]);
        assert_eq!(languages(&[]), [""; 0]);
    }

    #[test]
    fn locales_are_written_in_many_ways() {
        for locale in ["fr", "fr_FR", "fr_CA.UTF-8", "fr@euro", "fr_BE.utf8@euro", "fr.UTF-8"] {
            assert_eq!(
                choice(&[("LANG", locale)]),
                Choice { languages: vec!["fr".into()], ascii_only: false },
                "{locale}"
            );
        }
        for locale in ["C", "POSIX", "C.UTF-8", "C.utf8", ".UTF-8", "@x"] {
            assert_eq!(choice(&[("LANG", locale)]), Choice::default(), "{locale}");
        }
        assert!(choice(&[("LANG", "de_AT.ISO-8859-15@euro")]).ascii_only);
    }

    #[test]
    fn a_list_of_languages_is_preferred_but_not_to_the_c_locale() {
        assert_eq!(languages(&[("LANG", "fr_FR.UTF-8"), ("LANGUAGE", "pt_BR::it:de")]), ["pt", "it", "de", "fr"]);
        assert_eq!(languages(&[("LANG", "C.UTF-8"), ("LANGUAGE", "fr")]), [""; 0]);
        assert_eq!(languages(&[("LANG", "fr_FR"), ("LANGUAGE", "it:C:de")]), ["it"]);
        assert_eq!(languages(&[("LANGUAGE", "fr")]), [""; 0]);
    }
}
