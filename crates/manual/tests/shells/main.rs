//! bash, zsh and fish load their completions and complete what a person types. Each shell has a driver beside this file, which takes
//! the script and lines to complete, and prints for each what it offers: a line with `> ` and the typed text, then the candidates.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is typed before the Tab key, and a word that must be offered; behind a minus sign, one that must not.
const CASES: &[(&str, &[&str])] = &[
    ("sockeye sta", &["status"]),
    ("sockeye li", &["link", "-status"]),
    ("sockeye stat", &["status", "-netstat"]),
    ("sockeye ", &["status", "ss", "netstat", "lsof"]),
    ("sockeye status --c", &["--color"]),
    ("sockeye status --color ne", &["never"]),
    ("sockeye status --output=nd", &["ndjson"]),
    ("sockeye status -o js", &["json"]),
    ("sockeye list --co", &["--columns", "--color"]),
    ("sockeye list --columns loc", &["local", "local-port"]),
    ("sockeye list --columns=state,contai", &["state,container"]),
    ("sockeye list -c state,contai", &["state,container"]),
    ("sockeye kill --process --signal QU", &["QUIT"]),
    ("sockeye watch --by poll", &["polling"]),
    ("sockeye count --by stat", &["state"]),
    ("sockeye list liste", &["listening"]),
    ("sockeye list tcp and proc", &["process"]),
    ("sockeye list state close-w", &["close-wait"]),
    ("sockeye list state = close-w", &["close-wait"]),
    ("sockeye list user = roo", &["root"]),
    ("sockeye help col", &["columns"]),
    ("sockeye explain CLOSE-W", &["CLOSE-WAIT"]),
    ("sockeye help fil", &["filter"]),
    ("sockeye help ss", &["ss"]),
    ("sockeye ss --ext", &["--extended"]),
    ("sockeye ss -A unix_d", &["unix_dgram"]),
    ("sockeye ss -A tcp,unix_d", &["tcp,unix_dgram"]),
    ("sockeye ss state close-w", &["close-wait"]),
    ("sockeye ss state established autob", &["autobound"]),
    ("sockeye ss dev l", &["lo"]),
    ("sockeye lsof /etc/host", &["/etc/hosts"]),
    ("sockeye link /et", &["/etc"]),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shells")
}

/// Runs a shell's driver over every case and compares.
fn check(shell: &str, arguments: &[&str], driver: &str, script: &str) {
    let made = sockeye_manual::files();
    let (_, text) = made.iter().find(|(path, _)| path.ends_with(script)).expect("every shell has a script");
    let home = std::env::temp_dir().join(format!("sockeye-completion-{shell}-{}", std::process::id()));
    std::fs::create_dir_all(&home).expect("a folder can be made");
    let script = home.join(script);
    std::fs::write(&script, text).expect("a script can be written");
    let output = Command::new(shell)
        .args(arguments)
        .arg(folder().join(driver))
        .arg(&script)
        .args(CASES.iter().map(|(typed, _)| typed))
        .env("HOME", &home)
        .env("TERM", "dumb")
        .output()
        .unwrap_or_else(|error| panic!("{shell} is needed: {error}"));
    std::fs::remove_dir_all(&home).expect("the folder can be removed");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && complaints.is_empty(), "{shell}: {}\n{said}\n{complaints}", output.status);
    let offered = offers(&said);
    for (typed, expected) in CASES {
        let offered = offered.get(typed).unwrap_or_else(|| panic!("{shell} says nothing to \"{typed}\":\n{said}"));
        for word in *expected {
            match word.strip_prefix('-').filter(|word| !word.starts_with('-')) {
                Some(unwanted) => assert!(!offered.contains(&unwanted), "{shell}: \"{typed}\" offers {offered:?}"),
                None => assert!(has(offered, word), "{shell}: \"{typed}\" offers {offered:?}, not {word}"),
            }
        }
    }
}

/// Of a path, a shell may offer the last part alone.
fn has(offered: &[&str], word: &str) -> bool {
    offered.contains(&word) || word.rsplit_once('/').is_some_and(|(_, last)| offered.contains(&last))
}

fn offers(said: &str) -> HashMap<&str, Vec<&str>> {
    let mut offers: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut typed = "";
    for line in said.lines() {
        match line.strip_prefix("> ") {
            Some(next) => {
                typed = next;
                offers.entry(typed).or_default();
            }
            None => offers.entry(typed).or_default().push(line.trim_end()),
        }
    }
    offers
}

#[test]
fn bash_completes() {
    check("bash", &["--norc"], "drive.bash", "sockeye.bash");
}

#[test]
fn zsh_completes() {
    check("zsh", &["-f"], "drive.zsh", "_sockeye");
}

#[test]
fn fish_completes() {
    check("fish", &["--no-config"], "drive.fish", "sockeye.fish");
}
