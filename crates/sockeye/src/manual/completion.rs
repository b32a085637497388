//! Which words may stand where: for the shells, by the placeholders of options and of the words that follow a command.

use super::subjects;

/// What may stand for a placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completion {
    /// Anything: there is nothing to offer.
    Anything,
    /// A file.
    File,
    /// A directory.
    Directory,
    /// The name of an interface.
    Interface,
    /// One of these words.
    Word(Vec<&'static str>),
}

/// What may stand for a placeholder: `FILE`, `COMMAND`, `table|json`. Small letters between bars are the words themselves.
pub fn of_placeholder(placeholder: &'static str) -> Completion {
    match placeholder {
        "FILE" | "PATH" => Completion::File,
        "DIR" | "DIRECTORY" => Completion::Directory,
        "INTERFACE" => Completion::Interface,
        "COMMAND" | "TOOL" => Completion::Word(subjects().map(|subject| subject.name).collect()),
        words if words.contains('|') && !words.contains(char::is_uppercase) => {
            Completion::Word(words.split('|').collect())
        }
        _ => Completion::Anything,
    }
}
