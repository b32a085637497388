//! The crowds hold what they promise, as the original `ss` sees it.

mod support;

/// Lines that `ss` prints over a crowd.
fn ss(crowd: &[&str], words: &[&str]) -> Vec<String> {
    let output = support::lab(&[&["crowd"], crowd, &["--", "ss"], words].concat());
    assert!(output.status.success(), "{}", support::told(&output));
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn the_scene_has_every_tcp_state() {
    let lines = ss(&["scene"], &["-Htan"]);
    for state in [
        "LISTEN",
        "ESTAB",
        "SYN-SENT",
        "SYN-RECV",
        "FIN-WAIT-1",
        "FIN-WAIT-2",
        "CLOSE-WAIT",
        "LAST-ACK",
        "CLOSING",
        "TIME-WAIT",
    ] {
        assert!(lines.iter().any(|line| line.starts_with(state)), "no {state} in {lines:#?}");
    }
}

#[test]
fn an_empty_crowd_has_no_sockets() {
    assert!(ss(&["empty"], &["-Htuwx0an"]).is_empty());
}

#[test]
fn a_mass_has_as_many_sockets_as_asked_for() {
    let mass = ["tcp", "--count", "2000", "--processes", "3"];
    let lines = ss(&mass, &["-Htn", "state", "established"]);
    assert_eq!(lines.len(), 2000);
    assert_eq!(lines.iter().filter(|line| line.contains("[::1]")).count(), 180);
}

#[test]
fn a_mass_of_descriptors_has_few_sockets_and_their_owners() {
    let lines = ss(&["descriptors", "--count", "1000", "--processes", "4"], &["-Huanp"]);
    assert_eq!(lines.len(), 52);
    assert!(lines.iter().all(|line| line.contains("keeper-")), "{lines:#?}");
}
