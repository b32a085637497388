//! Sessions of nc in a lab: ours with the original and with itself come to what the original comes to with itself, and carry every octet.
//!
//! The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;
mod support;

use support::{lab, told};

/// Octets of each transfer here; `lab nc transfer --octets 5G` carries more.
const OCTETS: &str = if cfg!(debug_assertions) { "8M" } else { "64M" };

#[test]
fn ours_does_in_pairs_what_the_original_does() {
    let output = lab(&["nc", "pairs", "--ours", &binary::sockeye().to_string_lossy()]);
    assert!(output.status.success(), "{}", told(&output));
    println!("{}", told(&output));
}

#[test]
fn every_octet_arrives() {
    let output = lab(&["nc", "transfer", "--octets", OCTETS, "--ours", &binary::sockeye().to_string_lossy()]);
    assert!(output.status.success(), "{}", told(&output));
    println!("{}", told(&output));
}

#[test]
fn what_is_measured_carries_all_octets() {
    let output =
        lab(&["nc", "speed", "--octets", "2M", "--rounds", "1", "--ours", &binary::sockeye().to_string_lossy()]);
    assert!(output.status.success(), "{}", told(&output));
}

#[test]
fn another_tool_is_told_apart() {
    let output = lab(&["nc", "pairs", "--ours", "/usr/bin/nc.traditional", "--only", "a name, IPv4 alone"]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(told(&output).contains("MISMATCH what -v tells: a name, IPv4 alone (ours connects)"), "{}", told(&output));
}

#[test]
fn a_tool_that_loses_octets_is_told_apart() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let loses = folder.join("nc-that-loses");
    // What a listener receives passes something that drops one octet, far from the start.
    let script = "#!/bin/bash\nset -o pipefail\nexec -a nc nc.openbsd \"$@\" > >(sed -z '1000s/.//')\n";
    std::fs::write(&loses, script).expect("write a script");
    std::fs::set_permissions(&loses, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("make it run");
    let output = lab(&["nc", "transfer", "--octets", "1M", "--ours", &loses.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(told(&output).contains("is another one"), "{}", told(&output));
}
