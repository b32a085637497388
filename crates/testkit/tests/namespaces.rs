//! `sockeye ss --all-netns` and `-N` against the installed `ss` run in each of many network namespaces, in a lab.
//!
//! The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;
mod support;

#[test]
fn every_namespace_shows_what_the_original_shows_in_it() {
    let sockeye = binary::sockeye();
    let output = support::lab(&["namespaces", "--ours", &sockeye.to_string_lossy()]);
    assert!(output.status.success(), "{}", support::told(&output));
    println!("{}", support::told(&output));
}
