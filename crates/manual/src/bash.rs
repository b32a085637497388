//! The completion for bash (bash(1), "Programmable Completion").
//!
//! What is fixed stands in `bash/`; between its two parts come three tables as functions: the words of each set, what may stand
//! after some of them, and the options of each command.

use crate::plan::{Command, Plan};
use sockeye::manual::Value;
use sockeye::manual::completion::{Completion, Set};
use std::fmt::Write;

/// The script.
pub(crate) fn script(plan: &Plan) -> String {
    let mut script = String::from(include_str!("bash/head.bash"));
    push_sets(&mut script, &plan.sets);
    push_operands(&mut script, &plan.sets);
    push_commands(&mut script, &plan.commands);
    push_values(&mut script, &plan.commands);
    script.push_str(include_str!("bash/tail.bash"));
    script
}

fn push_sets(script: &mut String, sets: &[Set]) {
    script.push_str("\n# The words of a set.\n_sockeye_set() {\n    case $1 in\n");
    for set in sets {
        let words: Vec<_> = set.words().into_iter().map(|candidate| quoted(candidate.word)).collect();
        push(script, format_args!("    {}) set_words=({}) ;;\n", set.name(), words.join(" ")));
    }
    script.push_str("    esac\n}\n");
}

fn push_operands(script: &mut String, sets: &[Set]) {
    script.push_str("\n# What stands after a word of a set.\n_sockeye_operand() {\n    case $1:$2 in\n");
    for set in sets {
        for (words, operand) in set.operands() {
            let patterns: Vec<_> = words.iter().map(|word| format!("{}:{word}", set.name())).collect();
            push(script, format_args!("    {}) kinds=({}) ;;\n", patterns.join("|"), kind(operand)));
        }
    }
    script.push_str("    *) return 1 ;;\n    esac\n}\n");
}

fn push_commands(script: &mut String, commands: &[Command]) {
    script.push_str("\n# The options of a command, and what its words are.\n_sockeye_command() {\n    case $1 in\n");
    for command in commands {
        let names = command.options.iter().flat_map(|option| &option.entry.names);
        let options: Vec<_> = names.map(|name| quoted(name)).collect();
        let kinds: Vec<_> = command.words.iter().copied().map(kind).collect();
        push(
            script,
            format_args!(
                "    {})\n        options=({})\n        kinds=({})\n        ;;\n",
                command.name,
                options.join(" "),
                kinds.join(" ")
            ),
        );
    }
    script.push_str("    esac\n}\n");
}

fn push_values(script: &mut String, commands: &[Command]) {
    script.push_str(
        "\n# What the value of an option is, where it is a word of its own.\n_sockeye_value() {\n    case $1:$2 in\n",
    );
    for command in commands {
        for option in command.options.iter().filter(|option| matches!(option.entry.value, Value::Required(_))) {
            let patterns: Vec<_> =
                option.entry.names.iter().map(|name| quoted(&format!("{}:{name}", command.name))).collect();
            let kind = option.value.map_or_else(|| "anything".to_owned(), kind);
            push(script, format_args!("    {}) kinds=({kind}) ;;\n", patterns.join(" | ")));
        }
    }
    script.push_str("    *) return 1 ;;\n    esac\n}\n");
}

/// How `_sockeye_offer` is told of it.
fn kind(completion: Completion) -> String {
    match completion {
        Completion::File => "file".into(),
        Completion::Directory => "directory".into(),
        Completion::Interface => "interface".into(),
        Completion::Namespace => "namespace".into(),
        Completion::User => "user".into(),
        Completion::Word(set) => format!("word:{}", set.name()),
        Completion::List(set) => format!("list:{}", set.name()),
    }
}

/// A word that no shell takes apart.
fn quoted(word: &str) -> String {
    let is_plain = word.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-_+./:".contains(&octet));
    if is_plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

fn push(script: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = script.write_fmt(text);
}
