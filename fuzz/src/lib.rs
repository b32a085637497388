//! Fuzzing without a special toolchain: seeds, mutations, and targets that must not panic.
//!
//! A target takes any bytes. A run starts from seeds that reach deep (valid dumps, tables, filters), mutates them and keeps the
//! inputs that a target reports as new by the shape of its answer, so that later mutations start from there.

#![forbid(unsafe_code)]

mod filters;
mod mutate;
mod open_files;
mod proxies;
mod secured;
mod sessions;
pub mod targets;

use fastrand::Rng;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// Something that must cope with any input.
pub struct Target {
    /// Its name, for the report.
    pub name: &'static str,
    /// Valid inputs to start from.
    pub seeds: Vec<Vec<u8>>,
    /// Tries an input and tells the shape of what came out: inputs with a new shape are kept.
    pub try_input: fn(&[u8]) -> u64,
}

/// What a run found.
pub struct Report {
    /// Inputs tried.
    pub inputs: u64,
    /// Inputs kept because they did something new.
    pub kept: usize,
    /// The input that made the target panic, if any.
    pub panicked: Option<Vec<u8>>,
}

/// At most so many inputs are kept.
const MOST_KEPT: usize = 4096;

/// Tries a target with mutated input until the time is over or it panics. The same seed number repeats the same run as far as
/// time allows.
pub fn run(target: &Target, seed: u64, time: Duration) -> Report {
    let mut rng = Rng::with_seed(seed);
    let mut corpus = target.seeds.clone();
    let mut shapes: HashSet<u64> = HashSet::new();
    let mut inputs = 0;
    for input in &target.seeds {
        match attempt(target, input) {
            Some(shape) => shapes.insert(shape),
            None => return Report { inputs, kept: 0, panicked: Some(input.clone()) },
        };
    }
    let start = Instant::now();
    while start.elapsed() < time {
        for _ in 0..256 {
            let input = mutate::mutated(&corpus, &mut rng);
            inputs += 1;
            match attempt(target, &input) {
                Some(shape) if shapes.insert(shape) && corpus.len() < MOST_KEPT => corpus.push(input),
                Some(_) => {}
                None => return Report { inputs, kept: corpus.len(), panicked: Some(input) },
            }
        }
    }
    Report { inputs, kept: corpus.len() - target.seeds.len(), panicked: None }
}

fn attempt(target: &Target, input: &[u8]) -> Option<u64> {
    catch_unwind(AssertUnwindSafe(|| (target.try_input)(input))).ok()
}
