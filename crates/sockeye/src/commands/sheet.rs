//! A page of text for people: wrapped to the screen, with titles and asides in their styles.

use super::gather::writing;
use crate::failure::Failure;
use crate::manual::{self, push_wrapped};
use render::style::{Choice, Colours, Style};
use std::io::{self, Write};
use sys::terminal::Output;

/// A page being written.
#[derive(Debug)]
pub(crate) struct Sheet {
    text: String,
    columns: usize,
    colours: Colours,
}

impl Sheet {
    /// An empty page for standard output.
    pub(crate) fn new() -> Self {
        let is_terminal = matches!(Output::of(io::stdout()), Output::Terminal { .. });
        let colours = Colours::decide(Choice::Auto, is_terminal, |name| std::env::var_os(name));
        Self { text: String::new(), columns: manual::width(), colours }
    }

    /// An empty page of so many columns, without colours.
    #[cfg(test)]
    pub(crate) fn plain(columns: usize) -> Self {
        Self { text: String::new(), columns, colours: Colours::Never }
    }

    /// Begins a part: an empty line, unless it is the first.
    pub(crate) fn part(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Appends a paragraph in a style, its first line behind `first`, the others behind `rest`.
    pub(crate) fn paragraph(&mut self, style: Style, text: &str, first: &str, rest: &str) {
        let mut lines = String::new();
        push_wrapped(&mut lines, text, self.columns, first, rest);
        for line in lines.lines() {
            self.line(style, line);
        }
    }

    /// Appends names beside each other, two blanks apart. None is divided at a blank of its own.
    pub(crate) fn names(&mut self, names: &[&str], indentation: &str) {
        const BOUND_BLANK: &str = "\u{a0}";
        let bound: Vec<_> = names.iter().map(|name| name.replace(' ', BOUND_BLANK)).collect();
        let mut lines = String::new();
        push_wrapped(&mut lines, &bound.join("  "), self.columns, indentation, indentation);
        self.text.push_str(&lines.replace(BOUND_BLANK, " "));
    }

    /// Appends a line as it stands.
    pub(crate) fn line(&mut self, style: Style, line: &str) {
        let mut painted = Vec::new();
        self.colours.paint(&mut painted, style, line.as_bytes());
        self.text.push_str(&String::from_utf8_lossy(&painted));
        self.text.push('\n');
    }

    /// The page so far.
    #[cfg(test)]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Writes it. A reader who has gone away has read enough.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn show(&self) -> Result<(), Failure> {
        match io::stdout().write_all(self.text.as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(writing(&error)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_stand_on_each_line_and_parts_apart() {
        let mut sheet = Sheet { colours: Colours::Always, ..Sheet::plain(10) };
        sheet.part();
        sheet.paragraph(Style::Title, "one two three", "", "  ");
        sheet.part();
        sheet.line(Style::Plain, "a line longer than the page");
        sheet.names(&["one two", "three", "four"], " ");
        assert_eq!(
            sheet.text(),
            "\x1b[1mone two\x1b[0m\n\x1b[1m  three\x1b[0m\n\na line longer than the page\n one two\n three\n four\n"
        );
    }
}
