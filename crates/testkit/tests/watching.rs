//! `sockeye watch` against what was done meanwhile, in a lab.
//!
//! The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;
mod support;

#[test]
fn sees_what_was_done() {
    let sockeye = binary::sockeye();
    let output = support::lab(&["watching", "--ours", &sockeye.to_string_lossy()]);
    assert!(output.status.success(), "{}", support::told(&output));
    println!("{}", support::told(&output));
}
