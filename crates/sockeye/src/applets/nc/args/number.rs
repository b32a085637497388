//! Numbers as the original reads them, with strtonum(3): blanks and a sign may stand before, nothing may stand behind.

use super::{refused, shown};
use crate::failure::Failure;
use std::ffi::OsStr;
use std::ops::RangeInclusive;

/// The number that a word is, if it is one in this range.
pub(super) fn within(word: &OsStr, range: &RangeInclusive<i64>) -> Option<i64> {
    // Blanks as isspace(3) has them: those of Rust lack the vertical tabulator.
    let number = word.to_str()?.trim_start_matches([' ', '\t', '\n', '\x0b', '\x0c', '\r']).parse().ok()?;
    range.contains(&number).then_some(number)
}

/// The value of an option that takes a number of these units.
pub(super) fn of_option(option: &str, word: &OsStr, units: &str, range: RangeInclusive<i64>) -> Result<i64, Failure> {
    within(word, &range).ok_or_else(|| {
        let (least, most) = range.into_inner();
        refused(format!("{option} takes {units}, a whole number from {least} to {most}, and {} is none", shown(word)))
    })
}
