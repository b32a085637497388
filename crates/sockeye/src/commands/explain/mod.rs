//! `sockeye explain WORD…`: what a state, a column, a flag or a figure means, in any tool that we print.
//!
//! The explanations are data (`texts/`), read by [`texts`], or follow from tables that say it already ([`tables`]); [`lookup`] finds the word that was meant, [`layout`] lays an entry
//! out for reading. Tests beside them hold that every word of our layouts has its entry.

#[cfg(test)]
mod coverage;
mod layout;
mod lookup;
mod tables;
#[cfg(test)]
mod tests;
mod texts;

use super::sheet::Sheet;
use super::{NOTHING_STATUS, shared};
use crate::failure::Failure;
use crate::manual::{self, Entry, Page};
use crate::message;
use crate::options::{ArgumentError, OptionRow, parse};
use std::ffi::OsString;
use std::process::ExitCode;
use texts::Group;

/// What an option of `explain` asks for.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    Help,
}

const OPTIONS: &[OptionRow<Meaning>] = &[shared::help(Meaning::Help)];

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[WORD...]"], options: Entry::of_table(OPTIONS), text: include_str!("manual.txt") }
}

/// Explains the words of the command line, or lists what can be explained.
///
/// # Errors
/// The command line cannot be understood, or the page cannot be written.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let mut wants_help = false;
    let words = parse(OPTIONS, arguments, |Meaning::Help, _| {
        wants_help = true;
        Ok::<_, ArgumentError>(())
    })
    .map_err(|error| shared::not_understood("explain", &error))?;
    if wants_help {
        return manual::show_short("explain");
    }
    let groups = groups();
    let mut sheet = Sheet::new();
    if words.is_empty() {
        layout::push_index(&mut sheet, &groups);
        sheet.show()?;
        return Ok(ExitCode::SUCCESS);
    }
    let words: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let unknown = explain(&groups, &words, &mut sheet);
    sheet.show()?;
    for complaint in &unknown {
        message::say("sockeye explain", complaint);
    }
    Ok(if unknown.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(NOTHING_STATUS) })
}

/// Everything that can be explained.
fn groups() -> Vec<Group> {
    let mut groups = texts::all();
    groups.extend([tables::columns(), tables::filter_fields()]);
    groups
}

/// Every word that is explained and can be typed as it is: letters first, no blanks, nothing that means something to a shell.
pub(crate) fn words() -> Vec<&'static str> {
    let groups = groups();
    let names = groups.iter().flat_map(|group| &group.entries).flat_map(|entry| &entry.names).copied();
    let is_plain = |name: &&str| {
        name.starts_with(|letter: char| letter.is_ascii_alphanumeric())
            && name.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-_./".contains(&octet))
    };
    let mut words: Vec<_> = names.filter(is_plain).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Explains these words, and returns a line for each that has no entry.
fn explain(groups: &[Group], words: &[String], sheet: &mut Sheet) -> Vec<String> {
    let mut unknown = Vec::new();
    // A heading such as `Local Address` needs no quotes.
    let together = [words.join(" ")];
    let is_phrase = words.len() > 1 && !lookup::find(groups, &together[0]).is_empty();
    for word in if is_phrase { &together } else { words } {
        let found = lookup::find(groups, word);
        if found.is_empty() {
            unknown.push(complaint(groups, word));
        }
        for entry in found {
            layout::push_entry(sheet, entry);
        }
    }
    unknown
}

fn complaint(groups: &[Group], word: &str) -> String {
    match lookup::similar(groups, word) {
        Some(similar) => format!("no tool prints \"{word}\": did you mean {similar}?"),
        None => format!("no tool prints \"{word}\" (sockeye explain lists what can be explained)"),
    }
}
