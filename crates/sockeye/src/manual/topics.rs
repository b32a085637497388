//! Topics that are no command: the filter language, columns, JSON. Their texts have the form of pages; lists in them are made of the
//! tables that the program works by.

use crate::commands::columns::{GROUPS, Kind, all};
use query::native::{DecidedBy, FIELDS, WORDS};
use std::collections::HashSet;
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
pub(super) const TOPICS: &[Topic] = &[
    Topic { name: "filter", about: "the filter language: which sockets are meant", text: filter },
    Topic { name: "columns", about: "what can be shown, sorted, grouped and counted by", text: columns },
    Topic { name: "json", about: "the fields of JSON, for programs", text: json },
];

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

fn columns() -> String {
    let mut columns = String::new();
    for group in GROUPS {
        // Writing to a String cannot fail.
        let _ = writeln!(columns, "# {}", capitalized(group.title));
        for column in group.columns {
            let names =
                std::iter::once(column.name).chain(column.aliases.iter().copied()).collect::<Vec<_>>().join(", ");
            let _ = writeln!(columns, "  {names}  {}", column.about);
        }
        columns.push('\n');
    }
    include_str!("columns.txt").replace("{columns}\n", &columns)
}

fn json() -> String {
    let mut fields = String::new();
    let mut seen = HashSet::new();
    for column in all() {
        // Several columns have parts of others.
        for field in column.fields().into_iter().filter(|field| seen.insert(field.name)) {
            // Writing to a String cannot fail.
            let _ = writeln!(fields, "  {}: {}, {}  {}", field.name, kind(field.kind), column.name, field.about);
        }
    }
    include_str!("json.txt").replace("{fields}\n", &fields)
}

/// What kind of JSON value it is.
fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Word => "word",
        Kind::Text => "text",
        Kind::Number => "number",
        Kind::Address => "address",
        Kind::Moment => "moment",
        Kind::Truth => "true or false",
        Kind::Texts => "list of texts",
        Kind::Processes => "list of processes",
    }
}

fn capitalized(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::super::text::{Block, blocks};

    use crate::host::names::HostNames;
    use sources::proc_files::ProcFiles;
    use std::path::Path;

    #[test]
    fn filters_in_the_text_are_understood() {
        let lines: Vec<_> = blocks(include_str!("filter.txt"))
            .into_iter()
            .filter_map(|block| if let Block::Verbatim(lines) = block { Some(lines) } else { None })
            .flatten()
            .collect();
        assert!(lines.len() > 3);
        for line in lines {
            let filter = line.split(' ').skip(2).take_while(|word| !word.starts_with("--"));
            let words: Vec<String> = filter.map(|word| word.replace('\'', "")).collect();
            assert!(
                query::native::parse(&words, &HostNames::new(&ProcFiles::beside_kernel(Path::new(ProcFiles::ROOT))))
                    .is_ok(),
                "{line}"
            );
        }
    }
}
