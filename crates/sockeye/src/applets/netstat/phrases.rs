//! The languages that `netstat` speaks besides English.
//!
//! Each listing has its phrases beside the code that prints them, and hands all of them to the tests of the catalogues.

#[cfg(test)]
mod tests;

use crate::texts::Catalogues;

/// The translations, one file per language.
pub(super) const CATALOGUES: Catalogues = &[
    ("fr", include_str!("../../texts/locales/fr/netstat.ftl")),
    ("de", include_str!("../../texts/locales/de/netstat.ftl")),
    ("it", include_str!("../../texts/locales/it/netstat.ftl")),
    ("es", include_str!("../../texts/locales/es/netstat.ftl")),
];
