//! Sockets that end: what `ss -E` shows of them, and what `ss -K` closes.
//!
//! Neither leaves the kernel as it was, so the runner of [`crate::differential`] cannot compare them: here original and
//! ours follow the same endings side by side, and close the same sockets, made anew for each.

mod close;
mod follow;
mod sockets;

use std::path::Path;

use anyhow::Result;

use crate::differential::{Output, Tool};
use crate::lab;

/// What original and ours printed for one argument list.
struct Comparison {
    words: &'static str,
    output: Output,
    original: Vec<u8>,
    ours: Vec<u8>,
}

/// Compares `ss -E` and `ss -K` with ours, writes what was found to standard output, and tells whether all was equal. To be
/// called in a lab.
///
/// # Errors
/// Nothing could be compared: a tool is missing, or sockets could not be made.
pub fn run(ours: &Path) -> Result<bool> {
    let original = Tool::original("ss")?;
    let ours = Tool::ours(ours, "ss", &Path::new(lab::PATHS).join("bin"))?;
    let mut comparisons = follow::compare(&original, &ours)?;
    comparisons.extend(close::compare(&original, &ours)?);
    let mismatches = comparisons.iter().filter(|comparison| !comparison.report()).count();
    println!("{} comparisons, {mismatches} mismatches", comparisons.len());
    Ok(mismatches == 0)
}

impl Comparison {
    /// Whether both are equal; if not, both are written down. Nothing at all is no output to compare.
    fn report(&self) -> bool {
        let is_equal = self.original == self.ours && !self.original.is_empty();
        if !is_equal {
            println!("MISMATCH {} ({})", self.words, self.output);
            for (name, text) in [("original", &self.original), ("ours", &self.ours)] {
                for line in text.split_inclusive(|&byte| byte == b'\n') {
                    println!("  {name:<8} |{}|", line.escape_ascii());
                }
            }
        }
        is_equal
    }
}
