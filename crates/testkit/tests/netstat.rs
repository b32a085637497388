//! `sockeye netstat` against the installed `netstat`, case by case (cases/netstat-*.txt), in a lab.
//!
//! Counters have a test of their own (netstat_statistics.rs), as they move while the lab runs.

#[path = "support/binary.rs"]
mod binary;
mod support;

#[test]
fn reads_command_lines_as_the_original_does() {
    compare(concat!(env!("CARGO_MANIFEST_DIR"), "/cases/netstat-usage.txt"));
}

#[test]
fn lists_the_sockets_that_the_original_lists() {
    compare(concat!(env!("CARGO_MANIFEST_DIR"), "/cases/netstat-sockets.txt"));
}

fn compare(cases: &str) {
    let sockeye = binary::sockeye();
    let sockeye = sockeye.to_string_lossy();
    let output = support::lab(&["differential", "--tool", "netstat", "--cases", cases, "--ours", &sockeye]);
    assert!(output.status.success(), "{}", support::told(&output));
    println!("{}", support::told(&output));
}
