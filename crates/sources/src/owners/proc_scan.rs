//! Owners from `/proc/PID/fd`: one pass over all processes, for anyone (proc_pid_fd(5)).

use super::{OwnerDetails, Threads, spread};
use crate::folder::{Folder, LinkRoom};
use crate::processes::Stat;
use crate::selinux;
use model::{Facts, Gap, Inode, OwnerTable, ProcessId, Task};
use rustix::io::Errno;
use std::path::Path;

/// Reads the descriptors of every process under `proc_root` (`/proc`). Processes that end meanwhile are passed over;
/// those that may not be examined are counted in a gap.
pub(super) fn scan(proc_root: &Path, details: OwnerDetails) -> Facts<OwnerTable> {
    let unreadable = |reason: String| {
        let operation = format!("reading processes from {}", proc_root.display());
        let gap = Gap::new(operation, reason).with_remedy("mount proc there to see owners");
        Facts { found: OwnerTable::default(), gaps: vec![gap] }
    };
    let listed = Folder::open(proc_root).and_then(|root| Ok((root.numbers()?, root)));
    let (processes, root) = match listed {
        Ok((processes, _)) if processes.is_empty() => return unreadable("it lists none, not even this one".into()),
        Ok(listed) => listed,
        Err(error) => return unreadable(error.to_string()),
    };
    let scan = Scan { proc_root, root, details };
    let seen = spread::map(&processes, |&process| scan.process(process));
    let refused = seen.iter().filter(|process| process.is_refused).count();
    let mut found = OwnerTable::default();
    for Held { task, sockets } in seen.into_iter().flat_map(|process| process.found) {
        found.begin_task(task);
        for socket in sockets {
            found.hold_in_context(socket.inode, socket.descriptor, socket.context);
        }
    }
    let mut gaps = refusals(refused);
    if hides_processes(&scan.root, &processes) {
        let operation = format!("reading processes from {}", proc_root.display());
        gaps.push(Gap::new(operation, "it hides those of others (hidepid, proc(5))").with_remedy("run as root"));
    }
    Facts { found, gaps }
}

struct Scan<'a> {
    proc_root: &'a Path,
    root: Folder,
    details: OwnerDetails,
}

/// What was seen of one process.
#[derive(Default)]
struct Seen {
    /// In ascending order of thread.
    found: Vec<Held>,
    is_refused: bool,
}

/// A task and its sockets.
struct Held {
    task: Task,
    /// In ascending order of descriptor.
    sockets: Vec<HeldSocket>,
}

struct HeldSocket {
    descriptor: u32,
    inode: Inode,
    context: Option<Box<[u8]>>,
}

impl Scan<'_> {
    fn process(&self, process: u32) -> Seen {
        let mut seen = Seen::default();
        let thread = (self.details.threads == Threads::Each).then_some(ProcessId(process));
        // Any other failure means that the process ended between listing and reading.
        match self.task(ProcessId(process), thread, &process.to_string()) {
            Ok(held) => seen.found.extend(held),
            Err(error) => seen.is_refused = matches!(error, Errno::ACCESS | Errno::PERM),
        }
        if self.details.threads != Threads::First {
            self.threads(process, &mut seen.found);
        }
        seen
    }

    /// Looks at the threads of a process after its first, which may have other descriptors or have ended.
    fn threads(&self, process: u32, found: &mut Vec<Held>) {
        let listed = self.root.folder(&format!("{process}/task"));
        let Ok(threads) = listed.and_then(|folder| folder.numbers()) else { return };
        for thread in threads.into_iter().filter(|thread| *thread != process) {
            // Where the kernel does not compare, a thread counts as one that shares, as nearly all do.
            if self.details.threads == Threads::Unshared
                && sys::process::share_descriptors(process, thread).unwrap_or(true)
            {
                continue;
            }
            let folder = format!("{process}/task/{thread}");
            // A refusal was counted with the process; any other failure means that the thread ended.
            let held = self.task(ProcessId(process), Some(ProcessId(thread)), &folder);
            found.extend(held.ok().flatten());
        }
    }

    /// The sockets of a task whose folder is this below /proc, if it has any.
    fn task(&self, process: ProcessId, thread: Option<ProcessId>, folder: &str) -> rustix::io::Result<Option<Held>> {
        // What is opened below it is the same task's, or fails: its number may be another's by then.
        let opened = self.root.folder(folder)?;
        let descriptors = opened.folder("fd")?;
        let mut room = LinkRoom::new();
        let mut sockets = Vec::new();
        let mut is_refused = false;
        descriptors.for_each_number(|descriptor, name| match descriptors.link(name, &mut room).map(socket_inode) {
            Ok(Some(inode)) => sockets.push(HeldSocket { descriptor, inode, context: None }),
            Ok(None) => {}
            // Anything else means that it was closed meanwhile.
            Err(error) => is_refused |= matches!(error, Errno::ACCESS | Errno::PERM),
        })?;
        if sockets.is_empty() {
            // The kernel may list descriptors and yet not say what they are.
            return if is_refused { Err(Errno::ACCESS) } else { Ok(None) };
        }
        sockets.sort_unstable_by_key(|socket| socket.descriptor);
        let stat = Stat::read(&opened).unwrap_or_default();
        let mut context = None;
        if self.details.contexts {
            let folder = self.proc_root.join(folder);
            context = selinux::task_context(&folder);
            for socket in &mut sockets {
                socket.context = selinux::file_context(&folder.join(format!("fd/{}", socket.descriptor)));
            }
        }
        Ok(Some(Held { task: Task { process, thread, started: stat.started, name: stat.name, context }, sockets }))
    }
}

/// Whether this is a proc that does not show the first process, which every PID namespace has.
fn hides_processes(root: &Folder, ascending: &[u32]) -> bool {
    ascending.first() != Some(&1) && root.is_proc()
}

fn refusals(refused: usize) -> Vec<Gap> {
    if refused == 0 {
        return Vec::new();
    }
    let processes = if refused == 1 { "1 process".into() } else { format!("{refused} processes") };
    vec![
        Gap::new(format!("looking for sockets of {processes}"), "not permitted")
            .with_remedy("run as root, or with CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH, to see these owners"),
    ]
}

/// The inode in a link that reads `socket:[INODE]`.
fn socket_inode(link: &[u8]) -> Option<Inode> {
    let number = link.strip_prefix(b"socket:[")?.strip_suffix(b"]")?;
    std::str::from_utf8(number).ok()?.parse().ok().map(Inode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_proc_without_its_first_process_hides_some() {
        let open = |path: &Path| Folder::open(path).expect("it is a folder");
        assert!(hides_processes(&open(Path::new("/proc")), &[7, 8]));
        assert!(!hides_processes(&open(Path::new("/proc")), &[1, 7]));
        assert!(!hides_processes(&open(&std::env::temp_dir()), &[7]));
    }
}
