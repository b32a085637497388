//! What files of settings say, right and wrong.

use super::{Settings, read};
use crate::commands::shared::Format;
use render::style::Choice;

fn wrong(text: &str) -> (usize, String) {
    let wrong = read::add(&mut Settings::default(), text).expect_err("it is wrong");
    (wrong.line, wrong.what)
}

#[test]
fn a_later_file_wins_key_by_key() {
    let mut settings = Settings::default();
    read::add(&mut settings, "color = 'never'\n[list]\ncolumns = [\"state\", \"peer\"]\noutput = 'csv'\n").unwrap();
    read::add(&mut settings, "[list]\ncolumns = '+rtt,-user'\nsort = '-rtt'\n").unwrap();
    let columns: Vec<_> = settings.list.columns.unwrap().iter().map(|column| column.name).collect();
    assert_eq!(columns.last(), Some(&"rtt"));
    assert!(!columns.contains(&"user"));
    assert_eq!(settings.list.output, Some(Format::Csv));
    assert_eq!(settings.list.sort[0].0.name, "rtt");
    assert_eq!(settings.color, Some(Choice::Never));
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    assert_eq!(wrong("\ncolour = 'never'\n").0, 2);
    assert!(wrong("colour = 'never'").1.contains("no key \"colour\""));
    assert!(wrong("color = 3").1.contains("takes a text"));
    assert!(wrong("color = 'blue'").1.contains("auto, always or never"));
    assert_eq!(wrong("[list]\nsort = 'x'\n").0, 2);
    assert!(wrong("[list]\nsort = '-procss'").1.contains("did you mean process?"));
    assert!(wrong("[list]\ncolumns = [1]").1.contains("names of columns"));
    assert!(wrong("[list]\noutput = 'xml'").1.contains("ndjson"));
    assert!(wrong("[list]\nwidth = 3").1.contains("no key \"list.width\""));
    assert!(wrong("list = 1").1.contains("[list]"));
    let (line, what) = wrong("[list]\n\ncolumns = [");
    assert!(line >= 3 && !what.is_empty(), "{line} {what}");
}

#[test]
fn no_text_breaks_it() {
    use proptest::prelude::*;
    proptest!(|(text in "[\\[\\]a-z=\"'\\n., 0-9{}#\u{e9}-]{0,80}")| {
        let _ = read::add(&mut Settings::default(), &text);
    });
}
