//! The explanations as they stand in `texts/*.txt`, one file for each group of words.
//!
//! A file is lines of text. The first is the group's title, behind `title:`. An entry begins with the names of a word in brackets,
//! with ` | ` between them, the first as it is usually printed. Then `where:` and where it is printed; then paragraphs, which
//! end at an empty line or where a label begins the next: `in:` how a socket gets there, `out:` how it leaves, `check:` what to
//! look at, `see:` standards, manuals, files and other words. Lines that begin with `#` are for whoever edits the file.

/// Words that belong together.
#[derive(Debug)]
pub(super) struct Group {
    /// What they are.
    pub(super) title: &'static str,
    /// In the order of the file.
    pub(super) entries: Vec<Entry>,
}

/// What one word means in one place.
#[derive(Debug)]
pub(super) struct Entry {
    /// How it is written, most usual first.
    pub(super) names: Vec<&'static str>,
    /// Which tool prints it, and where.
    pub(super) place: String,
    pub(super) paragraphs: Vec<Paragraph>,
}

/// Text without line ends, to be wrapped.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) label: Option<Label>,
    pub(super) text: String,
}

/// What a paragraph is about, where it is not the meaning itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// How a socket gets there.
    Enter,
    /// How it leaves.
    Leave,
    /// What to look at.
    Check,
    /// Where to read on.
    See,
}

/// The labels as they are written, in the files and on the page.
pub(super) const LABELS: [(&str, Label); 4] =
    [("in", Label::Enter), ("out", Label::Leave), ("check", Label::Check), ("see", Label::See)];

/// Every group, in the order in which they are listed.
const TEXTS: &[&str] = &[
    include_str!("texts/states.txt"),
    include_str!("texts/other-states.txt"),
    include_str!("texts/columns.txt"),
    include_str!("texts/kinds.txt"),
    include_str!("texts/details.txt"),
    include_str!("texts/tcp-info.txt"),
    include_str!("texts/other-details.txt"),
    include_str!("texts/owners.txt"),
    include_str!("texts/views.txt"),
    include_str!("texts/watch.txt"),
    include_str!("texts/lsof.txt"),
    include_str!("texts/interfaces.txt"),
    include_str!("texts/routes.txt"),
    include_str!("texts/counters.txt"),
];

/// All groups.
pub(super) fn all() -> Vec<Group> {
    TEXTS.iter().map(|text| parse(text)).collect()
}

/// Reads a file. What is not as it should be is kept as far as it goes: the tests hold that all files are well formed.
fn parse(text: &'static str) -> Group {
    let mut group = Group { title: "", entries: Vec::new() };
    // Whether the next line goes on with the last paragraph.
    let mut goes_on = false;
    for line in text.lines().map(str::trim_end).filter(|line| !line.starts_with('#')) {
        if let Some(title) = line.strip_prefix("title: ") {
            group.title = title;
        } else if let Some(names) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            let names = names.split(" | ").collect();
            group.entries.push(Entry { names, place: String::new(), paragraphs: Vec::new() });
            goes_on = false;
        } else if let Some(entry) = group.entries.last_mut() {
            goes_on = entry.take(line, goes_on);
        }
    }
    group
}

impl Entry {
    /// Takes one line of its text, and tells whether the next may go on with the same paragraph.
    fn take(&mut self, line: &'static str, goes_on: bool) -> bool {
        if let Some(place) = line.strip_prefix("where: ") {
            self.place = place.to_owned();
            return false;
        }
        let labelled =
            LABELS.iter().find_map(|(name, label)| Some((*label, line.strip_prefix(name)?.strip_prefix(": ")?)));
        match (labelled, self.paragraphs.last_mut()) {
            _ if line.is_empty() => return false,
            (Some((label, text)), _) => {
                self.paragraphs.push(Paragraph { label: Some(label), text: text.to_owned() });
            }
            (None, Some(last)) if goes_on => {
                last.text.push(' ');
                last.text.push_str(line);
            }
            (None, _) => self.paragraphs.push(Paragraph { label: None, text: line.to_owned() }),
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::explain::lookup;

    #[test]
    fn a_file_is_read_as_it_is_described() {
        let group =
            parse("title: Words\n# for editors\n[A-B | A_B]\nwhere: ss\nOne\ntwo.\n\nThree.\nin: four\nfive\n\n[C]\n");
        assert_eq!((group.title, group.entries.len()), ("Words", 2));
        let entry = &group.entries[0];
        assert_eq!((entry.names.as_slice(), entry.place.as_str()), (&["A-B", "A_B"][..], "ss"));
        let paragraphs: Vec<_> = entry.paragraphs.iter().map(|part| (part.label, part.text.as_str())).collect();
        assert_eq!(paragraphs, [(None, "One two."), (None, "Three."), (Some(Label::Enter), "four five")]);
    }

    #[test]
    fn every_text_is_well_formed() {
        let groups = all();
        let mut wrong = Vec::new();
        for (text, group) in TEXTS.iter().zip(&groups) {
            assert!(!group.title.is_empty() && !group.entries.is_empty(), "a group without title or words: {text:.40}");
            wrong.extend(
                text.lines()
                    .filter(|line| {
                        (line.len() > 120 && !line.starts_with('[') && !line.starts_with("where: ")) || !line.is_ascii()
                    })
                    .map(|line| format!("line {line}")),
            );
            wrong.extend(text.lines().filter(|line| line.starts_with('[') && !line.ends_with(']')).map(str::to_owned));
            for entry in &group.entries {
                let unlabelled = entry.paragraphs.iter().filter(|part| part.label.is_none()).count();
                let characters: usize = entry.paragraphs.iter().map(|part| part.text.len()).sum();
                let ends = entry
                    .paragraphs
                    .iter()
                    .all(|part| part.text.ends_with(['.', '?', ')']) || part.label == Some(Label::See));
                if unlabelled == 0
                    || entry.place.is_empty()
                    || entry.place.ends_with([',', '.'])
                    || characters > 1500
                    || !ends
                {
                    wrong.push(format!(
                        "{:?}: needs `where:`, a meaning, sentences, and less than a screen",
                        entry.names
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn no_entry_stands_twice() {
        let groups = all();
        for group in &groups {
            for (at, entry) in group.entries.iter().enumerate() {
                let twin =
                    group.entries[..at].iter().find(|other| other.names == entry.names && other.place == entry.place);
                assert!(twin.is_none(), "{:?} stands twice", entry.names);
            }
        }
    }

    /// What `see:` names in capitals or otherwise is a word that can be explained, a standard, a manual page or a file.
    #[test]
    fn references_lead_somewhere() {
        let groups = super::super::groups();
        let mut lost = Vec::new();
        for entry in groups.iter().flat_map(|group| &group.entries) {
            for reference in entry
                .paragraphs
                .iter()
                .filter(|part| part.label == Some(Label::See))
                .flat_map(|part| part.text.split(", "))
            {
                let is_outside = reference.starts_with("RFC ")
                    || reference.ends_with(')')
                    || reference.contains('/')
                    || reference.starts_with("sockeye ")
                    || reference.contains('.');
                if !is_outside && lookup::find(&groups, reference).is_empty() {
                    lost.push(format!("{:?} refers to {reference:?}", entry.names));
                }
            }
        }
        assert!(lost.is_empty(), "{}", lost.join("\n"));
    }
}
