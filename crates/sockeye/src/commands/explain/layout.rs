//! How an entry stands on the page: its names, where it is printed, what it means; then, each behind its label, how a socket
//! gets there and out, what to check, where to read on.

use super::texts::{Entry, Group, LABELS, Label, Paragraph};
use crate::manual::push_wrapped;

const INDENT: &str = "   ";
/// Labels are shorter than this.
const LABEL_COLUMNS: usize = 7;

/// Appends an entry.
pub(super) fn push_entry(page: &mut String, entry: &Entry, columns: usize) {
    push_wrapped(page, &entry.names.join(", "), columns, "", INDENT);
    push_wrapped(page, &format!("({})", entry.place), columns, INDENT, "    ");
    for paragraph in &entry.paragraphs {
        push_paragraph(page, paragraph, columns);
    }
}

fn push_paragraph(page: &mut String, paragraph: &Paragraph, columns: usize) {
    let Some(label) = paragraph.label else {
        return push_wrapped(page, &paragraph.text, columns, INDENT, INDENT);
    };
    let first = format!("{INDENT}{:<LABEL_COLUMNS$}", name(label));
    push_wrapped(page, &paragraph.text, columns, &first, &" ".repeat(first.len()));
}

fn name(label: Label) -> &'static str {
    LABELS.iter().find(|(_, other)| *other == label).map_or("", |(name, _)| name)
}

/// Every word that can be explained, by group.
pub(super) fn index(groups: &[Group], columns: usize) -> String {
    let mut page = String::from("Words that sockeye explain WORD explains:\n");
    for group in groups {
        let mut names: Vec<&str> = Vec::new();
        for name in group.entries.iter().filter_map(|entry| entry.names.first()) {
            if !names.contains(name) {
                names.push(name);
            }
        }
        page.push('\n');
        push_wrapped(&mut page, group.title, columns, "", "");
        // A blank within a name is no place for a line to end.
        let words = names.iter().map(|name| name.replace(' ', "\u{a0}")).collect::<Vec<_>>().join("  ");
        push_wrapped(&mut page, &words, columns, INDENT, INDENT);
    }
    page.replace('\u{a0}', " ")
}
