//! Processes by number: what /proc tells of each (proc(5)).

use rustix::fs::{CWD, Mode, OFlags};
use std::os::fd::AsFd;
use std::path::Path;
use std::sync::Arc;

/// Room for `/proc/PID/stat` up to the end of the name: a pid, the name (63 octets for kernel workers) and brackets.
const STAT_START: usize = 128;

/// The name of a process that lives, as the kernel keeps it. Untrusted bytes.
pub fn name(proc_root: &Path, process: u32) -> Option<Arc<[u8]>> {
    let path = proc_root.join(process.to_string()).join("stat");
    let file = rustix::fs::openat(CWD, &path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()).ok()?;
    name_in(&file)
}

/// The name of a process or thread whose folder (`PID` or `PID/task/TID`) is below an open /proc.
pub(crate) fn name_below(proc_root: impl AsFd, folder: &str) -> Option<Arc<[u8]>> {
    let path = format!("{folder}/stat");
    let file = rustix::fs::openat(proc_root, &path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()).ok()?;
    name_in(&file)
}

/// What stands between the first `(` and the first `)`. The cut at the first `)` is what tools of old print.
fn name_in(stat: impl AsFd) -> Option<Arc<[u8]>> {
    let mut start = [0; STAT_START];
    let length = rustix::io::read(stat, &mut start[..]).ok()?;
    let start = start.get(..length)?;
    let name = start.get(start.iter().position(|&octet| octet == b'(')? + 1..)?;
    let end = name.iter().position(|&octet| octet == b')').unwrap_or(name.len());
    Some(Arc::from(&name[..end]))
}
