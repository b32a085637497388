//! The examples as they stand in `texts/*.txt`, one file for each tool or command.
//!
//! `= Question` begins a part. Lines at the margin say what the command lines below them do; those have four blanks before
//! them. Lines that begin with `#` are for whoever edits the file; those that begin with `?` say to the test (`testkit`) what to
//! expect of the command line above: `? may find nothing`, `? goes on`.

/// A line of a file, as it is to be shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// What somebody wants to know.
    Question(&'static str),
    /// What the next command lines do.
    About(&'static str),
    /// A command line.
    Command(&'static str),
}

/// Tools and commands with their examples, in the order in which they are listed.
pub(super) const TEXTS: &[(&str, &str)] = &[
    ("overview", include_str!("texts/overview.txt")),
    ("list", include_str!("texts/list.txt")),
    ("port", include_str!("texts/port.txt")),
    ("count", include_str!("texts/count.txt")),
    ("watch", include_str!("texts/watch.txt")),
    ("kill", include_str!("texts/kill.txt")),
    ("ss", include_str!("texts/ss.txt")),
    ("netstat", include_str!("texts/netstat.txt")),
    ("lsof", include_str!("texts/lsof.txt")),
    ("nc", include_str!("texts/nc.txt")),
    ("service", include_str!("texts/service.txt")),
    ("explain", include_str!("texts/explain.txt")),
    ("status", include_str!("texts/status.txt")),
    ("link", include_str!("texts/link.txt")),
];

/// The lines of a file.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = Line> {
    text.lines().filter_map(|line| {
        if let Some(question) = line.strip_prefix("= ") {
            return Some(Line::Question(question));
        }
        if let Some(command) = line.strip_prefix("    ").filter(|command| !command.starts_with('?')) {
            return Some(Line::Command(command));
        }
        (!line.is_empty() && !line.starts_with(['#', ' '])).then_some(Line::About(line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manual;

    #[test]
    fn a_file_is_read_as_it_is_described() {
        let text = "# for editors\n\n= Who\nThis:\n    sockeye ss\n    ? goes on\nThat.\n    sockeye ss -a\n";
        assert_eq!(
            lines(text).collect::<Vec<_>>(),
            [
                Line::Question("Who"),
                Line::About("This:"),
                Line::Command("sockeye ss"),
                Line::About("That."),
                Line::Command("sockeye ss -a"),
            ]
        );
    }

    #[test]
    fn every_command_has_examples() {
        // These two are told by their own help.
        let told = ["help", "examples"];
        for subject in manual::subjects().filter(|subject| !told.contains(&subject.name)) {
            assert!(TEXTS.iter().any(|(name, _)| *name == subject.name), "{}: no examples", subject.name);
        }
    }

    #[test]
    fn every_text_is_well_formed() {
        for (name, text) in TEXTS {
            assert!(manual::subjects().any(|subject| subject.name == *name), "{name} is no command");
            let lines: Vec<Line> = lines(text).collect();
            assert!(matches!(lines.first(), Some(Line::Question(_))), "{name}: which question comes first?");
            for pair in lines.windows(2) {
                let is_answered = match pair {
                    [Line::Question(_), next] => matches!(next, Line::About(_)),
                    [Line::About(_), next] => matches!(next, Line::Command(_)),
                    _ => true,
                };
                assert!(is_answered, "{name}: {pair:?}");
            }
            assert!(matches!(lines.last(), Some(Line::Command(_))), "{name}: ends without a command line");
            for line in &lines {
                if let Line::Command(command) = line {
                    assert!(command.contains(&format!("sockeye {name}")) || *command == "sockeye", "{name}: {command}");
                    assert!(command.len() < 120 && command.is_ascii(), "{name}: {command}");
                }
            }
        }
    }
}
