//! Topics that are no command: the filter language, columns, JSON. Their texts have the form of pages; lists in them are made of the
//! tables that the program works by.

use query::native::{DecidedBy, FIELDS, WORDS};
use std::fmt::Write;

/// Something to read about that is no command.
#[derive(Clone, Copy, Debug)]
pub struct Topic {
    /// Its name.
    pub name: &'static str,
    /// What it is about, in one line.
    pub about: &'static str,
    text: fn() -> String,
}

impl Topic {
    /// Its text, in the form that [`super::text`] describes.
    pub fn text(&self) -> String {
        (self.text)()
    }
}

/// Every topic, in the order in which they are listed.
pub(super) const TOPICS: &[Topic] =
    &[Topic { name: "filter", about: "the filter language: which sockets are meant", text: filter }];

fn filter() -> String {
    let mut words = String::new();
    for word in WORDS {
        push_item(&mut words, word.names(), "", word.about, word.decided_by);
    }
    let mut fields = String::new();
    for field in FIELDS {
        push_item(&mut fields, field.names(), field.operand, field.about, field.decided_by);
    }
    include_str!("filter.txt").replace("{words}\n", &words).replace("{fields}\n", &fields)
}

/// Appends a word of the filter language as an item.
fn push_item(
    items: &mut String,
    names: impl Iterator<Item = &'static str>,
    operand: &str,
    about: &str,
    decided_by: DecidedBy,
) {
    let names = names.collect::<Vec<_>>().join(", ");
    let by = if decided_by == DecidedBy::Here { " (decided here)" } else { "" };
    // Writing to a String cannot fail.
    let _ = writeln!(items, "  {}  {about}{by}", format!("{names} {operand}").trim_end());
}
