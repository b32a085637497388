//! `sockeye status` where rights and views are taken away: what is gone is said with its reason, and nothing else is. As a user
//! without rights only the first test says much; the others need root to take something away.

use serde_json::Value;
use std::collections::HashMap;
use std::process::Command;

/// Runs a command line at whose end `sockeye status` stands, and returns each finding by its name.
fn status(before: &[&str]) -> HashMap<String, Value> {
    let sockeye = env!("CARGO_BIN_EXE_sockeye");
    let words: Vec<&str> = before.iter().copied().chain([sockeye, "status", "-o", "ndjson"]).collect();
    let output = Command::new(words[0]).args(&words[1..]).output().expect("it runs");
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && complaints.is_empty(), "{words:?}: {}\n{complaints}", output.status);
    let lines = String::from_utf8(output.stdout).expect("JSON is text");
    let object = |line| serde_json::from_str::<Value>(line).expect("each line is an object");
    lines.lines().map(object).map(|finding| (text(&finding["name"]), finding)).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn answers(findings: &HashMap<String, Value>, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| text(&findings[*name]["answer"])).collect()
}

fn is_root() -> bool {
    sys::process::effective_user() == 0
}

#[test]
fn every_finding_has_an_answer_and_whatever_is_missing_a_reason() {
    let findings = status(&[]);
    assert!(findings.len() > 30, "{findings:?}");
    for (name, finding) in &findings {
        match finding["answer"].as_str() {
            Some("yes") => assert!(finding["reason"].is_null(), "{name}: {finding}"),
            Some("no" | "unknown") => assert!(!text(&finding["reason"]).is_empty(), "{name}: {finding}"),
            _ => panic!("{name}: {finding}"),
        }
        for command in finding["commands"].as_array().expect("commands are a list") {
            let command = text(command);
            let is_known = sockeye::manual::subjects().any(|subject| command.split(' ').next() == Some(subject.name));
            assert!(is_known, "{name} is said to serve {command}");
        }
    }
    // Whoever runs this test has processes of his own.
    assert_eq!(answers(&findings, &["/proc of our own", "Linux", "TCP sockets"]), ["yes", "yes", "yes"]);
}

#[test]
fn rights_that_are_taken_away_are_missed_with_what_they_open() {
    if !is_root() {
        return;
    }
    let findings = status(&["setpriv", "--bounding-set=-all", "--inh-caps=-all"]);
    let rights = ["CAP_NET_ADMIN", "CAP_SYS_PTRACE", "CAP_BPF", "owners by BPF", "events by BPF"];
    assert_eq!(answers(&findings, &rights), ["no"; 5]);
    assert_eq!(findings["CAP_NET_ADMIN"]["reason"], "taken away from this root");
    assert!(text(&findings["CAP_NET_ADMIN"]["remedy"]).contains("CAP_NET_ADMIN"));
    // What needs no right is there all the same.
    assert_eq!(answers(&findings, &["root", "TCP sockets", "UNIX sockets"]), ["yes"; 3]);
}

#[test]
fn in_another_user_namespace_rights_over_the_host_are_none() {
    if !is_root() {
        return;
    }
    let findings = status(&["unshare", "--user", "--map-root-user", "--net"]);
    let names = ["root", "CAP_NET_ADMIN", "first user namespace", "CAP_BPF", "owners by BPF"];
    assert_eq!(answers(&findings, &names), ["yes", "yes", "no", "no", "no"]);
}

#[test]
fn a_proc_that_hides_processes_is_told() {
    if !is_root() {
        return;
    }
    // A /proc of its own, in a mount namespace that nobody else sees.
    let mounting = "mount -t proc -o hidepid=invisible proc /proc && exec \"$0\" \"$@\"";
    let findings = status(&["unshare", "--mount", "sh", "-c", mounting]);
    assert_eq!(answers(&findings, &["all of /proc"]), ["no"]);
    assert!(text(&findings["all of /proc"]["reason"]).contains("hidepid=invisible"));

    // In another PID namespace with the /proc of the first one, there is none of our own.
    let findings = status(&["unshare", "--pid", "--fork"]);
    assert_eq!(answers(&findings, &["/proc of our own", "first PID namespace"]), ["no", "no"]);

    let findings = status(&["unshare", "--pid", "--fork", "--mount-proc"]);
    assert_eq!(answers(&findings, &["/proc of our own", "first PID namespace"]), ["yes", "no"]);
}
