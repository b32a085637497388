//! What the tests that need a lab share.

use std::process::{Command, Output};

/// Runs `lab` with these words. Panics when not root: a test that could not run must not look as if it had passed.
pub(crate) fn lab(words: &[&str]) -> Output {
    let id = Command::new("id").arg("-u").output().expect("run id (coreutils)");
    assert_eq!(id.stdout, b"0\n", "the lab needs root; nothing was tested");
    Command::new(env!("CARGO_BIN_EXE_lab")).args(words).output().expect("run lab")
}

/// Both outputs as text, for a failed test to show.
pub(crate) fn told(output: &Output) -> String {
    format!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
