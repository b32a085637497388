//! `sockeye ss` against the installed `ss`, case by case (cases/ss.txt), in a lab.
//!
//! The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;
mod support;

#[test]
fn prints_what_the_original_prints() {
    compare(concat!(env!("CARGO_MANIFEST_DIR"), "/cases/ss.txt"));
}

fn compare(cases: &str) {
    let sockeye = binary::sockeye();
    let words = ["differential", "--tool", "ss", "--cases", cases, "--ours"];
    let output = support::lab(&[&words[..], &[&sockeye.to_string_lossy()]].concat());
    assert!(output.status.success(), "{}", support::told(&output));
    println!("{}", support::told(&output));
}
