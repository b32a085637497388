//! `sockeye examples [TOOL]`: what somebody wants to know, and the command line that tells it.
//!
//! The examples are data (`texts/`). A test in `testkit` runs each of them over the lab's sockets.

mod texts;

use super::sheet::Sheet;
use super::{NOTHING_STATUS, shared};
use crate::failure::Failure;
use crate::manual::text::Block;
use crate::manual::{self, Entry, Page};
use crate::message;
use crate::options::{ArgumentError, OptionRow, parse};
use render::style::Style;
use std::ffi::OsString;
use std::process::ExitCode;
use texts::{Line, TEXTS, lines};

/// What an option of `examples` asks for.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    Help,
}

const OPTIONS: &[OptionRow<Meaning>] = &[shared::help(Meaning::Help)];

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[COMMAND...]"], options: Entry::of_table(OPTIONS), text: include_str!("manual.txt") }
}

/// Shows examples of what the command line names, or what there are examples of.
///
/// # Errors
/// The command line cannot be understood, or the page cannot be written.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let mut wants_help = false;
    let words = parse(OPTIONS, arguments, |Meaning::Help, _| {
        wants_help = true;
        Ok::<_, ArgumentError>(())
    })
    .map_err(|error| shared::not_understood("examples", &error))?;
    if wants_help {
        return manual::show_short("examples");
    }
    let mut sheet = Sheet::new();
    if words.is_empty() {
        push_index(&mut sheet);
        sheet.show()?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut unknown = Vec::new();
    for word in &words {
        match TEXTS.iter().find(|(name, _)| word == name) {
            Some((_, text)) => push(&mut sheet, text),
            None => unknown.push(word.to_string_lossy()),
        }
    }
    sheet.show()?;
    for word in &unknown {
        let known = TEXTS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        message::say("sockeye examples", &format!("no examples of \"{word}\": there are some of {known}"));
    }
    Ok(if unknown.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(NOTHING_STATUS) })
}

/// Appends the examples of a text. Command lines are not wrapped: they are there to be copied.
fn push(sheet: &mut Sheet, text: &'static str) {
    for line in lines(text) {
        match line {
            Line::Question(question) => {
                sheet.part();
                sheet.paragraph(Style::Title, question, "", "");
            }
            Line::About(about) => sheet.paragraph(Style::Plain, about, "   ", "   "),
            Line::Command(command) => sheet.line(Style::Plain, &format!("      {command}")),
        }
    }
}

/// The examples of this command or tool, as parts of a page.
pub(crate) fn blocks(name: &str) -> Vec<Block<'static>> {
    let text = TEXTS.iter().find(|(known, _)| *known == name);
    let block = |line| match line {
        Line::Question(question) => Block::Heading(question),
        Line::About(about) => Block::Paragraph(about.to_owned()),
        Line::Command(command) => Block::Verbatim(vec![command]),
    };
    text.into_iter().flat_map(|(_, text)| lines(text)).map(block).collect()
}

/// Appends what there are examples of, each with the questions that they answer.
fn push_index(sheet: &mut Sheet) {
    for (name, text) in TEXTS {
        sheet.paragraph(Style::Title, &format!("sockeye examples {name}"), "", "");
        for line in lines(text) {
            if let Line::Question(question) = line {
                sheet.paragraph(Style::Plain, question, "   ", "      ");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_stand_below_what_they_do() {
        let mut sheet = Sheet::plain(20);
        push(&mut sheet, "= Who\nEverybody who is there.\n    sockeye ss -a\n= Where\nHere.\n    sockeye ss\n");
        assert_eq!(
            sheet.text(),
            "Who\n   Everybody who is\n   there.\n      sockeye ss -a\n\nWhere\n   Here.\n      sockeye ss\n"
        );
    }

    #[test]
    fn the_index_names_every_text() {
        let mut sheet = Sheet::plain(80);
        push_index(&mut sheet);
        for (name, _) in TEXTS {
            assert!(sheet.text().contains(&format!("sockeye examples {name}\n   ")), "{name}");
        }
    }
}
