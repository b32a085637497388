//! `cargo xtask fuzz`: every decoder and parser against mutated input, for a bounded time.

use crate::run::{Outcome, cargo};

pub(crate) fn run(seconds: &str) -> Outcome {
    let seconds: u32 = seconds.parse().map_err(|_| format!("fuzz: \"{seconds}\" is not a number of seconds"))?;
    cargo(["run", "--release", "--package", "sockeye-fuzz", "--", &seconds.to_string()])
}
