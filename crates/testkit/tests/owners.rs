//! `sockeye ss --owner` against what is known of processes, and against what real container runtimes say of their containers, in a lab.
//!
//! The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;
mod support;

#[test]
fn owners_are_those_who_were_made() {
    let sockeye = binary::sockeye();
    let output = support::lab(&["owners", "--ours", &sockeye.to_string_lossy()]);
    assert!(output.status.success(), "{}", support::told(&output));
    println!("{}", support::told(&output));
}
