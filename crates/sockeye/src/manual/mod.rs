//! What there is to tell of every command and every tool: the one source of `--help`, `sockeye help`, the man pages and
//! the completions.
//!
//! Names and lines stand in the tables of commands and of applets, options in the table by which the command line is read.
//! A [`Page`] adds how the command is called and its long text, a `manual.txt` beside the command (see [`text`] for its form).

pub mod completion;
mod layout;
mod nearest;
mod page;
#[cfg(test)]
mod tests;
pub mod text;
mod topics;

pub(crate) use layout::push_wrapped;
pub use page::{Entry, Page, Value};
pub use topics::Topic;

use crate::applets::APPLETS;
use crate::commands::{COMMANDS, USAGE_STATUS, examples};
use crate::failure::Failure;
use nearest::nearest;
use std::io::Write;
use std::process::ExitCode;
use sys::terminal::Output;
use topics::TOPICS;

/// How wide help is where no terminal tells.
const PLAIN_WIDTH: usize = 80;

/// Something that has a page: a command of our own, or a tool that we stand in for.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// Its name, as the first word.
    pub name: &'static str,
    /// What it is for, in one line.
    pub about: &'static str,
    /// Whether it is a tool that we stand in for, which has a `--help` of its own.
    pub is_applet: bool,
    page: fn() -> Page,
}

impl Subject {
    /// What there is to tell of it.
    pub fn page(&self) -> Page {
        (self.page)()
    }

    /// Worked examples of it: questions as headings, what each command line does, and the line.
    pub fn examples(&self) -> Vec<text::Block<'static>> {
        examples::blocks(self.name)
    }
}

/// Everything that has a page, commands first, in the order in which it is listed.
pub fn subjects() -> impl Iterator<Item = Subject> {
    let commands = COMMANDS.iter().map(|row| (row.name, row.about, false, row.page));
    let applets = APPLETS.iter().map(|row| (row.name, row.about, true, row.page));
    commands.chain(applets).map(|(name, about, is_applet, page)| Subject { name, about, is_applet, page })
}

/// Everything to read about that is no command.
pub fn topics() -> impl Iterator<Item = Topic> {
    TOPICS.iter().copied()
}

/// What there is to tell of the program as a whole, in the form that [`text`] describes.
pub fn program_text() -> &'static str {
    include_str!("sockeye.txt")
}

/// What has this name.
pub(crate) fn subject(name: &str) -> Option<Subject> {
    subjects().find(|subject| subject.name == name)
}

/// Shows the short help of the command with this name: what its option `--help` does.
pub(crate) fn show_short(name: &str) -> Result<ExitCode, Failure> {
    Ok(show(&short(name)))
}

/// The short help of the command with this name.
pub(crate) fn short(name: &str) -> String {
    subject(name).map_or_else(overview, |subject| layout::short(&subject, width()))
}

/// Shows everything there is to tell of the command, tool or topic of this name.
pub(crate) fn show_long(name: &str) -> Result<ExitCode, Failure> {
    let topic = topics().find(|topic| topic.name == name).map(|topic| layout::topic(&topic, width()));
    match topic.or_else(|| subject(name).map(|subject| layout::long(&subject, width()))) {
        Some(text) => Ok(show(&text)),
        None => Err(Failure::new(USAGE_STATUS, no_command(name))),
    }
}

/// Says that a word is no command, and which was probably meant.
pub(crate) fn no_command(word: &str) -> String {
    let known = subjects().map(|subject| subject.name).chain(topics().map(|topic| topic.name));
    match nearest(word, known).as_slice() {
        [] => format!("\"{word}\" is no command (sockeye --help lists them)"),
        near => format!("\"{word}\" is no command: did you mean {}? (sockeye --help lists them)", near.join(" or ")),
    }
}

/// What `sockeye --help` says: how it is called, and every command.
pub(crate) fn overview() -> String {
    layout::overview(width())
}

/// Writes text for people.
pub(crate) fn show(text: &str) -> ExitCode {
    // A reader who has gone away has read enough.
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

/// How many columns there are for text.
pub(crate) fn width() -> usize {
    match Output::of(std::io::stdout()) {
        Output::Terminal { columns: Some(columns) } => usize::from(columns.get()).clamp(20, 120),
        Output::Terminal { columns: None } | Output::Plain => PLAIN_WIDTH,
    }
}
