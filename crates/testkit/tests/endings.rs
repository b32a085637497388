//! `sockeye ss -E` and `-K` against the installed `ss`, over sockets that end, in a lab.
//!
//! The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;
mod support;

#[test]
fn follows_and_closes_what_the_original_follows_and_closes() {
    let sockeye = binary::sockeye();
    let output = support::lab(&["endings", "--ours", &sockeye.to_string_lossy()]);
    assert!(output.status.success(), "{}", support::told(&output));
    println!("{}", support::told(&output));
}
