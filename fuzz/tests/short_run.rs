//! A short run of every target, so that the check of the project meets the fuzzer's assertions too.

use sockeye_fuzz::{run, targets};
use std::time::Duration;

#[test]
fn no_target_panics_on_its_seeds_and_their_first_mutations() {
    for target in targets::all() {
        let report = run(&target, 1, Duration::from_secs(2));
        assert!(report.inputs > 0, "{} tried nothing", target.name);
        assert_eq!(report.panicked, None, "{} panicked", target.name);
    }
}
