//! Network namespaces that processes are in, or hold open: `/proc/PID/ns/net`, the same of threads, which may part from their process, and
//! descriptors that are namespaces (proc_pid_ns(5)).

use super::mounted::inode_in;
use crate::folder::{Folder, LinkRoom};
use crate::owners::spread;
use model::{Facts, Gap};
use rustix::io::Errno;
use std::collections::HashSet;
use std::fmt;
use std::path::Path;

/// Descriptors of a process that are looked at. Who keeps namespaces open has few; a server with more has sockets, and reading each
/// costs over a microsecond.
const DESCRIPTORS: usize = 4096;

/// A network namespace and one way to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reached {
    pub(super) inode: u64,
    pub(super) way: Way,
}

/// A way to a namespace. Shown, it is a path below /proc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// A process is in it.
    Process(u32),
    /// A thread of the first number's process is in it.
    Thread(u32, u32),
    /// The first number's process holds it open.
    Descriptor(u32, u32),
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Process(process) => write!(f, "{process}/ns/net"),
            Self::Thread(process, thread) => write!(f, "{process}/task/{thread}/ns/net"),
            Self::Descriptor(process, descriptor) => write!(f, "{process}/fd/{descriptor}"),
        }
    }
}

/// Looks at every process under `proc_root`, in ascending order; those that may not be examined are a gap.
pub(super) fn scan(proc_root: &Path) -> Facts<Vec<Reached>> {
    let listed = Folder::open(proc_root).and_then(|root| Ok((root.numbers()?, root)));
    let (processes, root) = match listed {
        Ok(listed) => listed,
        Err(error) => {
            let operation = format!("reading processes from {}", proc_root.display());
            return Facts { found: Vec::new(), gaps: vec![Gap::new(operation, error.to_string())] };
        }
    };
    let seen = spread::map(&processes, |&process| Seen::of(&root, process));
    let count = |is: fn(&Seen) -> bool| seen.iter().filter(|process| is(process)).count();
    let mut gaps = Vec::new();
    let refused = count(|process| process.is_refused);
    if refused > 0 {
        let operation = format!("looking for network namespaces of {}", counted(refused));
        gaps.push(
            Gap::new(operation, "not permitted")
                .with_remedy("run as root, or with CAP_SYS_PTRACE, to see sockets in namespaces of theirs"),
        );
    }
    // Every PID namespace has a first process.
    if processes.first() != Some(&1) && root.is_proc() {
        let operation = "looking for network namespaces of others' processes";
        gaps.push(Gap::new(operation, "this /proc hides them (hidepid, proc(5))").with_remedy("run as root"));
    }
    let crowded = count(|process| process.is_crowded);
    if crowded > 0 {
        let operation = format!("looking for network namespaces that {} may hold open", counted(crowded));
        gaps.push(Gap::new(operation, format!("only {DESCRIPTORS} descriptors of each were looked at")));
    }
    Facts { found: seen.into_iter().flat_map(|process| process.found).collect(), gaps }
}

/// The inodes of the namespaces that processes are in, as far as they may be examined; without a look at threads and descriptors, which
/// takes much longer.
pub(super) fn of_processes(proc_root: &Path) -> HashSet<u64> {
    let Ok(root) = Folder::open(proc_root) else { return HashSet::new() };
    let processes = root.numbers().unwrap_or_default();
    let inode = |process: u32| linked(&root, Way::Process(process).to_string().as_str()).ok().flatten();
    processes.into_iter().filter_map(inode).collect()
}

fn counted(processes: usize) -> String {
    if processes == 1 { "1 process".into() } else { format!("{processes} processes") }
}

/// What was seen of one process.
#[derive(Default)]
struct Seen {
    found: Vec<Reached>,
    is_refused: bool,
    /// It has more descriptors than were looked at.
    is_crowded: bool,
}

impl Seen {
    fn of(root: &Folder, process: u32) -> Self {
        let mut seen = Self::default();
        match seen.note(root, Way::Process(process)) {
            Ok(own) => {
                seen.threads(root, process, own);
                seen.descriptors(root, process);
            }
            // Any other failure means that the process has ended.
            Err(error) => seen.is_refused = matches!(error, Errno::ACCESS | Errno::PERM),
        }
        seen
    }

    /// Follows a way and keeps where it leads, unless that is known.
    fn note(&mut self, root: &Folder, way: Way) -> rustix::io::Result<Option<u64>> {
        let inode = linked(root, way.to_string().as_str())?;
        if let Some(inode) = inode {
            self.add(Reached { inode, way });
        }
        Ok(inode)
    }

    fn add(&mut self, reached: Reached) {
        if self.found.iter().all(|known| known.inode != reached.inode) {
            self.found.push(reached);
        }
    }

    /// Looks at the threads after the first, which the process stands for.
    fn threads(&mut self, root: &Folder, process: u32, own: Option<u64>) {
        let folder = format!("{process}/task");
        // The folder has two links, and one more for each thread.
        if root.target(&folder).is_ok_and(|folder| folder.st_nlink <= 3) {
            return;
        }
        let Ok(threads) = root.folder(&folder).and_then(|folder| folder.numbers()) else { return };
        for thread in threads {
            let way = Way::Thread(process, thread);
            // Who cannot be looked at has ended: what is allowed of the process is allowed of its threads.
            let Ok(Some(inode)) = linked(root, way.to_string().as_str()) else { continue };
            if Some(inode) != own {
                self.add(Reached { inode, way });
            }
        }
    }

    fn descriptors(&mut self, root: &Folder, process: u32) {
        let Ok(folder) = root.folder(&format!("{process}/fd")) else { return };
        let mut looked_at = 0;
        // A process that ends meanwhile has no descriptors any more.
        let _ = folder.for_each_number(|descriptor, name| {
            looked_at += 1;
            if looked_at > DESCRIPTORS {
                self.is_crowded = true;
            } else if let Ok(Some(inode)) = linked(&folder, name) {
                self.add(Reached { inode, way: Way::Descriptor(process, descriptor) });
            }
        });
    }
}

/// The inode of the network namespace to which a link leads, if it leads to one.
fn linked(folder: &Folder, name: impl rustix::path::Arg) -> rustix::io::Result<Option<u64>> {
    folder.link(name, &mut LinkRoom::new()).map(inode_in)
}
