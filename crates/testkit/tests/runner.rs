//! The runner itself: it finds a difference of one octet, and none where there is none. "Ours" is the original here.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/ss.txt");

/// A stand-in for our binary: called as `sockeye ss …`, it does what `script` says.
fn stand_in(name: &str, script: &str) -> PathBuf {
    // Other packages' tests keep their files in the same place.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stand-ins");
    fs::create_dir_all(&folder).expect("make a folder for the scripts");
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\nshift\n{script}\n")).expect("write the script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("make the script executable");
    path
}

fn compare(ours: &Path, only: &str) -> std::process::Output {
    let ours = ours.to_string_lossy();
    support::lab(&["differential", "--tool", "ss", "--cases", CASES, "--only", only, "--ours", &ours])
}

#[test]
fn the_original_is_equal_to_itself() {
    // Cases that print no names: on a terminal, the original would not pass for safe.
    for only in ["-tani", "sport gt", "-tns", "nonsense"] {
        let output = compare(&stand_in("same", "exec ss \"$@\""), only);
        assert!(output.status.success(), "{only}: {}", support::told(&output));
    }
}

#[test]
fn one_octet_is_a_mismatch_and_is_shown() {
    let output = compare(&stand_in("altered", "ss \"$@\" | sed s/CLOSING/CLOSINK/"), "-tanoemi");
    let told = support::told(&output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    for part in ["MISMATCH -tanoemi (on a pipe", "  original |CLOSING ", "  ours     |CLOSINK ", "status 0"] {
        assert!(told.contains(part), "{part:?} is not in: {told}");
    }
}

#[test]
fn a_wrong_exit_status_is_a_mismatch() {
    let output = compare(&stand_in("failing", "ss \"$@\"; exit 3"), "-tanoemi");
    assert_eq!(output.status.code(), Some(1));
    assert!(support::told(&output).contains("the exit status differs"));
}

#[test]
fn words_on_standard_error_are_a_mismatch() {
    let output = compare(&stand_in("talking", "echo hello >&2; exec ss \"$@\""), "-tanoemi");
    assert_eq!(output.status.code(), Some(1));
    assert!(support::told(&output).contains("stderr: hello"));
}

#[test]
fn raw_names_on_a_terminal_are_a_mismatch() {
    let output = compare(&stand_in("raw", "exec ss \"$@\""), "-xanpem");
    assert_eq!(output.status.code(), Some(1));
    assert!(support::told(&output).contains("control characters reached the terminal"));
}

#[test]
fn a_missing_binary_is_told_and_no_success() {
    let output = compare(Path::new("/nowhere/sockeye"), "-tan");
    assert_eq!(output.status.code(), Some(2));
    assert!(support::told(&output).contains("does not exist, so nothing was compared"));
}
