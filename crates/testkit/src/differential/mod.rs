//! Runs the original tool and ours over the same kernel state and compares what they print, byte by byte.
//!
//! A case is an argument list ([`cases`]). Each is run on a pipe and on terminals of several widths ([`Output`]),
//! each time as original, ours, original ([`tool`]): only where the original agrees with itself was the kernel's
//! state at rest, and only then ours is judged ([`verdict`]). What moves in a state at rest (clocks, mostly) is
//! blotted out by name ([`masks`]).

pub mod cases;
pub mod masks;
pub mod report;
pub mod rest;
pub mod tool;
pub mod verdict;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, ensure};

use crate::crowd::Crowd;
use crate::crowd::cast::Part;
use crate::crowd::scene;
use crate::lab;
use cases::Case;
use report::Mismatch;
use rest::Rest;
pub use tool::{Output, Tool};

/// Every output that cases are run on: a pipe, as scripts do, and terminals from narrow to wide, as people do.
pub const OUTPUTS: [Output; 5] =
    [Output::Pipe, Output::Terminal(40), Output::Terminal(80), Output::Terminal(120), Output::Terminal(200)];

/// What to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The original's name, and our applet's.
    pub tool: String,
    /// The case file.
    pub cases: PathBuf,
    /// Our binary.
    pub ours: PathBuf,
    /// Only cases whose line contains this.
    pub only: Option<String>,
    /// Only on a pipe.
    pub pipe_only: bool,
    /// What the environment says to ours alone.
    pub variable: Option<(String, String)>,
}

/// Compares over the whole scene, writes what was found to standard output, and tells whether all was equal.
///
/// First over the scene without untrusted names, on every output; then with them, on a pipe; and then ours on a
/// terminal, where no control character may come through. To be called in a lab.
///
/// # Errors
/// Nothing could be compared: a tool or the case file is missing, the crowd could not be made.
pub fn run(comparison: &Comparison) -> Result<bool> {
    let start = Instant::now();
    let original = Tool::original(&comparison.tool)?;
    let ours = Tool::ours(&comparison.ours, &comparison.tool, &Path::new(lab::PATHS).join("bin"))?;
    let ours = ours.told(comparison.variable.clone());
    let mut cases = cases::read(&comparison.cases)?;
    if let Some(text) = &comparison.only {
        cases.retain(|case| case.text.contains(text));
    }
    ensure!(!cases.is_empty(), "there are no cases to run");
    let outputs = if comparison.pipe_only { &OUTPUTS[..1] } else { &OUTPUTS[..] };

    let mut tally = Tally::default();
    let mut crowd = Crowd::default();
    scene::raise(&mut crowd, Part::Main)?;
    scene::raise(&mut crowd, if comparison.tool == "lsof" { Part::Files } else { Part::Misread })?;
    compare(&original, &ours, &cases, outputs, &mut tally)?;
    scene::raise(&mut crowd, Part::Untrusted)?;
    compare(&original, &ours, &cases, &[Output::Pipe], &mut tally)?;
    for case in &cases {
        tally.add(case, Output::Terminal(80), verdict::is_safe(&ours, &case.arguments, Output::Terminal(80))?)?;
    }

    let (comparisons, mismatches, repeats) = (tally.comparisons, tally.mismatches, tally.repeats);
    println!(
        "{} cases, {comparisons} comparisons, {mismatches} mismatches ({repeats} repeated for unrest) in {:.1} s",
        cases.len(),
        start.elapsed().as_secs_f64()
    );
    Ok(mismatches == 0)
}

/// What the comparisons came to so far.
#[derive(Default)]
struct Tally {
    comparisons: usize,
    repeats: usize,
    mismatches: usize,
    /// Line of the case that was reported last.
    reported: Option<usize>,
}

impl Tally {
    /// Counts a verdict and writes it down when it is a mismatch.
    fn add(&mut self, case: &Case, output: Output, verdict: verdict::Verdict) -> Result<()> {
        self.comparisons += 1;
        self.repeats += verdict.repeats;
        if let Some(difference) = verdict.difference {
            self.mismatches += 1;
            let mismatch = Mismatch { case, output, difference: &difference };
            let mut stdout = std::io::stdout();
            // One difference of a case tells most: for the others it is enough to know that they are there.
            if self.reported.replace(case.line) == Some(case.line) {
                writeln!(stdout, "{}", mismatch.headline())?;
            } else {
                write!(stdout, "{mismatch}")?;
            }
        }
        Ok(())
    }
}

fn compare(original: &Tool, ours: &Tool, cases: &[Case], outputs: &[Output], tally: &mut Tally) -> Result<()> {
    let rest = Rest::observe()?;
    for case in cases {
        for &output in outputs {
            tally.add(case, output, verdict::reach(original, ours, rest, case, output)?)?;
        }
    }
    Ok(())
}
