//! `sockeye examples [TOOL]`: what somebody wants to know, and the command line that tells it.
//!
//! The examples are data (`texts/`). A test in `testkit` runs each of them over the lab's sockets.

mod texts;

use super::{NOTHING_STATUS, USAGE_STATUS};
use crate::failure::Failure;
use crate::manual::{self, Entry, Page, push_wrapped};
use crate::message;
use crate::options::{ArgumentError, OptionRow, parse};
use std::ffi::OsString;
use std::process::ExitCode;
use texts::{Line, TEXTS, lines};

/// What an option of `examples` asks for.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    Help,
}

const OPTIONS: &[OptionRow<Meaning>] = &[OptionRow {
    meaning: Meaning::Help,
    short: Some('h'),
    long: &["help"],
    value: None,
    help: "show what this command takes",
    original: false,
}];

/// What there is to tell of it.
pub(crate) fn page() -> Page {
    Page { forms: &["[COMMAND...]"], options: Entry::of_table(OPTIONS), text: include_str!("manual.txt") }
}

/// Shows examples of what the command line names, or what there are examples of.
///
/// # Errors
/// The command line cannot be understood.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let mut wants_help = false;
    let words = parse(OPTIONS, arguments, |Meaning::Help, _| {
        wants_help = true;
        Ok::<_, ArgumentError>(())
    })
    .map_err(|error| Failure::new(USAGE_STATUS, format!("{error} (sockeye examples --help lists the options)")))?;
    if wants_help {
        return manual::show_short("examples");
    }
    let columns = manual::width();
    if words.is_empty() {
        return Ok(manual::show(&index(columns)));
    }
    let (mut page, mut unknown) = (String::new(), Vec::new());
    for word in &words {
        match TEXTS.iter().find(|(name, _)| word == name) {
            Some((_, text)) => push(&mut page, text, columns),
            None => unknown.push(word.to_string_lossy()),
        }
    }
    let shown = manual::show(&page);
    for word in &unknown {
        let known = TEXTS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        message::say("sockeye examples", &format!("no examples of \"{word}\": there are some of {known}"));
    }
    Ok(if unknown.is_empty() { shown } else { ExitCode::from(NOTHING_STATUS) })
}

/// Appends the examples of a text. Command lines are not wrapped: they are there to be copied.
fn push(page: &mut String, text: &'static str, columns: usize) {
    for line in lines(text) {
        match line {
            Line::Question(question) => {
                if !page.is_empty() {
                    page.push('\n');
                }
                push_wrapped(page, question, columns, "", "");
            }
            Line::About(about) => push_wrapped(page, about, columns, "   ", "   "),
            Line::Command(command) => {
                page.push_str("      ");
                page.push_str(command);
                page.push('\n');
            }
        }
    }
}

/// What there are examples of, each with the questions that they answer.
fn index(columns: usize) -> String {
    let mut page = String::new();
    for (name, text) in TEXTS {
        page.push_str(&format!("sockeye examples {name}\n"));
        for line in lines(text) {
            if let Line::Question(question) = line {
                push_wrapped(&mut page, question, columns, "   ", "      ");
            }
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_stand_below_what_they_do() {
        let mut page = String::new();
        push(&mut page, "= Who\nEverybody who is there.\n    sockeye ss -a\n= Where\nHere.\n    sockeye ss\n", 20);
        assert_eq!(
            page,
            "Who\n   Everybody who is\n   there.\n      sockeye ss -a\n\nWhere\n   Here.\n      sockeye ss\n"
        );
    }

    #[test]
    fn the_index_names_every_text_and_question() {
        let index = index(80);
        for (name, text) in TEXTS {
            assert!(index.contains(&format!("sockeye examples {name}\n")), "{name}");
            let questions = lines(text).filter(|line| matches!(line, Line::Question(_))).count();
            assert!(questions > 0, "{name}");
        }
    }
}
