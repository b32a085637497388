//! `sockeye ss` against the installed `ss`, case by case (cases/ss.txt), in a lab.
//!
//! The binary is the one that `SOCKEYE_BIN` names, or else built here.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn prints_what_the_original_prints() {
    compare(concat!(env!("CARGO_MANIFEST_DIR"), "/cases/ss.txt"));
}

#[test]
#[ignore = "options outside the present scope; run with --ignored to see how far they are"]
fn prints_what_the_original_prints_with_every_other_option() {
    compare(concat!(env!("CARGO_MANIFEST_DIR"), "/cases/ss-beyond.txt"));
}

fn compare(cases: &str) {
    let sockeye = sockeye();
    let words = ["differential", "--tool", "ss", "--cases", cases, "--ours"];
    let output = support::lab(&[&words[..], &[&sockeye.to_string_lossy()]].concat());
    assert!(output.status.success(), "{}", support::told(&output));
    println!("{}", support::told(&output));
}

fn sockeye() -> PathBuf {
    if let Some(path) = std::env::var_os("SOCKEYE_BIN") {
        return path.into();
    }
    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    // Beside this test's own binaries, wherever cargo was told to put them.
    let folder = Path::new(env!("CARGO_BIN_EXE_lab")).parent().expect("a binary is in a folder");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "sockeye", "--profile", profile, "--target-dir"])
        .arg(folder.parent().expect("a profile's folder is in the target folder"))
        .status()
        .expect("run cargo");
    assert!(status.success(), "sockeye could not be built, so nothing was compared");
    folder.join("sockeye")
}
