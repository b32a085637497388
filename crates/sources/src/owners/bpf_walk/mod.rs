//! Owners from the kernel's own tables: a BPF program walks the descriptors of every task (bpf/owners.bpf.c).

mod items;
mod kernel_types;

use super::{OwnerDetails, Threads};
use crate::bpf_programs;
use items::{Item, TaskItem};
use model::{Inode, OwnerTable, ProcessId, Task};
use rustix::io::Errno;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use sys::bpf::Ring;

/// Walks. `Err` says why that cannot be done here: then /proc has the same.
pub(super) fn walk(proc_root: &Path, details: OwnerDetails) -> Result<OwnerTable, String> {
    if details.contexts {
        return Err("SELinux contexts stand in /proc alone".into());
    }
    shows_our_tasks(proc_root)?;
    let threads = match details.threads {
        Threads::First => 0u32,
        Threads::Unshared => 1,
        Threads::Each => 2,
    };
    let (kernel_types, target) = kernel_types::read("bpf_iter_task")?;
    let constants = [("threads_wanted", &threads.to_ne_bytes()[..])];
    let object = sys::bpf::Object::load(bpf_programs::OWNERS, &kernel_types.types, &constants)
        .map_err(|error| error.to_string())?;
    let ring = object.ring("items").map_err(|error| error.to_string())?;
    let tasks = object.iterate("walk_descriptors", target).map_err(|error| error.to_string())?;
    let mut walk = Walk { each_thread: details.threads == Threads::Each, found: Vec::new(), sockets: Vec::new() };
    walk.read(tasks, ring).map_err(|error| format!("walking descriptor tables: {error}"))?;
    Ok(walk.finish())
}

/// The program sees the tasks of our PID namespace, and tells times as seen outside of time namespaces. A /proc that shows
/// others is left to those who read /proc.
fn shows_our_tasks(proc_root: &Path) -> Result<(), String> {
    let own = std::fs::read_link(proc_root.join("self")).map_err(|error| format!("reading /proc/self: {error}"))?;
    if own.as_os_str() != &*std::process::id().to_string() {
        return Err("/proc shows another PID namespace".into());
    }
    // A kernel without time namespaces has no such file.
    let offsets = std::fs::read_to_string(proc_root.join("self/timens_offsets")).unwrap_or_default();
    let is_moved = offsets
        .lines()
        .any(|line| line.starts_with("boottime") && line.split_whitespace().skip(1).any(|offset| offset != "0"));
    if is_moved { Err("times are told as in a time namespace".into()) } else { Ok(()) }
}

/// What the program has told so far.
struct Walk {
    each_thread: bool,
    /// Tasks, and where in `sockets` theirs are.
    found: Vec<(TaskItem, std::ops::Range<usize>)>,
    /// Inodes and descriptors.
    sockets: Vec<(u32, u32)>,
}

impl Walk {
    /// Runs the program over every task, emptying the ring each time it is full.
    fn read(&mut self, mut tasks: File, mut ring: Ring) -> std::io::Result<()> {
        // The program prints nothing: what it finds comes through the ring.
        let mut nothing = [0; 64];
        loop {
            let ended = match tasks.read(&mut nothing) {
                Ok(0) => true,
                Ok(_) => false,
                Err(error) if error.raw_os_error() == Some(Errno::AGAIN.raw_os_error()) => false,
                Err(error) if error.kind() == ErrorKind::Interrupted => false,
                Err(error) => return Err(error),
            };
            ring.drain(|octets| self.take(octets));
            if ended {
                return Ok(());
            }
        }
    }

    fn take(&mut self, octets: &[u8]) {
        match Item::read(octets) {
            Some(Item::Task(task)) => self.found.push((task, self.sockets.len()..self.sockets.len())),
            Some(Item::Sockets(sockets)) => {
                if let Some((_, range)) = self.found.last_mut() {
                    self.sockets.extend(sockets);
                    range.end = self.sockets.len();
                }
            }
            None => {}
        }
    }

    /// The table. The kernel goes by the numbers of threads, the table by processes first; and threads that share a table
    /// have the sockets of their process's first one.
    fn finish(mut self) -> OwnerTable {
        self.found.sort_by_key(|(task, _)| (task.process, task.thread));
        let mut table = OwnerTable::default();
        let (mut first, mut of_first) = (0, 0..0);
        for (task, range) in &self.found {
            let is_first = task.process == task.thread;
            if is_first {
                (first, of_first) = (task.process, range.clone());
            }
            let range = match task.shares_table {
                false => range.clone(),
                true if first == task.process => of_first.clone(),
                // The first thread has no sockets, so nothing was told of it.
                true => continue,
            };
            let thread = (self.each_thread || !is_first).then_some(ProcessId(task.thread));
            table.begin_task(Task {
                process: ProcessId(task.process),
                thread,
                started: Some(task.started),
                name: task.name().into(),
                context: None,
            });
            for &(inode, descriptor) in &self.sockets[range] {
                table.hold(Inode(inode.into()), descriptor);
            }
        }
        table
    }
}

#[cfg(test)]
mod tests;
