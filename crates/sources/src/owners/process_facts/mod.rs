//! Who the processes are that hold sockets: what /proc tells of each, read once.
//!
//! A number may be another process's by the time that it is looked up. So the folder /proc/PID is opened first: the kernel ties it to
//! the process, and what is opened below it later is that process's or fails. Then the start time must be the one that was seen together
//! with the sockets; otherwise the process is not named.

mod files;
#[cfg(test)]
mod tests;

use super::cgroup_path::Placement;
use super::containers::Containers;
use crate::processes::Stat;
use files::ProcessFolder;
use model::{Ancestor, ClockTicks, Gap, Process, ProcessId, Task};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The longest chain of ancestors that is followed.
const GENERATIONS: usize = 256;

/// Processes that were asked about.
#[derive(Debug)]
pub struct ProcessFacts {
    proc_root: PathBuf,
    containers: Containers,
    /// By what tells a process from all others. `None`: it has ended, or was another one.
    known: HashMap<(ProcessId, ClockTicks), Option<Arc<Process>>>,
    /// Threads that are no process's first one, likewise.
    threads: HashMap<(ProcessId, ClockTicks), Option<Arc<Process>>>,
    ancestors: HashMap<ProcessId, Option<Arc<Relative>>>,
}

/// A process as a link in chains of ancestors.
#[derive(Debug)]
struct Relative {
    ancestor: Ancestor,
    started: ClockTicks,
    parent: ProcessId,
}

impl ProcessFacts {
    /// Processes that `proc_root` (`/proc`) shows, in containers of the host whose root directory is `root` (`/`).
    pub fn new(proc_root: &Path, root: &Path) -> Self {
        Self {
            proc_root: proc_root.to_owned(),
            containers: Containers::new(root),
            known: HashMap::new(),
            threads: HashMap::new(),
            ancestors: HashMap::new(),
        }
    }

    /// The process that this task is, or is a thread of, as it is now. `None` where the task that was seen has ended since, also when
    /// its number has been given to another, and where nobody can tell.
    pub fn of(&mut self, task: &Task) -> Option<Arc<Process>> {
        let started = task.started?;
        match task.thread.filter(|thread| *thread != task.process) {
            None => self.process(task.process, started),
            Some(thread) => self.of_thread(task.process, thread, started),
        }
    }

    /// The process with this number, if it started then.
    pub fn process(&mut self, id: ProcessId, started: ClockTicks) -> Option<Arc<Process>> {
        if let Some(known) = self.known.get(&(id, started)) {
            return known.clone();
        }
        let process = self.read(id, started).map(Arc::new);
        self.known.insert((id, started), process.clone());
        process
    }

    /// What names of containers could not be read.
    pub fn gap(&self) -> Option<Gap> {
        self.containers.gap()
    }

    fn of_thread(&mut self, id: ProcessId, thread: ProcessId, started: ClockTicks) -> Option<Arc<Process>> {
        if let Some(known) = self.threads.get(&(thread, started)) {
            return known.clone();
        }
        let process = ProcessFolder::of_process(&self.proc_root, id).and_then(|folder| {
            let seen = folder.thread(thread)?.stat()?;
            let stat = (seen.started == Some(started)).then(|| folder.stat())??;
            self.process(id, stat.started?)
        });
        self.threads.insert((thread, started), process.clone());
        process
    }

    fn read(&mut self, id: ProcessId, started: ClockTicks) -> Option<Process> {
        let folder = ProcessFolder::of_process(&self.proc_root, id)?;
        let Stat { name, parent, .. } = folder.stat().filter(|stat| stat.started == Some(started))?;
        let cgroups = folder.cgroups();
        let placement = Placement::of_process(&cgroups);
        let own = |name: Option<&[u8]>| name.map(Into::into);
        let process = Process {
            id,
            started,
            name,
            command_line: folder.command_line(),
            executable: folder.executable(),
            user: folder.effective_user(),
            parents: Vec::new(),
            cgroup: own((!placement.path.is_empty()).then_some(placement.path)),
            unit: own(placement.unit),
            user_unit: own(placement.user_unit),
            container: self.containers.find(&placement),
            network_namespace: folder.network_namespace(),
        };
        // What it was while all this was read, unless it has ended.
        folder.stat()?;
        Some(Process { parents: self.chain(parent, started), ..process })
    }

    /// The ancestors from this parent of a process on.
    fn chain(&mut self, parent: Option<ProcessId>, born: ClockTicks) -> Vec<Ancestor> {
        let mut chain = Vec::new();
        let (mut next, mut born) = (parent, born);
        while let Some(id) = next.filter(|id| id.0 != 0 && chain.len() < GENERATIONS) {
            // Who started later than a child is another process with the number of the parent.
            let Some(relative) = self.relative(id).filter(|relative| relative.started <= born) else { break };
            chain.push(relative.ancestor.clone());
            (next, born) = (Some(relative.parent), relative.started);
        }
        chain
    }

    fn relative(&mut self, id: ProcessId) -> Option<Arc<Relative>> {
        let proc_root = &self.proc_root;
        let relative = self.ancestors.entry(id).or_insert_with(|| {
            let stat = ProcessFolder::of_process(proc_root, id)?.stat()?;
            let ancestor = Ancestor { id, name: stat.name };
            Some(Arc::new(Relative { ancestor, started: stat.started?, parent: stat.parent? }))
        });
        relative.clone()
    }
}
