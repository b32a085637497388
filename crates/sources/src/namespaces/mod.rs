//! The network namespaces of the host, each once, whatever keeps it: a name, another mount, a process, a thread, or only an open
//! descriptor (namespaces(7)).
//!
//! The kernel has no list of them. What is found is a way in, and ways close: a process ends, its number is given to another. So a
//! namespace is known by its inode, which whoever enters compares ([`Visitor`]). Not found are those that only a mount in another mount
//! namespace keeps, or only a socket.

mod ahead;
mod mounted;
mod reached;
#[cfg(test)]
mod tests;
mod visitor;

pub use ahead::ReadAhead;
pub use visitor::Visitor;

use crate::owners::cgroup_path::Placement;
use crate::owners::containers::Containers;
use model::{Container, Facts, Gap, NamespaceId, NetworkNamespace, ProcessId};
use reached::{Reached, Way};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use sys::namespace;

/// So many ways into a namespace are remembered, in case some are closed when it is entered.
const WAYS: usize = 8;

/// Octets of `/proc/PID/cgroup` that are read: a path of the greatest length in each of a dozen hierarchies.
const LONGEST_CGROUP_TABLE: u64 = 64 * 1024;

/// A network namespace and the ways into it.
#[derive(Clone, Debug, Default)]
pub struct Namespace {
    /// What is known of it.
    pub facts: NetworkNamespace,
    /// Files that were the namespace when they were seen.
    doors: Vec<PathBuf>,
    /// Processes in it, the first few.
    residents: Vec<u32>,
}

impl Namespace {
    /// Opens it through the first way that still leads there.
    fn open(&self) -> Result<namespace::NetworkNamespace, Gap> {
        let mut failure = None;
        for door in &self.doors {
            match namespace::NetworkNamespace::open(door) {
                Ok(open) if open.device_and_inode().is_ok_and(|found| found == self.device_and_inode()) => {
                    return Ok(open);
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => failure = Some(error),
            }
        }
        Err(match failure {
            Some(error) => closed(&error),
            None => Gap::new(LOOKING, "it has ended meanwhile, or other mounts cover its file"),
        })
    }

    fn device_and_inode(&self) -> (u64, u64) {
        (self.facts.id.device, self.facts.id.inode)
    }
}

/// What cannot be done where a namespace cannot be entered.
const LOOKING: &str = "looking for sockets";

/// The gap where a namespace cannot be entered.
fn closed(error: &io::Error) -> Gap {
    let gap = Gap::new(LOOKING, error.to_string());
    if error.kind() == io::ErrorKind::PermissionDenied { gap.with_remedy("run as root") } else { gap }
}

/// The network namespaces with a file on which they are mounted, and what each is called: its first name in ascending order.
///
/// # Errors
/// The table of mounts cannot be read.
pub fn names(proc_root: &Path) -> std::io::Result<HashMap<NamespaceId, Box<[u8]>>> {
    let mut names: HashMap<_, Box<[u8]>> = HashMap::new();
    for mount in mounted::namespaces(proc_root)? {
        let first = names.entry(mount.id).or_insert_with(|| mount.name.clone());
        if mount.name < *first {
            *first = mount.name;
        }
    }
    Ok(names)
}

/// The file of the namespace that this thread is in.
const OWN_DOOR: &str = "thread-self/ns/net";

/// The namespace that this thread is in.
///
/// # Errors
/// `proc_root` (`/proc`) does not show it.
pub fn own(proc_root: &Path) -> io::Result<NamespaceId> {
    let file = std::fs::metadata(proc_root.join(OWN_DOOR))?;
    Ok(NamespaceId { device: file.dev(), inode: file.ino() })
}

/// How many network namespaces there are beside that of this thread, as far as a quick look tells: those with a name, and those that a
/// process is in. [`discover`] finds those as well that are only held open.
pub fn count_others(proc_root: &Path) -> usize {
    let mut found = reached::of_processes(proc_root);
    found.extend(names(proc_root).unwrap_or_default().into_keys().map(|id| id.inode));
    found.len() - usize::from(own(proc_root).is_ok_and(|own| found.contains(&own.inode)))
}

/// Finds every network namespace: the own one first, then those with names by name, then the others by inode; and which `containers`
/// have them. Those that may not be looked for are a gap.
pub fn discover(proc_root: &Path, containers: &mut Containers) -> Facts<Vec<Namespace>> {
    let mut gaps = Vec::new();
    let own = match own(proc_root) {
        Ok(own) => own,
        Err(error) => {
            let operation = format!("looking for network namespaces at {}", proc_root.join(OWN_DOOR).display());
            let gap = Gap::new(operation, error.to_string()).with_remedy("mount proc there to see them");
            return Facts { found: Vec::new(), gaps: vec![gap] };
        }
    };
    let mut collection = Collection { own, proc_root, by_id: HashMap::new() };
    collection.entry(own).facts.is_own = true;
    match mounted::namespaces(proc_root) {
        Ok(mounts) => mounts.into_iter().for_each(|mount| collection.add_mount(mount)),
        Err(error) => gaps.push(Gap::new("looking for mounted network namespaces", error.to_string())),
    }
    let reached = reached::scan(proc_root);
    gaps.extend(reached.gaps);
    reached.found.into_iter().for_each(|reached| collection.add_reached(reached));
    let mut found = collection.in_order();
    for namespace in found.iter_mut().filter(|namespace| !namespace.facts.is_own) {
        namespace.facts.container =
            namespace.residents.iter().find_map(|process| container_of(proc_root, *process, containers));
    }
    gaps.extend(containers.gap());
    Facts { found, gaps }
}

/// The container that a process is in, if it lives and is in one.
fn container_of(proc_root: &Path, process: u32, containers: &mut Containers) -> Option<Arc<Container>> {
    let mut table = Vec::new();
    let file = File::open(proc_root.join(format!("{process}/cgroup"))).ok()?;
    file.take(LONGEST_CGROUP_TABLE).read_to_end(&mut table).ok()?;
    containers.find(&Placement::of_process(&table))
}

/// Namespaces as they are found.
struct Collection<'p> {
    /// The one from which we look.
    own: NamespaceId,
    proc_root: &'p Path,
    by_id: HashMap<NamespaceId, Namespace>,
}

impl Collection<'_> {
    fn entry(&mut self, id: NamespaceId) -> &mut Namespace {
        self.by_id.entry(id).or_insert_with(|| Namespace {
            facts: NetworkNamespace { id, ..NetworkNamespace::default() },
            ..Namespace::default()
        })
    }

    fn add_mount(&mut self, mount: mounted::Mounted) {
        let namespace = self.entry(mount.id);
        namespace.facts.names.push(mount.name);
        namespace.doors.push(mount.point);
    }

    fn add_reached(&mut self, Reached { inode, way }: Reached) {
        let (proc_root, device) = (self.proc_root, self.own.device);
        let namespace = self.entry(NamespaceId { device, inode });
        if let Way::Process(process) = way {
            namespace.facts.process.get_or_insert(ProcessId(process));
            if namespace.residents.len() < WAYS {
                namespace.residents.push(process);
            }
        }
        if !namespace.facts.is_own && namespace.doors.len() < WAYS {
            namespace.doors.push(proc_root.join(way.to_string()));
        }
    }

    fn in_order(self) -> Vec<Namespace> {
        let mut all: Vec<_> = self.by_id.into_values().collect();
        for namespace in &mut all {
            // Where mounts are passed on to each other the same one is listed several times.
            namespace.facts.names.sort_unstable();
            namespace.facts.names.dedup();
        }
        all.sort_unstable_by(|a, b| {
            let key = |facts: &NetworkNamespace| (!facts.is_own, facts.names.is_empty());
            key(&a.facts)
                .cmp(&key(&b.facts))
                .then_with(|| a.facts.names.first().cmp(&b.facts.names.first()))
                .then_with(|| a.facts.id.cmp(&b.facts.id))
        });
        all
    }
}
