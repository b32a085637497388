//! A mismatch as text: the arguments, the first lines that differ with a marker under the first octet, both
//! statuses, both errors. Control characters are written as escapes, blanks at the end of a line made visible.

use std::fmt;

use super::cases::Case;
use super::masks;
use super::tool::{Outcome, Output};
use super::verdict::{Difference, Kind};

/// A case in which ours is not the original.
#[derive(Debug)]
pub struct Mismatch<'a> {
    /// The case.
    pub case: &'a Case,
    /// Where the output went.
    pub output: Output,
    /// How they differ.
    pub difference: &'a Difference,
}

/// Lines of standard error that a report repeats.
const ERROR_LINES: usize = 3;

impl Mismatch<'_> {
    /// The case, the output and what is wrong, on one line.
    pub fn headline(&self) -> String {
        let what = match self.difference.kind {
            Kind::Unrest => "the original does not agree with itself",
            Kind::Stdout => "standard output differs",
            Kind::Status => "the exit status differs",
            Kind::Stderr => "one wrote to standard error, the other did not",
            Kind::Unsafe => "control characters reached the terminal",
        };
        format!("MISMATCH {} ({}, line {}): {what}", self.case.text, self.output, self.case.line)
    }
}

impl fmt::Display for Mismatch<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { original, ours, .. } = self.difference;
        writeln!(formatter, "{}", self.headline())?;
        if let Some((number, first, second)) = first_difference(original, ours) {
            let same =
                masks::blot(first).iter().zip(&masks::blot(second)).take_while(|(one, other)| one == other).count();
            let before = visible(&first[..same]).chars().count();
            let (first, second) = (visible(first), visible(second));
            writeln!(formatter, "  line {number}")?;
            writeln!(formatter, "  original |{first}|")?;
            writeln!(formatter, "  ours     |{second}|")?;
            writeln!(formatter, "            {}^", " ".repeat(before))?;
        }
        for (name, outcome) in [("original", original), ("ours", ours)] {
            let lines = outcome.stdout.split(|&byte| byte == b'\n').count() - 1;
            writeln!(formatter, "  {name}: status {}, {lines} lines", outcome.code())?;
            for line in outcome.stderr.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).take(ERROR_LINES) {
                writeln!(formatter, "    stderr: {}", visible(line))?;
            }
        }
        Ok(())
    }
}

/// The first lines that differ, as they were printed; numbered from 1.
fn first_difference<'a>(original: &'a Outcome, ours: &'a Outcome) -> Option<(usize, &'a [u8], &'a [u8])> {
    let index = masks::first_difference(&original.stdout, &ours.stdout)?;
    let line = |outcome: &'a Outcome| outcome.stdout.split(|&byte| byte == b'\n').nth(index).unwrap_or(b"");
    Some((index + 1, line(original), line(ours)))
}

/// Bytes as printable text.
fn visible(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            if character.is_control() { text.extend(character.escape_default()) } else { text.push(character) }
        }
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02x}"));
        }
    }
    text
}
