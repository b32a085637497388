//! What must hold of every page.

use super::text::{Block, blocks};
use super::{Entry, Value, subjects};

#[test]
fn texts_are_taken_apart() {
    let text = "One\nparagraph.\n\nAnother.\n\n# Exit status\n  0   found,\n      or so\n  1   not\n\n    $ verbatim\n      more\n";
    let item = |term, text: &str| Block::Item { term, text: text.into() };
    assert_eq!(
        blocks(text),
        [
            Block::Paragraph("One paragraph.".into()),
            Block::Paragraph("Another.".into()),
            Block::Heading("Exit status"),
            item("0", "found, or so"),
            item("1", "not"),
            Block::Verbatim(vec!["$ verbatim", "  more"]),
        ]
    );
}

#[test]
fn every_page_is_whole() {
    for subject in subjects() {
        let page = subject.page();
        assert!(!page.forms.is_empty(), "{}: how is it called?", subject.name);
        for Entry { names, help, .. } in &page.options {
            assert!(!names.is_empty() && !help.is_empty(), "{}: {names:?} says nothing", subject.name);
        }
        let blocks = blocks(page.text);
        assert!(matches!(blocks.first(), Some(Block::Paragraph(_))), "{}: begins without a description", subject.name);
        assert!(blocks.contains(&Block::Heading("Exit status")), "{}: which exit statuses are there?", subject.name);
        for block in &blocks {
            if let Block::Item { term, text } = block {
                assert!(!text.is_empty(), "{}: {term} says nothing", subject.name);
            }
        }
    }
}

#[test]
fn options_are_written_with_their_values() {
    let written = |names: &[&str], value| {
        Entry { names: names.iter().map(|name| (*name).to_owned()).collect(), value, help: String::new() }.written()
    };
    assert_eq!(written(&["-n", "--numeric"], Value::None), "-n, --numeric");
    assert_eq!(written(&["-A", "--query"], Value::Required("LIST")), "-A, --query=LIST");
    assert_eq!(written(&["-r", "+r"], Value::Optional("SECONDS")), "-r, +r[SECONDS]");
}
