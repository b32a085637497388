//! What there is to tell of every command and every tool: the one source of `--help`, `sockeye help`, the man pages and
//! the completions.
//!
//! Names and lines stand in the tables of commands and of applets, options in the table by which the command line is read.
//! A [`Page`] adds how the command is called and its long text, a `manual.txt` beside the command (see [`text`] for its form).

pub mod completion;
mod layout;
mod page;
#[cfg(test)]
mod tests;
pub mod text;

pub(crate) use layout::push_wrapped;
pub use page::{Entry, Page, Value};

use crate::applets::APPLETS;
use crate::commands::{COMMANDS, USAGE_STATUS};
use crate::failure::Failure;
use std::io::Write;
use std::process::ExitCode;
use sys::terminal::Output;

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
}

/// Everything that has a page, commands first, in the order in which it is listed.
pub fn subjects() -> impl Iterator<Item = Subject> {
    let commands = COMMANDS.iter().map(|row| (row.name, row.about, false, row.page));
    let applets = APPLETS.iter().map(|row| (row.name, row.about, true, row.page));
    commands.chain(applets).map(|(name, about, is_applet, page)| Subject { name, about, is_applet, page })
}

/// What has this name.
pub(crate) fn subject(name: &str) -> Option<Subject> {
    subjects().find(|subject| subject.name == name)
}

/// Shows the short help of the command with this name: what its option `--help` does.
pub(crate) fn show_short(name: &str) -> Result<ExitCode, Failure> {
    Ok(show(&subject(name).map_or_else(overview, |subject| layout::short(&subject, width()))))
}

/// Shows everything there is to tell of what has this name.
pub(crate) fn show_long(name: &str) -> Result<ExitCode, Failure> {
    match subject(name) {
        Some(subject) => Ok(show(&layout::long(&subject, width()))),
        None => Err(Failure::new(USAGE_STATUS, format!("\"{name}\" is no command (sockeye help lists them)"))),
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
