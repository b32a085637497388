//! Words whose meaning stands in a table already: it is told from there, so that nothing is said twice.

use super::lookup::is_same;
use super::texts::{Entry, Group, Paragraph};
use crate::commands::columns::{self, Column};
use query::native::{FIELDS, Field};

/// The columns of our own views. A field of filters that has the name of one is told there.
pub(super) fn columns() -> Group {
    let entries = columns::all().map(|column| {
        let filter = FIELDS.iter().find(|field| field.name == column.name);
        let filter = filter.map_or(String::new(), |field| format!("; in filters {}", written(field)));
        entry(names(column), format!("column of sockeye list and others{filter}"), column.about)
    });
    Group { title: "Columns of our own views (sockeye list --columns)", entries: entries.collect() }
}

/// What a column is called: to choose it, in its heading, and in JSON.
fn names(column: &Column) -> Vec<&'static str> {
    let in_json = column.fields().into_iter().map(|field| field.name);
    let mut names: Vec<&'static str> = Vec::new();
    for name in [column.name, column.shape.title].into_iter().chain(column.aliases.iter().copied()).chain(in_json) {
        if !names.iter().any(|known| is_same(known, name)) {
            names.push(name);
        }
    }
    names
}

/// The fields of our filters that no column has the name of.
pub(super) fn filter_fields() -> Group {
    let fields = FIELDS.iter().filter(|field| columns::all().all(|column| column.name != field.name));
    let entries =
        fields.map(|field| entry(field.names().collect(), format!("our filters: {}", written(field)), field.about));
    Group { title: "Fields of filters (sockeye list, count, watch, kill)", entries: entries.collect() }
}

/// How a field stands in a filter.
fn written(field: &Field) -> String {
    let first_sign = field.signs().split(' ').next().unwrap_or_default();
    format!("{} {first_sign} {}", field.name, field.operand)
}

fn entry(names: Vec<&'static str>, place: String, about: &str) -> Entry {
    Entry { names, place, paragraphs: vec![Paragraph { label: None, text: sentence(about) }] }
}

/// The text with a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut sentence: String = text.chars().take(1).flat_map(char::to_uppercase).collect();
    sentence.extend(text.chars().skip(1));
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(group: &Group, name: &str) -> (String, String) {
        let entry = group.entries.iter().find(|entry| entry.names[0] == name).expect("it is told");
        (entry.place.clone(), entry.paragraphs[0].text.clone())
    }

    #[test]
    fn fields_are_told_in_a_sentence() {
        let (place, text) = place(&filter_fields(), "port");
        assert_eq!((place.as_str(), text.as_str()), ("our filters: port = PORT", "The port of either end."));
    }

    #[test]
    fn a_column_tells_of_the_field_of_its_name() {
        let columns = columns();
        let (place, _) = place(&columns, "rtt");
        assert_eq!(place, "column of sockeye list and others; in filters rtt = TIME");
        assert!(filter_fields().entries.iter().all(|entry| entry.names[0] != "rtt"));
        let local = columns.entries.iter().find(|entry| entry.names[0] == "local").expect("it is told");
        assert!(local.names.contains(&"source.address"), "{:?}", local.names);
    }
}
