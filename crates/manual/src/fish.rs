//! The completion for fish (complete in fish(1)).
//!
//! Options with a plus sign, as lsof has them, are nothing that fish knows; they are left out.

use crate::plan::{Command, CommandOption, Plan};
use sockeye::manual::Value;
use sockeye::manual::completion::{Completion, Set};
use std::fmt::Write;

/// The script.
pub(crate) fn script(plan: &Plan) -> String {
    let mut script = String::from(include_str!("fish/head.fish"));
    push_sets(&mut script, &plan.sets);
    push_operands(&mut script, &plan.sets);
    script.push_str(include_str!("fish/tail.fish"));
    for command in &plan.commands {
        push_command(&mut script, command);
    }
    script
}

fn push_sets(script: &mut String, sets: &[Set]) {
    script.push_str("\n# The words of a set, with what they mean.\nfunction __sockeye_set\n    switch $argv[1]\n");
    for set in sets {
        push(script, format_args!("        case {}\n            printf '%s\\t%s\\n'", set.name()));
        for candidate in set.words() {
            push(script, format_args!(" \\\n                {} {}", quoted(candidate.word), quoted(candidate.about)));
        }
        script.push('\n');
    }
    script.push_str("    end\nend\n");
}

fn push_operands(script: &mut String, sets: &[Set]) {
    script
        .push_str("\n# What stands after a word of a set.\nfunction __sockeye_operand\n    switch $argv[1]:$argv[2]\n");
    for set in sets {
        for (words, operand) in set.operands() {
            let patterns: Vec<_> = words.iter().map(|word| format!("{}:{word}", set.name())).collect();
            push(script, format_args!("        case {}\n            {}\n", patterns.join(" "), action(operand)));
        }
    }
    script.push_str("        case '*'\n            return 1\n    end\nend\n");
}

fn push_command(script: &mut String, command: &Command) {
    script.push('\n');
    for option in &command.options {
        push_option(script, command.name, option);
    }
    for completion in &command.words {
        push(
            script,
            format_args!("complete -c sockeye -n '__sockeye_is {}' -a '({})'\n", command.name, action(*completion)),
        );
    }
}

fn push_option(script: &mut String, command: &str, option: &CommandOption) {
    let mut names = String::new();
    for name in &option.entry.names {
        if let Some(long) = name.strip_prefix("--") {
            push(&mut names, format_args!(" -l {long}"));
        } else if let Some(short) = name.strip_prefix('-') {
            push(&mut names, format_args!(" -s {}", quoted(short)));
        }
    }
    if names.is_empty() {
        return;
    }
    let value = match (option.entry.value, option.value) {
        (Value::None, _) => String::new(),
        // fish would take the word after it.
        (Value::Optional(_), _) => String::new(),
        (Value::Required(_), None) => " -x".into(),
        (Value::Required(_), Some(completion)) => format!(" -x -a '({})'", action(completion)),
    };
    let help = quoted(&option.entry.help);
    push(script, format_args!("complete -c sockeye -n '__sockeye_is {command}'{names} -d {help}{value}\n"));
}

/// What prints it.
fn action(completion: Completion) -> String {
    match completion {
        Completion::File => "__fish_complete_path (commandline -ct)".into(),
        Completion::Directory => "__fish_complete_directories (commandline -ct)".into(),
        Completion::Interface => "command ls /sys/class/net".into(),
        Completion::Namespace => "command ls /run/netns 2>/dev/null".into(),
        Completion::User => "__fish_complete_users".into(),
        Completion::Word(set) => format!("__sockeye_words {}", set.name()),
        Completion::List(set) => format!("__fish_complete_list , \"__sockeye_set {}\"", set.name()),
    }
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\\', "\\\\").replace('\'', "\\'"))
}

fn push(script: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = script.write_fmt(text);
}
