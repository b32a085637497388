//! Asks whether to go on, where there is somebody to ask.

use super::super::shared::{Format, usage};
use crate::failure::Failure;
use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Write};

/// Whether somebody sees what would be closed, and can answer.
///
/// # Errors
/// Nobody does.
pub(super) fn can_be_asked(output: &File, format: Format) -> Result<(), Failure> {
    let is_seen = format == Format::Table && output.is_terminal() && io::stdin().is_terminal();
    if is_seen { Ok(()) } else { Err(usage("nobody can be asked here: --yes goes on without, --dry-run only shows")) }
}

/// Whether the answer to this question is yes. Anything else is no, and so is the end of the input.
///
/// # Errors
/// The terminal cannot be written to.
pub(super) fn given(question: &str) -> Result<bool, Failure> {
    let mut out = io::stdout();
    let asked = write!(out, "{question} [y/N] ").and_then(|()| out.flush());
    asked.map_err(|error| super::writing(&error))?;
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    if read.unwrap_or(0) == 0 {
        // The question's line has no end yet.
        let _ = writeln!(out);
    }
    Ok(is_yes(&answer))
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_yes_is_yes() {
        for answer in ["y\n", "Y\n", " yes \n", "YES"] {
            assert!(is_yes(answer), "{answer}");
        }
        for answer in ["", "\n", "n\n", "yess\n", "yy\n", "ja\n"] {
            assert!(!is_yes(answer), "{answer}");
        }
    }
}
