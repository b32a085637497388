//! The outer half of entering a lab: unshare, run this program again inside, clean up after it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use nix::sched::{CloneFlags, unshare};
use nix::unistd::geteuid;

use super::{INSIDE, Setup};

/// Runs this program, with its own arguments, as pid 1 of new namespaces, and waits for its end.
pub(super) fn run_self_inside(setup: Setup) -> Result<ExitStatus> {
    ensure!(geteuid().is_root(), "the lab needs root, to make namespaces and raw sockets");
    let cgroup = LabCgroup::make()?;
    unshare_with_own_tables(setup)?;
    let program = std::env::current_exe().context("finding this program's own path")?;
    Command::new(program)
        .args(std::env::args_os().skip(1))
        .env(INSIDE, &cgroup.path)
        .status()
        .context("running this program inside the lab")
}

/// A network namespace gets socket tables of its own size only from these two settings of the namespace in which it
/// is made: hence two namespaces, the first only to hold the settings. See Documentation/networking/ip-sysctl.rst.
fn unshare_with_own_tables(setup: Setup) -> Result<()> {
    unshare(CloneFlags::CLONE_NEWNET).context("unshare the network namespace")?;
    for name in ["tcp_child_ehash_entries", "udp_child_hash_entries"] {
        let path = format!("/proc/sys/net/ipv4/{name}");
        // UDP's own tables go up to 64 Ki buckets.
        let entries = if name.starts_with("udp") { setup.hash_entries.min(1 << 16) } else { setup.hash_entries };
        fs::write(&path, entries.to_string()).with_context(|| format!("write {path}"))?;
    }
    unshare(CloneFlags::CLONE_NEWNET | CloneFlags::CLONE_NEWPID | CloneFlags::CLONE_NEWUTS | CloneFlags::CLONE_NEWIPC)
        .context("unshare the net, pid, uts and ipc namespaces")
}

/// The lab's own cgroup, removed with the folders that were made in it.
struct LabCgroup {
    path: PathBuf,
}

impl LabCgroup {
    fn make() -> Result<Self> {
        let path = cgroup2_mount()?.join(format!("sockeye-lab-{}", std::process::id()));
        fs::create_dir(&path).with_context(|| format!("make the cgroup {}", path.display()))?;
        Ok(Self { path })
    }
}

impl Drop for LabCgroup {
    fn drop(&mut self) {
        // The kernel takes a process out of its cgroup a moment after its parent has learnt of its end.
        for _ in 0..100 {
            let children = fs::read_dir(&self.path).into_iter().flatten().flatten();
            for child in children.filter(|entry| entry.path().is_dir()) {
                let _ = fs::remove_dir(child.path());
            }
            if fs::remove_dir(&self.path).is_ok() {
                return;
            }
            sleep(Duration::from_millis(5));
        }
        eprintln!("the cgroup {} could not be removed", self.path.display());
    }
}

/// The first cgroup2 in /proc/self/mounts; see proc_mounts(5).
fn cgroup2_mount() -> Result<PathBuf> {
    let mounts = fs::read_to_string("/proc/self/mounts").context("read /proc/self/mounts")?;
    mounts
        .lines()
        .map(|line| line.split(' ').collect::<Vec<_>>())
        .find(|fields| fields.get(2) == Some(&"cgroup2"))
        .map(|fields| Path::new(fields[1]).to_owned())
        .context("no cgroup2 is mounted, and sockets are to be put in cgroups")
}
