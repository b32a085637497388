//! A folder in the place of /proc, for a thread and what it starts: programs that have no option to read their files from elsewhere
//! are shown files made by hand.

use std::path::Path;
use std::thread;

use anyhow::{Context, Result, anyhow};
use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, unshare};

const NONE: Option<&str> = None;

/// Does `work` where /proc is `folder`. Nothing outside sees the difference, and it goes away with `work`.
///
/// # Errors
/// Not root, or `work` fails or panics.
pub fn with_proc_folder<T: Send>(folder: &Path, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    thread::scope(|scope| {
        // Mounts are a thread's own once it has unshared them, and pass to what it starts.
        let done = scope.spawn(|| {
            unshare(CloneFlags::CLONE_NEWNS).context("unshare mounts (this needs root)")?;
            mount(NONE, "/", NONE, MsFlags::MS_REC | MsFlags::MS_PRIVATE, NONE).context("make all mounts private")?;
            mount(Some(folder), "/proc", NONE, MsFlags::MS_BIND, NONE)
                .with_context(|| format!("mount {} over /proc", folder.display()))?;
            work()
        });
        done.join().map_err(|_| anyhow!("the work in place of /proc panicked"))?
    })
}
