//! `sockeye lsof` against the installed `lsof`, case by case (cases/lsof.txt, cases/lsof-usage.txt), in a lab.
//!
//! The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;
mod support;

#[test]
fn prints_what_the_original_prints() {
    compare(concat!(env!("CARGO_MANIFEST_DIR"), "/cases/lsof.txt"));
}

#[test]
fn refuses_what_the_original_refuses() {
    compare(concat!(env!("CARGO_MANIFEST_DIR"), "/cases/lsof-usage.txt"));
}

fn compare(cases: &str) {
    let sockeye = binary::sockeye();
    // Its output is the same everywhere: no width of a terminal changes it.
    let words = ["differential", "--tool", "lsof", "--pipe", "--cases", cases, "--ours"];
    let output = support::lab(&[&words[..], &[&sockeye.to_string_lossy()]].concat());
    assert!(output.status.success(), "{}", support::told(&output));
    println!("{}", support::told(&output));
}
