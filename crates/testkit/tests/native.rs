//! `sockeye`, `sockeye port` and `sockeye kill` over sockets that were made for them, in a lab.
//!
//! The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;
mod support;

#[test]
fn shows_and_closes_what_is_right() {
    let sockeye = binary::sockeye();
    let output = support::lab(&["native", "--ours", &sockeye.to_string_lossy()]);
    assert!(output.status.success(), "{}", support::told(&output));
    println!("{}", support::told(&output));
}
