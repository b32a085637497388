//! Owners: what `sockeye ss --owner` says of processes and containers that were made so that the answer is known.
//!
//! The original has no such option: here each answer is compared with what the test, or a real container runtime, knows for certain.

mod containers;
mod processes;
mod reasons;
mod reuse;

use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::checks::{self, Check};
use anyhow::{Context, Result, bail, ensure};

/// A program that needs no library, and so runs in a container without any.
const BUSYBOX: &str = "/bin/busybox";
/// How long something that was started may take to listen.
const PATIENCE: Duration = Duration::from_secs(20);

/// Compares over processes and containers, writes what was found to standard output, and tells whether all was as it should be. To be
/// called in a lab.
///
/// # Errors
/// None that would keep the other comparisons from being made: each is told as a mismatch.
pub fn run(ours: &Path) -> Result<bool> {
    let checks: &[(&str, Check)] = &[
        ("a process is told whole", processes::is_told_whole),
        ("a program that was deleted", processes::deleted_program),
        ("threads are one process", processes::threads),
        ("a container of runc", containers::runc),
        ("a container of crun", containers::crun),
        ("a container of podman", containers::podman),
        ("ends that no process has", reasons::of_states),
        ("a process in another PID namespace", reasons::other_pid_namespace),
        ("a reader without rights", reasons::without_rights),
        ("a number that is given to another", reuse::names_nobody_else),
    ];
    Ok(checks::make(checks, ours))
}

/// The rows that ours shows with `--owner` in one line each.
fn rows(ours: &Path, words: &[&str]) -> Result<Vec<String>> {
    rows_of(Command::new(ours).args(["ss", "-HO", "--owner"]).args(words))
}

/// The rows that this command shows.
fn rows_of(command: &mut Command) -> Result<Vec<String>> {
    let output = command.output().context("run ours")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout).context("it is no text")?.lines().map(str::to_owned).collect())
}

/// What ours says of the owner of the only listener on a port, in whatever network namespace: `owner:(…)` and what follows. Waits until
/// there is one.
fn owner_of_listener(ours: &Path, port: u16, words: &[&str]) -> Result<String> {
    let since = Instant::now();
    let filter = format!("sport = :{port}");
    let words: Vec<&str> = ["-tl", "--all-netns"].into_iter().chain(words.iter().copied()).chain([&*filter]).collect();
    loop {
        match rows(ours, &words)?.as_slice() {
            [row] => return Ok(row[row.find("owner:").with_context(|| format!("no owner in {row}"))?..].to_owned()),
            [] if since.elapsed() < PATIENCE => sleep(Duration::from_millis(20)),
            [] => bail!("nothing listens on port {port}"),
            many => bail!("several listeners on port {port}: {many:#?}"),
        }
    }
}

/// Fails unless the text has each of these.
fn ensure_says(text: &str, expected: &[&str]) -> Result<()> {
    for part in expected {
        ensure!(text.contains(part), "{part} is missing in {text}");
    }
    Ok(())
}

/// The inode of the network namespace that a process is in.
fn network_namespace(process: u32) -> Result<String> {
    let link = std::fs::read_link(format!("/proc/{process}/ns/net")).context("read the namespace of a process")?;
    Ok(link.to_string_lossy().trim_matches(|c: char| !c.is_ascii_digit()).to_owned())
}
