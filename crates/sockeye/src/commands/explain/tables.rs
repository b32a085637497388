//! Words whose meaning stands in a table already: it is told from there, so that nothing is said twice.

use super::texts::{Entry, Group, Paragraph};
use query::native::FIELDS;

/// The fields of our filters.
pub(super) fn filter_fields() -> Group {
    let entries = FIELDS.iter().map(|field| {
        let first_sign = field.signs().split(' ').next().unwrap_or_default();
        let place = format!("our filters, as {} {first_sign} {}", field.name, field.operand);
        entry(field.names().collect(), place, field.about)
    });
    Group { title: "Fields of filters (sockeye list, count, watch, kill)", entries: entries.collect() }
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

    #[test]
    fn fields_are_told_in_a_sentence() {
        let group = filter_fields();
        let port = group.entries.iter().find(|entry| entry.names == ["port"]).expect("there are ports");
        assert_eq!(port.place, "our filters, as port = PORT");
        assert_eq!(port.paragraphs[0].text, "The port of either end.");
    }
}
