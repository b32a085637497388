//! What a shell must know to complete a command line, the same for every shell.

use sockeye::manual::completion::{Completion, Set};
use sockeye::manual::{Entry, Subject, Value, subjects};

/// Everything.
pub(crate) struct Plan {
    /// Commands and tools.
    pub(crate) commands: Vec<Command>,
    /// The sets of words of which their completions speak, each once.
    pub(crate) sets: Vec<Set>,
}

/// A command, or a tool.
pub(crate) struct Command {
    pub(crate) name: &'static str,
    pub(crate) options: Vec<CommandOption>,
    /// What may stand for the words that follow it.
    pub(crate) words: Vec<Completion>,
}

/// An option of a command.
pub(crate) struct CommandOption {
    pub(crate) entry: Entry,
    /// What may stand for its value.
    pub(crate) value: Option<Completion>,
}

impl Plan {
    /// That of the program as it is.
    pub(crate) fn of_program() -> Self {
        let commands: Vec<_> = subjects().map(|subject| Command::of(&subject)).collect();
        let mut sets: Vec<Set> = vec![Set::Commands];
        for completion in commands.iter().flat_map(Command::completions) {
            note(&mut sets, completion);
        }
        Self { commands, sets }
    }
}

/// Adds the set of which a completion speaks, and those of which its operands do.
fn note(sets: &mut Vec<Set>, completion: Completion) {
    if let Completion::Word(set) | Completion::List(set) = completion
        && !sets.contains(&set)
    {
        sets.push(set);
        for (_, operand) in set.operands() {
            note(sets, operand);
        }
    }
}

impl Command {
    fn of(subject: &Subject) -> Self {
        let page = subject.page();
        let option = |entry: Entry| {
            let value = match entry.value {
                Value::None => None,
                Value::Required(placeholder) | Value::Optional(placeholder) => {
                    Completion::of_value(subject, placeholder)
                }
            };
            CommandOption { entry, value }
        };
        Self {
            name: subject.name,
            options: page.options.into_iter().map(option).collect(),
            words: Completion::of_words(subject),
        }
    }

    fn completions(&self) -> impl Iterator<Item = Completion> {
        self.options.iter().filter_map(|option| option.value).chain(self.words.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_operands_are_there_too() {
        let plan = Plan::of_program();
        assert!(plan.sets.contains(&Set::SsFilter) && plan.sets.contains(&Set::SsStates));
    }
}
