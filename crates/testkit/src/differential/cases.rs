//! Case files: one argument list a line, in words as a shell would split them; `#` begins a comment line, and `~ ` a line
//! whose answer ours words afresh (help, version).

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// One argument list to run both tools with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Line number in the file, from 1.
    pub line: usize,
    /// The line as written.
    pub text: String,
    /// Its words, after the tool's name.
    pub arguments: Vec<String>,
    /// Whether ours answers in words of its own: then only the exit status is compared, and that both write to standard output
    /// or neither does.
    pub own_words: bool,
}

/// Reads a case file.
///
/// # Errors
/// The file cannot be read, or a line has an open quote.
pub fn read(path: &Path) -> Result<Vec<Case>> {
    let text = fs::read_to_string(path).with_context(|| format!("read the cases in {}", path.display()))?;
    parse(&text).with_context(|| format!("in {}", path.display()))
}

/// Parses the text of a case file. A line `""` alone is the case without arguments.
///
/// # Errors
/// A line has an open quote.
pub fn parse(text: &str) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (own_words, line) = line.strip_prefix(OWN_WORDS).map_or((false, line), |rest| (true, rest));
        let mut arguments = shell_words::split(line).with_context(|| format!("line {}: {line}", index + 1))?;
        if line == NO_ARGUMENTS {
            arguments.clear();
        }
        cases.push(Case { line: index + 1, text: line.to_owned(), arguments, own_words });
    }
    Ok(cases)
}

/// Begins a line whose answer ours words afresh.
const OWN_WORDS: &str = "~ ";

/// Stands for the empty argument list, as an empty line would not be seen.
const NO_ARGUMENTS: &str = "\"\"";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_as_a_shell_does() {
        let cases = parse("# a comment\n\n-t state established '( dport = :443 )'\n").unwrap();
        assert_eq!(cases.len(), 1);
        assert_eq!(cases[0].line, 3);
        assert_eq!(cases[0].arguments, ["-t", "state", "established", "( dport = :443 )"]);
    }

    #[test]
    fn two_quotes_are_the_case_without_arguments() {
        assert_eq!(parse("\"\"").unwrap()[0].arguments, Vec::<String>::new());
        assert_eq!(parse("-t ''").unwrap()[0].arguments, ["-t", ""]);
    }

    #[test]
    fn a_tilde_marks_answers_in_own_words() {
        let cases = parse("~ -h\n-t\n").unwrap();
        assert_eq!((cases[0].own_words, &cases[0].arguments[..]), (true, &["-h".to_owned()][..]));
        assert!(!cases[1].own_words);
    }

    #[test]
    fn an_open_quote_is_told_with_its_line() {
        let error = format!("{:#}", parse("-t\n'open").unwrap_err());
        assert!(error.contains("line 2"), "{error}");
    }
}
