//! How `sockeye nc` reads its command line, against the installed nc.openbsd, case by case (cases/nc-usage.txt): each in a network
//! namespace of its own, with no input and no terminal.
//!
//! Needs root. The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;

use std::fs;
use std::io::Read;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const CASES: &str = include_str!("../cases/nc-usage.txt");
const ORIGINAL: &str = "/usr/bin/nc.openbsd";
/// How long a tool may run before it counts as one that goes on; and again, where they differ, as a busy host may have kept one waiting.
const PATIENCE: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(6)];
/// They mostly wait.
const AT_ONCE: usize = 8;
/// A namespace has its loopback interface down.
const START: &str = "ip link set lo up && exec \"$0\" \"$@\"";

/// What a tool did.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    /// `None`: it goes on.
    status: Option<i32>,
    out: String,
    err: String,
}

/// A line of the file.
struct Case {
    words: Vec<String>,
    /// By which the original does the same.
    words_of_original: Vec<String>,
    is_refused: bool,
}

fn cases() -> Vec<Case> {
    let lines = CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let split = |words: &str| match words {
        "\"\"" => Vec::new(),
        words => shell_words::split(words).expect("words as for a shell"),
    };
    let case = |line: &str| {
        let (is_refused, words) = line.strip_prefix("! ").map_or((false, line), |words| (true, words));
        let (ours, original) = words.split_once(" == ").unwrap_or((words, words));
        Case { words: split(ours), words_of_original: split(original), is_refused }
    };
    lines.map(case).collect()
}

/// Runs the tool in a folder of its own, in which it is called `nc`.
fn run(tool: &Path, words: &[String], folder: &Path, patience: Duration) -> Outcome {
    fs::create_dir_all(folder.join("work")).expect("make a folder");
    let name = folder.join("nc");
    symlink(tool, &name).expect("link the tool");
    // Each program of the chain becomes the next one, so that the child is the tool.
    let mut child = Command::new("setsid")
        .args(["unshare", "--net", "sh", "-c", START])
        .arg(&name)
        .args(words)
        .current_dir(folder.join("work"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("run setsid (util-linux)");
    let started = Instant::now();
    let status = loop {
        match child.try_wait().expect("wait for the tool") {
            Some(status) => break status.code(),
            None if started.elapsed() > patience => {
                child.kill().expect("end the tool");
                child.wait().expect("wait for the tool");
                break None;
            }
            None => thread::sleep(Duration::from_millis(5)),
        }
    };
    let mut outcome = Outcome { status, out: String::new(), err: String::new() };
    let (out, err) = (child.stdout.as_mut().expect("it is piped"), child.stderr.as_mut().expect("it is piped"));
    out.read_to_string(&mut outcome.out).expect("it prints text");
    err.read_to_string(&mut outcome.err).expect("it prints text");
    outcome
}

/// What is wrong with a case, if anything is.
fn difference(case: &Case, original: &Outcome, ours: &Outcome) -> Option<String> {
    let told =
        |why: &str| Some(format!("nc {}\n   {why}\n   {original:?}\n   {ours:?}", shell_words::join(&case.words)));
    let is_refusal = |outcome: &Outcome| outcome.status == Some(1) && outcome.out.is_empty() && !outcome.err.is_empty();
    match case.is_refused {
        true if !is_refusal(original) => told("the original does not refuse it"),
        true if !is_refusal(ours) => told("ours does not refuse it"),
        true if ours.err.lines().count() != 1 => told("ours does not say why in one line"),
        false if original != ours => told("they differ"),
        _ => None,
    }
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nc_usage");
    let _ = fs::remove_dir_all(&folder);
    folder
}

#[test]
fn the_command_line_is_read_as_the_original_reads_it() {
    let id = Command::new("id").arg("-u").output().expect("run id (coreutils)");
    assert_eq!(id.stdout, b"0\n", "network namespaces need root; nothing was tested");
    let (cases, folder, sockeye) = (cases(), folder(), binary::sockeye());
    assert!(cases.len() > 150, "only {} cases were found", cases.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut differences = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(case) = cases.get(number) else { return differences };
            let look = |patience: Duration| {
                let folder = |which| folder.join(format!("{number}{which}{}", patience.as_secs()));
                let original = run(Path::new(ORIGINAL), &case.words_of_original, &folder("o"), patience);
                difference(case, &original, &run(&sockeye, &case.words, &folder("s"), patience))
            };
            let [first, again] = PATIENCE;
            differences.extend(look(first).and_then(|_| look(again)));
        }
    };
    let differences: Vec<String> = thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no case panics")).collect()
    });
    assert!(differences.is_empty(), "{} of {}:\n{}", differences.len(), cases.len(), differences.join("\n"));
}
