//! The form of long texts, which stand beside the commands as files: plain text that can be read as it is.
//!
//! - Lines at the margin are a paragraph, up to an empty line; they are wrapped anew.
//! - `# Exit status` begins a section. What stands before the first is the description.
//! - Two blanks, a term, two blanks or more, a text: an item. Lines with more indentation go on with it.
//! - Four blanks: the line stands as it is written, for command lines and what they print.

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// The heading of a section.
    Heading(&'a str),
    /// A paragraph, in one line.
    Paragraph(String),
    /// A term and what it means, in one line each.
    Item {
        /// What is explained.
        term: &'a str,
        /// What it means.
        text: String,
    },
    /// Lines that are not wrapped, without their indentation.
    Verbatim(Vec<&'a str>),
}

/// A section: its heading, and what stands below it.
pub type Section<'a> = (&'a str, Vec<Block<'a>>);

/// Sections that every manual has at its end, in this order (man-pages(7)). Others come before them.
const LAST_SECTIONS: &[&str] = &["Exit status", "Environment", "Files", "Examples", "See also"];

/// Takes a text apart into its description and its sections, those in the order in which manuals have them.
pub fn sections(text: &str) -> (Vec<Block<'_>>, Vec<Section<'_>>) {
    let (mut description, mut sections) = (Vec::new(), Vec::<Section<'_>>::new());
    for block in blocks(text) {
        match (block, sections.last_mut()) {
            (Block::Heading(heading), _) => sections.push((heading, Vec::new())),
            (block, Some((_, blocks))) => blocks.push(block),
            (block, None) => description.push(block),
        }
    }
    // None comes before any place.
    sections.sort_by_key(|(heading, _)| LAST_SECTIONS.iter().position(|last| last == heading));
    (description, sections)
}

/// Takes a text apart.
pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        let content = line.trim();
        let indentation = line.len() - line.trim_start().len();
        if content.is_empty() {
            goes_on = false;
            continue;
        }
        match (blocks.last_mut().filter(|_| goes_on), indentation) {
            (_, 0) if content.starts_with("# ") => blocks.push(Block::Heading(&content[2..])),
            (Some(Block::Paragraph(text)), 0) => append(text, content),
            (Some(Block::Item { text, .. }), 3..) => append(text, content),
            (Some(Block::Verbatim(lines)), 4..) => lines.push(&line[4..]),
            (_, 2) => blocks.push(item(content)),
            (_, 4..) => blocks.push(Block::Verbatim(vec![&line[4..]])),
            _ => blocks.push(Block::Paragraph(content.to_owned())),
        }
        goes_on = !matches!(blocks.last(), Some(Block::Heading(_)));
    }
    blocks
}

fn item(content: &str) -> Block<'_> {
    let (term, text) = content.split_once("  ").unwrap_or((content, ""));
    Block::Item { term, text: text.trim_start().to_owned() }
}

fn append(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}
