//! `cargo xtask test`: everything that must hold, in the order in which it fails fastest.

use crate::run::{Outcome, cargo};
use crate::tools;

pub(crate) fn everything() -> Outcome {
    tools::provide()?;
    cargo(["fmt", "--all", "--check"])?;
    cargo(["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])?;
    if !tools::am_root() {
        cargo(["test", "--workspace", "--exclude", "sockeye-testkit"])?;
        return Err("NOT RUN: the differential tests, which make network namespaces and so need root. \
                    Everything else passed; run as root to check all of it."
            .into());
    }
    // One release build serves the differential run and the timings that people look at.
    cargo(["build", "--release", "--package", "sockeye"])?;
    cargo(["test", "--workspace"])
}
