//! `cargo xtask test`: everything that must hold, in the order in which it fails fastest.

use crate::run::{Outcome, cargo};
use crate::{bpf, tools};

pub(crate) fn everything() -> Outcome {
    tools::provide()?;
    cargo(["fmt", "--all", "--check"])?;
    cargo(["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])?;
    cargo(["test", "--package", "xtask"])?;
    bpf::check()?;
    if !tools::am_root() {
        cargo(["test", "--workspace", "--exclude", "xtask", "--exclude", "sockeye-testkit"])?;
        return Err("NOT RUN: the differential tests, which make network namespaces and so need root. \
                    Everything else passed; run as root to check all of it."
            .into());
    }
    cargo(["test", "--workspace", "--exclude", "xtask", "--exclude", "sockeye-testkit"])?;
    // The lab takes longest, so it comes last; what people run is the release build, so that is what it compares. Labs run one
    // after the other: the kernel counts some things over all namespaces.
    cargo(["test", "--release", "--package", "sockeye-testkit", "--", "--test-threads=1"])
}
