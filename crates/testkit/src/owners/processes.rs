//! Processes of which everything is known, because they were just started.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use anyhow::{Context, Result, ensure};

use super::{BUSYBOX, ensure_says, network_namespace, owner_of_listener};
use crate::lab::{PATHS, Process};

/// A user that every system has, with the number 65534.
const NOBODY: &str = "--reuid=65534";

/// Starts a listener of busybox behind these words.
fn listener(words: &[&str], port: u16) -> Result<Child> {
    let (program, rest) = words.split_first().context("nothing to run")?;
    let mut command = Command::new(program);
    command.args(rest).args(["nc", "-l", "-p", &port.to_string()]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().with_context(|| format!("run {program}"))
}

/// Number, start, program, user, unit, namespace and parents.
pub(super) fn is_told_whole(ours: &Path) -> Result<()> {
    const PORT: u16 = 7101;
    // Made before the process, it goes away after it.
    let cgroup = Cgroup::make("system.slice/lab.service")?;
    let process = Process(listener(&["setpriv", NOBODY, "--clear-groups", BUSYBOX], PORT)?);
    cgroup.take(process.0.id())?;
    let id = process.0.id();
    let owner = owner_of_listener(ours, PORT, &["-n"])?;
    let program = fs::canonicalize(BUSYBOX)?;
    ensure_says(
        &owner,
        &[
            &format!("owner:(pid={id},start=20"),
            &format!(",exe={},user=65534,unit=lab.service,", program.display()),
            &format!(",netns={},parents=lab/1)", network_namespace(id)?),
        ],
    )?;
    ensure!(!owner.contains("container"), "{owner}");
    // The clock of ps(1) may differ by the second that either rounds away.
    let start = owner.split("start=").nth(1).and_then(|rest| rest.split(',').next()).context("no start")?;
    let told = date(&["--date", start])?;
    let known = date(&["--date", &format!("@{}", started(id)?)])?;
    ensure!(told.abs_diff(known) <= 2, "started at {told}, not {known}");
    ensure_says(&owner_of_listener(ours, PORT, &[])?, &[",user=nobody,"])
}

/// Seconds since 1970 of what date(1) makes of these words.
fn date(words: &[&str]) -> Result<u64> {
    let output = Command::new("date").args(words).arg("+%s").output().context("run date (coreutils)")?;
    String::from_utf8(output.stdout)?.trim().parse().context("date tells no number")
}

/// When a process started, by ps(1).
fn started(process: u32) -> Result<u64> {
    let process = process.to_string();
    let output = Command::new("ps").args(["-o", "lstart=", "-p", &process]).output().context("run ps (procps)")?;
    date(&["--date", String::from_utf8(output.stdout)?.trim()])
}

/// A program whose file is gone still has its name.
pub(super) fn deleted_program(ours: &Path) -> Result<()> {
    const PORT: u16 = 7102;
    let program = format!("{PATHS}/busybox (deleted)");
    fs::copy(BUSYBOX, &program).context("copy busybox")?;
    // Called by a link, because busybox does what its name says.
    let link = format!("{PATHS}/busybox");
    std::os::unix::fs::symlink(&program, &link).context("link to busybox")?;
    let _process = Process(listener(&[&link], PORT)?);
    let field = format!("exe=\"{program}\"");
    let owner = owner_of_listener(ours, PORT, &[])?;
    ensure_says(&owner, &[&field])?;
    ensure!(!owner.contains("deleted=yes"), "it is still there: {owner}");
    fs::remove_file(&program).context("delete the program")?;
    ensure_says(&owner_of_listener(ours, PORT, &[])?, &[&format!("{field},deleted=yes,")])
}

/// A process with several threads is named once, also where they are told apart.
pub(super) fn threads(ours: &Path) -> Result<()> {
    const PORT: u16 = 7103;
    let _listener = TcpListener::bind(("127.0.0.1", PORT)).context("listen")?;
    let (leave, left) = mpsc::channel::<()>();
    let thread = thread::spawn(move || left.recv().is_err());
    let outcome = owner_of_listener(ours, PORT, &["-T"]).and_then(|owner| {
        let own = format!("owner:(pid={},", std::process::id());
        ensure!(owner.matches("owner:(").count() == 1, "it is named several times: {owner}");
        ensure_says(&owner, &[&own])
    });
    drop(leave);
    let _ = thread.join();
    outcome
}

/// Cgroups made for a check, from the outermost on.
struct Cgroup {
    folders: Vec<PathBuf>,
}

impl Cgroup {
    /// Makes the cgroup with this path, and those around it.
    fn make(path: &str) -> Result<Self> {
        let mut folder = PathBuf::from("/sys/fs/cgroup");
        let mut folders = Vec::new();
        for part in path.split('/') {
            folder.push(part);
            fs::create_dir(&folder).with_context(|| format!("make {}", folder.display()))?;
            folders.push(folder.clone());
        }
        Ok(Self { folders })
    }

    /// Moves a process into the innermost.
    fn take(&self, process: u32) -> Result<()> {
        let folder = self.folders.last().context("no cgroup")?;
        fs::write(folder.join("cgroup.procs"), process.to_string()).context("move a process into a cgroup")
    }
}

impl Drop for Cgroup {
    fn drop(&mut self) {
        // The kernel takes an ended process out of its cgroup a moment later.
        for folder in self.folders.iter().rev() {
            for _ in 0..100 {
                if fs::remove_dir(folder).is_ok() {
                    break;
                }
                thread::sleep(std::time::Duration::from_millis(5));
            }
        }
    }
}
