//! How an entry stands on the page: its names, where it is printed, what it means; then, each behind its label, how a socket
//! gets there and out, what to check, where to read on.

use super::texts::{Entry, Group, LABELS, Label, Paragraph};
use crate::commands::sheet::Sheet;
use render::style::Style;

const INDENT: &str = "   ";
/// Labels are shorter than this.
const LABEL_COLUMNS: usize = 7;
/// Appends an entry.
pub(super) fn push_entry(sheet: &mut Sheet, entry: &Entry) {
    sheet.part();
    sheet.paragraph(Style::Title, &entry.names.join(", "), "", INDENT);
    sheet.paragraph(Style::Muted, &format!("({})", entry.place), INDENT, "    ");
    for paragraph in &entry.paragraphs {
        push_paragraph(sheet, paragraph);
    }
}

fn push_paragraph(sheet: &mut Sheet, paragraph: &Paragraph) {
    let Some(label) = paragraph.label else {
        return sheet.paragraph(Style::Plain, &paragraph.text, INDENT, INDENT);
    };
    let first = format!("{INDENT}{:<LABEL_COLUMNS$}", name(label));
    sheet.paragraph(Style::Plain, &paragraph.text, &first, &" ".repeat(first.len()));
}

fn name(label: Label) -> &'static str {
    LABELS.iter().find(|(_, other)| *other == label).map_or("", |(name, _)| name)
}

/// Appends every word that can be explained, by group.
pub(super) fn push_index(sheet: &mut Sheet, groups: &[Group]) {
    sheet.paragraph(Style::Plain, "Words that sockeye explain WORD explains, in any spelling:", "", "");
    for group in groups {
        let mut names: Vec<&str> = Vec::new();
        for name in group.entries.iter().filter_map(|entry| entry.names.first()) {
            if !names.contains(name) {
                names.push(name);
            }
        }
        sheet.part();
        sheet.paragraph(Style::Title, group.title, "", "");
        sheet.names(&names, INDENT);
    }
}
