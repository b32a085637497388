//! Pages as text for a terminal, wrapped to its width.

use super::text::{Block, Section, sections};
use super::{Entry, Page, Subject, Topic, subjects, topics};
use textwrap::{Options, WordSplitter};

/// How far texts stand from the margin.
const INDENTATION: &str = "  ";
/// The most columns that names may take before their text begins on a line of its own.
const MOST_NAME_COLUMNS: usize = 28;

/// What `sockeye --help` says.
pub(super) fn overview(width: usize) -> String {
    let mut text = String::from("Usage: sockeye [COMMAND [OPTIONS]]\n\nCommands:\n");
    let rows = |wanted: bool| {
        let of_kind = subjects().filter(move |subject| subject.is_applet == wanted);
        of_kind.map(|subject| (subject.name.to_owned(), subject.about.to_owned())).collect::<Vec<_>>()
    };
    list(&mut text, &rows(false), width);
    text.push('\n');
    paragraph(&mut text, "As the tools of these names, also by links of these names:", "", width);
    list(&mut text, &rows(true), width);
    text.push_str("\nTo read about with sockeye help:\n");
    list(&mut text, &topics().map(|topic| (topic.name.to_owned(), topic.about.to_owned())).collect::<Vec<_>>(), width);
    text.push('\n');
    let more = "sockeye COMMAND --help tells more, sockeye help COMMAND all; sockeye --version the version.";
    paragraph(&mut text, more, "", width);
    text
}

/// What `--help` of a command says.
pub(super) fn short(subject: &Subject, width: usize) -> String {
    let page = subject.page();
    let mut text = String::new();
    usage(&mut text, subject.name, &page, width);
    paragraph(&mut text, subject.about, "", width);
    options(&mut text, &page.options, width);
    text
}

/// What `sockeye help` says of a command.
pub(super) fn long(subject: &Subject, width: usize) -> String {
    let page = subject.page();
    let mut text = String::new();
    paragraph(&mut text, &format!("{}: {}", subject.name, subject.about), "", width);
    text.push('\n');
    usage(&mut text, subject.name, &page, width);
    let (description, sections) = sections(page.text);
    text.push('\n');
    push_blocks(&mut text, &description, "", width);
    options(&mut text, &page.options, width);
    push_sections(&mut text, &sections, width);
    if !subject.examples().is_empty() {
        text.push('\n');
        paragraph(&mut text, &format!("sockeye examples {} shows worked examples.", subject.name), "", width);
    }
    text
}

/// What `sockeye help` says of a topic.
pub(super) fn topic(topic: &Topic, width: usize) -> String {
    let mut text = String::new();
    paragraph(&mut text, &format!("{}: {}", topic.name, topic.about), "", width);
    let source = topic.text();
    let (description, sections) = sections(&source);
    text.push('\n');
    push_blocks(&mut text, &description, "", width);
    push_sections(&mut text, &sections, width);
    text
}

fn push_sections(text: &mut String, sections: &[Section<'_>], width: usize) {
    for (heading, blocks) in sections {
        text.push_str(&format!("\n{heading}:\n"));
        push_blocks(text, blocks, INDENTATION, width);
    }
}

/// Blocks one after the other, an empty line between those that are not items or lines of one kind.
fn push_blocks(text: &mut String, blocks: &[Block<'_>], indentation: &str, width: usize) {
    let alike = |one: &Block<'_>, next: &Block<'_>| matches!((one, next), (Block::Item { .. }, Block::Item { .. }));
    for (place, group) in blocks.chunk_by(alike).enumerate() {
        if place > 0 {
            text.push('\n');
        }
        let mut items = Vec::new();
        for block in group {
            match block {
                Block::Heading(heading) => text.push_str(&format!("{indentation}{heading}:\n")),
                Block::Paragraph(content) => paragraph(text, content, indentation, width),
                Block::Verbatim(lines) => lines.iter().for_each(|line| text.push_str(&format!("    {line}\n"))),
                Block::Item { term, text } => items.push(((*term).to_owned(), text.clone())),
            }
        }
        list(text, &items, width);
    }
}

fn usage(text: &mut String, name: &str, page: &Page, width: usize) {
    let mut before = "Usage: ";
    for form in page.forms {
        paragraph(text, format!("{before}sockeye {name} {form}").trim_end(), "", width);
        before = "       ";
    }
}

fn options(text: &mut String, options: &[Entry], width: usize) {
    if options.is_empty() {
        return;
    }
    text.push_str("\nOptions:\n");
    // Long names stand below each other, whether there is a letter before them or not.
    let has_letters = options.iter().any(|entry| entry.names.iter().any(|name| name.len() == 2));
    let rows = options.iter().map(|entry| {
        let is_long = entry.names.iter().all(|name| name.starts_with("--"));
        let blanks = if has_letters && is_long { "    " } else { "" };
        (format!("{blanks}{}", entry.written()), entry.help.clone())
    });
    let rows: Vec<_> = rows.collect();
    list(text, &rows, width);
}

/// Names and their texts in two columns.
fn list(text: &mut String, rows: &[(String, String)], width: usize) {
    let most = MOST_NAME_COLUMNS.min(width / 2);
    let names = rows.iter().map(|(name, _)| textwrap::core::display_width(name)).filter(|&columns| columns <= most);
    let columns = names.max().unwrap_or(0);
    let indentation = " ".repeat(INDENTATION.len() + columns + 2);
    for (name, about) in rows {
        let fits = textwrap::core::display_width(name) <= columns;
        let first = if fits {
            format!("{INDENTATION}{name:<columns$}  ")
        } else {
            push_wrapped(text, name, width, INDENTATION, "      ");
            indentation.clone()
        };
        push_wrapped(text, about, width, &first, &indentation);
    }
}

/// A paragraph, all of its lines indented alike.
fn paragraph(text: &mut String, content: &str, indentation: &str, width: usize) {
    push_wrapped(text, content, width, indentation, indentation);
}

/// Appends a paragraph of so many columns: its first line behind `first`, the others behind `rest`. Words are never divided, not
/// at their hyphens either: states and options have some.
pub(crate) fn push_wrapped(page: &mut String, content: &str, columns: usize, first: &str, rest: &str) {
    let options = Options::new(columns)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    for line in textwrap::wrap(content, options) {
        page.push_str(line.trim_end());
        page.push('\n');
    }
}
