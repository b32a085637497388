//! Numbers of processes that are given to others while ours looks.
//!
//! Process after process with one and the same number comes and goes: by turns one that listens, and one that runs another program
//! and does not. A crowd of idle processes makes ours take a while between seeing who listens and asking who that is. However the
//! listings fall, the other program must never be named.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::{BUSYBOX, rows_of};
use crate::lab::{PATHS, Process};

const PORT: &str = "7301";
/// A number that nobody else in the lab comes to.
const NUMBER: u32 = 20_000;
/// How many idle processes there are.
const IDLE: u32 = 400;
/// How owners are found, by turns.
const WAYS: [&str; 2] = ["proc", "bpf"];
/// How many processes have the number while is listed.
const HOLDERS: usize = 24;
/// How long that may take: the number may be lost to another process now and then.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long who listens lives: so long that some listings, but not all, come to its end.
const LISTENS: Duration = Duration::from_millis(150);
/// How long the other one does: longer than the tick by which start times are told apart.
const IDLES: Duration = Duration::from_millis(25);
/// The kernel gives the number after the one that is written here (proc(5)).
const LAST_NUMBER: &str = "/proc/sys/kernel/ns_last_pid";

/// Lists while the number changes hands.
pub(super) fn names_nobody_else(ours: &Path) -> Result<()> {
    // Numbers above the one in question: processes are looked at in ascending order.
    number_next_from(NUMBER + 1)?;
    let idle: Result<Vec<Process>> = (0..IDLE).map(|_| Ok(Process(start(BUSYBOX, &["sleep", "1000"])?))).collect();
    let _idle = idle?;
    // Before another thread starts processes: they would hold a copy open that is still being written, and it could not be run.
    let program = |name: &str| -> Result<String> {
        let path = format!("{PATHS}/{name}");
        fs::copy(BUSYBOX, &path).with_context(|| format!("copy busybox to {path}"))?;
        Ok(path)
    };
    let (listens, idles) = (program("listens")?, program("idles")?);
    let is_over = AtomicBool::new(false);
    let listed = scope(|scope| {
        let change = scope.spawn(|| {
            let had = change_hands(&listens, &idles);
            is_over.store(true, Ordering::Relaxed);
            had
        });
        let mut listed = Vec::new();
        while !is_over.load(Ordering::Relaxed) {
            listed.push(listing(ours, WAYS[listed.len() % WAYS.len()]));
        }
        let had = change.join().map_err(|_| anyhow::anyhow!("the other thread panicked"))??;
        ensure!(had >= HOLDERS, "the number was given away only {had} times");
        listed.into_iter().collect::<Result<Vec<_>>>()
    })?;
    let count = |what: &str| listed.iter().flatten().filter(|row| row.contains(what)).count();
    let (named, lost) = (count("exe=/run/lab/listens"), count("its process ended meanwhile"));
    ensure!(count("idles") == 0, "somebody else was named: {listed:#?}");
    println!("   {} listings: named {named} times, gone before it could be named {lost} times", listed.len());
    ensure!(named > 0, "the process whose number is reused was never seen");
    Ok(())
}

/// Who listens on the port, found in this way.
fn listing(ours: &Path, way: &str) -> Result<Vec<String>> {
    let filter = format!("sport = :{PORT}");
    rows_of(Command::new(ours).env("SOCKEYE_OWNERS", way).args(["ss", "-HOtln", "--owner", &filter]))
}

/// Gives the number to one process after the other, and tells how many had it.
fn change_hands(listens: &str, idles: &str) -> Result<usize> {
    let mut had = 0;
    let start_time = Instant::now();
    while had < HOLDERS && start_time.elapsed() < PATIENCE {
        let listener: &[&str] = &["nc", "-l", "-p", PORT];
        for (program, words, life) in [(listens, listener, LISTENS), (idles, &["sleep", "10"], IDLES)] {
            number_next_from(NUMBER)?;
            let process = Process(start(program, words)?);
            had += usize::from(process.0.id() == NUMBER);
            sleep(life);
        }
    }
    Ok(had)
}

/// Starts a copy of busybox, whatever its file is called.
fn start(program: &str, words: &[&str]) -> Result<Child> {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new(program);
    command.arg0("busybox").args(words).stdin(Stdio::null()).stdout(Stdio::null());
    command.spawn().with_context(|| format!("run {program}"))
}

fn number_next_from(number: u32) -> Result<()> {
    fs::write(LAST_NUMBER, (number - 1).to_string()).with_context(|| format!("write to {LAST_NUMBER}"))
}
