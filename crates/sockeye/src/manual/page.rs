//! What a page holds, and how options come into it from the tables by which command lines are read.

use crate::options::OptionRow;

/// What there is to tell of a command beside its name and the line that says what it is for.
#[derive(Debug)]
pub struct Page {
    /// What follows the command's name, one way of calling it each: `[OPTIONS] [FILTER]`. Words in capitals are
    /// placeholders; [`completion`](super::completion) knows which words may stand for them.
    pub forms: &'static [&'static str],
    /// Its options, in the order in which they are listed.
    pub options: Vec<Entry>,
    /// Its long text, in the form that [`text`](super::text) describes: `include_str!("manual.txt")`.
    pub text: &'static str,
}

/// An option as the reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Every way of writing it, with its dashes (or `+`), short ones first.
    pub names: Vec<String>,
    /// What its value stands for.
    pub value: Value,
    /// What it does.
    pub help: String,
}

/// Whether an option takes a value, and the placeholder for it: a word in capitals, or the words to choose from
/// (`table|json|ndjson`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// It takes none.
    None,
    /// It needs one.
    Required(&'static str),
    /// It may have one, attached to it.
    Optional(&'static str),
}

impl Entry {
    /// The options of a table, in its order.
    pub(crate) fn of_table<T>(table: &'static [OptionRow<T>]) -> Vec<Self> {
        table.iter().map(Self::of_row).collect()
    }

    /// The option of a row.
    pub(crate) fn of_row<T>(row: &OptionRow<T>) -> Self {
        let short = row.short.iter().map(|letter| format!("-{letter}"));
        let long = row.long.iter().map(|name| format!("--{name}"));
        Self {
            names: short.chain(long).collect(),
            value: row.value.map_or(Value::None, Value::Required),
            // Tables may break lines for the help of the tool itself.
            help: row.help.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }

    /// How it is written in help: all of its names, and the placeholder of its value.
    pub fn written(&self) -> String {
        let names = self.names.join(", ");
        let is_long = self.names.last().is_some_and(|name| name.starts_with("--"));
        match (self.value, is_long) {
            (Value::None, _) => names,
            (Value::Required(value), true) => format!("{names}={value}"),
            (Value::Required(value), false) => format!("{names} {value}"),
            (Value::Optional(value), true) => format!("{names}[={value}]"),
            (Value::Optional(value), false) => format!("{names}[{value}]"),
        }
    }
}
