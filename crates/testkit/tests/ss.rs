//! `sockeye ss` against the installed `ss`, case by case (cases/ss.txt), in a lab.
//!
//! The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;
mod support;

#[test]
fn prints_what_the_original_prints() {
    compare(concat!(env!("CARGO_MANIFEST_DIR"), "/cases/ss.txt"), &[]);
}

/// The lab's crowd is small enough for /proc to be quicker, so the other way is asked for.
#[test]
fn names_the_same_owners_by_bpf() {
    compare(concat!(env!("CARGO_MANIFEST_DIR"), "/cases/ss-owners.txt"), &["--variable", "SOCKEYE_OWNERS=bpf"]);
}

fn compare(cases: &str, more: &[&str]) {
    let sockeye = binary::sockeye();
    let sockeye = sockeye.to_string_lossy();
    let words = ["differential", "--tool", "ss", "--cases", cases, "--ours", &sockeye];
    let output = support::lab(&[&words[..], more].concat());
    assert!(output.status.success(), "{}", support::told(&output));
    println!("{}", support::told(&output));
}
