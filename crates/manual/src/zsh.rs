//! The completion for zsh (zshcompsys(1)): a specification of `_arguments` for each command.

use crate::plan::{Command, CommandOption, Plan};
use sockeye::manual::Value;
use sockeye::manual::completion::{Completion, Set};
use std::fmt::Write;

/// The script.
pub(crate) fn script(plan: &Plan) -> String {
    let mut script = String::from(include_str!("zsh/head.zsh"));
    push_sets(&mut script, &plan.sets);
    push_operands(&mut script, &plan.sets);
    script.push_str("\n# The options and words of a command.\n_sockeye_command() {\n    case $1 in\n");
    for command in &plan.commands {
        push_command(&mut script, command);
    }
    script.push_str("    esac\n}\n");
    script.push_str(include_str!("zsh/tail.zsh"));
    script
}

fn push_sets(script: &mut String, sets: &[Set]) {
    script.push_str("\n# The words of a set, with what they mean.\n_sockeye_set() {\n    case $1 in\n");
    for set in sets {
        push(script, format_args!("    {})\n        candidates=(\n", set.name()));
        for candidate in set.words() {
            let word = candidate.word.replace(':', "\\:");
            let line = if candidate.about.is_empty() { word } else { format!("{word}:{}", candidate.about) };
            push(script, format_args!("            {}\n", quoted(&line)));
        }
        script.push_str("        )\n        ;;\n");
    }
    script.push_str("    esac\n}\n");
}

fn push_operands(script: &mut String, sets: &[Set]) {
    script.push_str("\n# What stands after a word of a set.\n_sockeye_operand() {\n    case $1:$2 in\n");
    for set in sets {
        for (words, operand) in set.operands() {
            let patterns: Vec<_> = words.iter().map(|word| format!("{}:{word}", set.name())).collect();
            push(script, format_args!("    {}) {} ;;\n", patterns.join("|"), action(operand)));
        }
    }
    script.push_str("    *) return 1 ;;\n    esac\n}\n");
}

fn push_command(script: &mut String, command: &Command) {
    push(script, format_args!("    {})\n        _arguments -s -S : \\\n", command.name));
    for option in &command.options {
        for name in &option.entry.names {
            push(script, format_args!("            {} \\\n", quoted(&specification(option, name))));
        }
    }
    let actions: Vec<_> = command.words.iter().copied().map(action).collect();
    let words = match actions.as_slice() {
        [] => "*:: :_message \"no more words\"".to_owned(),
        [one] => format!("*:word:{one}"),
        several => format!(
            "*:word:_alternative {}",
            several.iter().map(|action| format!("\"words:word:{action}\"")).collect::<Vec<_>>().join(" ")
        ),
    };
    push(script, format_args!("            {}\n        ;;\n", quoted(&words)));
}

/// An option as `_arguments` is told of it, under one of its names.
fn specification(option: &CommandOption, name: &str) -> String {
    let others = option.entry.names.join(" ");
    let help = escaped(&option.entry.help);
    let is_long = name.starts_with("--");
    let name = name.replace('?', "\\?");
    let message = |placeholder: &str| {
        let action = option.value.map_or_else(|| " ".to_owned(), action);
        format!("{}:{action}", escaped(placeholder))
    };
    match option.entry.value {
        Value::None => format!("({others}){name}[{help}]"),
        Value::Required(placeholder) if is_long => format!("({others}){name}=[{help}]:{}", message(placeholder)),
        Value::Required(placeholder) => format!("({others}){name}+[{help}]:{}", message(placeholder)),
        Value::Optional(placeholder) if is_long => format!("({others}){name}=-[{help}]::{}", message(placeholder)),
        Value::Optional(placeholder) => format!("({others}){name}-[{help}]::{}", message(placeholder)),
    }
}

/// What offers it. A blank before it keeps _arguments from putting options of its own between.
fn action(completion: Completion) -> String {
    match completion {
        Completion::File => "_files".into(),
        Completion::Directory => "_files -/".into(),
        Completion::Interface => "_sockeye_interfaces".into(),
        Completion::Namespace => "_sockeye_namespaces".into(),
        Completion::User => "_users".into(),
        Completion::Word(set) => format!(" _sockeye_words {}", set.name()),
        Completion::List(set) => format!(" _sockeye_list {}", set.name()),
    }
}

/// Text in which nothing ends a part of a specification.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for sign in text.chars() {
        if "[]:\\".contains(sign) {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    escaped
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

fn push(script: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = script.write_fmt(text);
}
