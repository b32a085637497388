//! Man pages (man(7)): one of the program, one of each command and tool, one of each topic.

use roff::{Inline, Roff, bold, italic, roman};
use sockeye::manual::text::{Block, Section, sections};
use sockeye::manual::{Entry, Subject, Topic, Value, program_text, subjects, topics};

/// When the pages last changed in what they say. Not the day of the build: the same tables make the same pages.
const DATE: &str = "2026-11-21";
const VERSION: &str = concat!("sockeye ", env!("CARGO_PKG_VERSION"));
/// Octets of a line of text, before what means something to roff is escaped.
const LONGEST_LINE: usize = 72;
/// Commands and programs.
const COMMANDS: &str = "1";
/// Languages, conventions.
const MISCELLANEA: &str = "7";

/// Every page, by the name of its file.
pub(crate) fn all() -> Vec<(String, String)> {
    let commands = subjects().map(|subject| (format!("sockeye-{}.{COMMANDS}", subject.name), of_subject(&subject)));
    let topics = topics().map(|topic| (format!("sockeye-{}.{MISCELLANEA}", topic.name), of_topic(&topic)));
    std::iter::once((format!("sockeye.{COMMANDS}"), of_program())).chain(commands).chain(topics).collect()
}

fn of_program() -> String {
    let mut page = begin("sockeye", COMMANDS, "every question about a host's network");
    page.control("SH", ["SYNOPSIS"]);
    page.text([bold("sockeye")]);
    page.control("br", []);
    page.text([bold("sockeye"), roman(" "), italic("COMMAND"), roman(" ["), italic("OPTIONS"), roman("]")]);
    let text = program_text();
    let (description, sections) = sections(text);
    page.control("SH", ["DESCRIPTION"]);
    push_blocks(&mut page, &description);
    for (title, is_applet) in [("COMMANDS", false), ("TOOLS", true)] {
        page.control("SH", [title]);
        for subject in subjects().filter(|subject| subject.is_applet == is_applet) {
            push_item(&mut page, [bold(subject.name)], subject.about);
        }
    }
    page.control("SH", ["TOPICS"]);
    for topic in topics() {
        push_item(&mut page, [bold(topic.name)], topic.about);
    }
    push_sections(&mut page, sections);
    let others = subjects().map(|subject| reference(subject.name, COMMANDS));
    push_references(&mut page, &[], others.chain(topics().map(|topic| reference(topic.name, MISCELLANEA))).collect());
    page.render()
}

fn of_subject(subject: &Subject) -> String {
    let description = subject.page();
    let name = format!("sockeye {}", subject.name);
    let mut page = begin(&name.replace(' ', "-"), COMMANDS, subject.about);
    page.control("SH", ["SYNOPSIS"]);
    for (place, form) in description.forms.iter().enumerate() {
        if place > 0 {
            page.control("br", []);
        }
        let mut line = vec![bold(&name), roman(" ")];
        line.extend(placeholders(form));
        page.text(line);
    }
    let (before, sections) = sections(description.text);
    page.control("SH", ["DESCRIPTION"]);
    push_blocks(&mut page, &before);
    if !description.options.is_empty() {
        page.control("SH", ["OPTIONS"]);
        description.options.iter().for_each(|entry| push_option(&mut page, entry));
    }
    let is_reference = |section: &&Section<'_>| section.0 == "See also";
    let (references, mut sections): (Vec<_>, Vec<_>) = sections.into_iter().partition(|section| is_reference(&section));
    let examples = subject.examples();
    if !examples.is_empty() {
        match sections.iter_mut().find(|(heading, _)| *heading == "Examples") {
            Some((_, blocks)) => blocks.extend(examples),
            None => sections.push(("Examples", examples)),
        }
    }
    push_sections(&mut page, sections);
    let mut own = vec![("sockeye".to_owned(), COMMANDS)];
    let topics =
        topics().filter(|topic| description.forms.iter().any(|form| form.contains(&topic.name.to_uppercase())));
    own.extend(topics.filter(|_| !subject.is_applet).map(|topic| reference(topic.name, MISCELLANEA)));
    push_references(&mut page, &references, own);
    page.render()
}

fn of_topic(topic: &Topic) -> String {
    let text = topic.text();
    let mut page = begin(&format!("sockeye-{}", topic.name), MISCELLANEA, topic.about);
    let (description, sections) = sections(&text);
    page.control("SH", ["DESCRIPTION"]);
    push_blocks(&mut page, &description);
    push_sections(&mut page, sections);
    push_references(&mut page, &[], vec![("sockeye".to_owned(), COMMANDS)]);
    page.render()
}

fn begin(name: &str, section: &str, about: &str) -> Roff {
    let mut page = Roff::new();
    page.control("TH", [name.to_uppercase().as_str(), section, DATE, VERSION, "Sockeye"]);
    page.control("SH", ["NAME"]);
    page.text([roman(format!("{name} - {about}"))]);
    page
}

fn push_sections(page: &mut Roff, sections: Vec<Section<'_>>) {
    for (heading, blocks) in sections {
        page.control("SH", [heading.to_uppercase().as_str()]);
        push_blocks(page, &blocks);
    }
}

fn push_blocks(page: &mut Roff, blocks: &[Block<'_>]) {
    // Below a heading, space is there already.
    let mut is_first = true;
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                page.control("SS", [*heading]);
            }
            Block::Paragraph(text) => {
                if !is_first {
                    page.control("PP", []);
                }
                push_text(page, text);
            }
            Block::Item { term, text } => push_item(page, [bold(*term)], text),
            Block::Verbatim(lines) => {
                if !is_first {
                    page.control("PP", []);
                }
                page.control("RS", ["4"]);
                page.control("nf", []);
                for line in lines {
                    page.text([roman(*line)]);
                }
                page.control("fi", []);
                page.control("RE", []);
            }
        }
        is_first = matches!(block, Block::Heading(_));
    }
}

/// A paragraph's text, in lines that an editor shows whole. Each word's place in them means nothing.
fn push_text(page: &mut Roff, text: &str) {
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.len() + 1 + word.len() > LONGEST_LINE {
            page.text([roman(std::mem::take(&mut line))]);
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    page.text([roman(line)]);
}

fn push_item(page: &mut Roff, term: impl Into<Vec<Inline>>, text: &str) {
    page.control("TP", []);
    page.text(term);
    push_text(page, text);
}

fn push_option(page: &mut Roff, entry: &Entry) {
    let mut term = Vec::new();
    for name in &entry.names {
        if !term.is_empty() {
            term.push(roman(", "));
        }
        term.push(bold(name));
    }
    let is_long = entry.names.last().is_some_and(|name| name.starts_with("--"));
    match (entry.value, is_long) {
        (Value::None, _) => {}
        (Value::Required(value), true) => term.extend([roman("="), italic(value)]),
        (Value::Required(value), false) => term.extend([roman(" "), italic(value)]),
        (Value::Optional(value), true) => term.extend([roman("[="), italic(value), roman("]")]),
        (Value::Optional(value), false) => term.extend([roman("["), italic(value), roman("]")]),
    }
    push_item(page, term, &entry.help);
}

/// A form of a command line: what is in capitals stands for something else.
fn placeholders(form: &str) -> Vec<Inline> {
    let is_placeholder = |sign: char| sign.is_ascii_uppercase();
    let mut inlines = Vec::new();
    let mut rest = form;
    while let Some(first) = rest.chars().next() {
        let kind = is_placeholder(first);
        let end = rest.find(|sign| is_placeholder(sign) != kind).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        inlines.push(if kind { italic(part) } else { roman(part) });
        rest = after;
    }
    inlines
}

fn reference(name: &str, section: &'static str) -> (String, &'static str) {
    (format!("sockeye-{name}"), section)
}

/// The last section: what the text names, and our own pages.
fn push_references(page: &mut Roff, named: &[Section<'_>], own: Vec<(String, &'static str)>) {
    page.control("SH", ["SEE ALSO"]);
    let mut line = Vec::new();
    for (name, section) in own {
        if !line.is_empty() {
            line.push(roman(", "));
        }
        line.extend([bold(name), roman(format!("({section})"))]);
    }
    for block in named.iter().flat_map(|(_, blocks)| blocks) {
        if let Block::Paragraph(text) = block {
            line.extend([roman(", "), roman(text)]);
        }
    }
    page.text(line);
}
