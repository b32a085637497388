//! Are two tools equal in one case? Judged only over a state at rest.

use anyhow::Result;

use super::cases::Case;
use super::masks;
use super::rest::Rest;
use super::tool::{Outcome, Output, Tool};

/// How often a comparison is made again because the kernel's state moved.
const MOST_REPEATS: usize = 12;

/// So many times a difference must be seen before it counts: one alone may be a timer that fired in between.
const CONFIRMATIONS: usize = 2;

/// What came of a comparison.
#[derive(Debug)]
pub struct Verdict {
    /// Repeats that unrest made necessary.
    pub repeats: usize,
    /// How they differ; nothing when they are equal.
    pub difference: Option<Difference>,
}

/// Two outcomes that should be equal.
#[derive(Debug)]
pub struct Difference {
    /// Of the original.
    pub original: Outcome,
    /// Of ours, or of the original's second run when it does not agree with itself.
    pub ours: Outcome,
    /// What is wrong.
    pub kind: Kind,
}

/// What is wrong with two outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The original did not print the same twice in a row, [`MOST_REPEATS`] times.
    Unrest,
    /// Standard output differs.
    Stdout,
    /// The exit status differs.
    Status,
    /// One wrote to standard error and the other did not, though it should have.
    Stderr,
    /// A control character of a name came out on a terminal.
    Unsafe,
}

/// Runs original, ours, original, until there is an answer.
///
/// # Errors
/// A tool could not be run.
pub fn reach(original: &Tool, ours: &Tool, rest: Rest, case: &Case, output: Output) -> Result<Verdict> {
    let mut seen = 0;
    let mut repeats = 0;
    loop {
        // Waiting before every run would take minutes in all, and most outputs do not need it.
        let run = |tool: &Tool| {
            if seen + repeats > 0 {
                rest.wait()?;
            }
            tool.run(&case.arguments, output)
        };
        let (before, candidate, after) = (run(original)?, run(ours)?, run(original)?);
        let at_rest = agree(&before, &after, case.own_words) && before.status == after.status;
        if at_rest {
            let Some(kind) = difference(&before, &candidate, case.own_words) else {
                return Ok(Verdict { repeats, difference: None });
            };
            seen += 1;
            if seen == CONFIRMATIONS {
                let difference = Difference { original: before, ours: candidate, kind };
                return Ok(Verdict { repeats, difference: Some(difference) });
            }
        } else if repeats == MOST_REPEATS {
            let difference = Difference { original: before, ours: after, kind: Kind::Unrest };
            return Ok(Verdict { repeats, difference: Some(difference) });
        } else {
            repeats += 1;
        }
    }
}

/// Whether both wrote the same or, where each has words of its own, whether both wrote anything.
fn agree(one: &Outcome, other: &Outcome, own_words: bool) -> bool {
    match own_words {
        true => one.stdout.is_empty() == other.stdout.is_empty(),
        false => masks::first_difference(&one.stdout, &other.stdout).is_none(),
    }
}

fn difference(original: &Outcome, ours: &Outcome, own_words: bool) -> Option<Kind> {
    if !agree(original, ours, own_words) {
        Some(Kind::Stdout)
    } else if original.status != ours.status {
        Some(Kind::Status)
    } else if !stderr_agrees(original, ours) {
        Some(Kind::Stderr)
    } else {
        None
    }
}

/// Ours speaks where the original does. It may keep silent where the original succeeds and grumbles all the same.
fn stderr_agrees(original: &Outcome, ours: &Outcome) -> bool {
    let succeeded = original.status.success();
    original.stderr.is_empty() == ours.stderr.is_empty() || (succeeded && ours.stderr.is_empty())
}

/// Runs `ours` on a terminal over untrusted names: nothing but text, newlines and the tabs of the layout may come out.
///
/// # Errors
/// The tool could not be run.
pub fn is_safe(ours: &Tool, arguments: &[String], output: Output) -> Result<Verdict> {
    let outcome = ours.run(arguments, output)?;
    // NUL ends the fields of `lsof -F0`, and terminals pass over it.
    let layout = |character: char| matches!(character, '\n' | '\t' | '\0');
    let safe = std::str::from_utf8(&outcome.stdout)
        .is_ok_and(|text| !text.chars().any(|character| character.is_control() && !layout(character)));
    let difference = (!safe).then(|| Difference { original: outcome.clone(), ours: outcome, kind: Kind::Unsafe });
    Ok(Verdict { repeats: 0, difference })
}
