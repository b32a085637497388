//! Who holds which socket: descriptors of processes that refer to sockfs inodes.

pub mod cgroup_path;
pub mod containers;
mod inode_hash;
mod proc_scan;
pub(crate) mod spread;

pub use proc_scan::scan;

use inode_hash::InodeHash;
use model::{Holder, Inode, Owners};
use std::collections::HashMap;
use std::ops::Range;

/// What to find out about the holders of sockets beside their processes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnerDetails {
    /// Tell threads apart: each is a holder, by its own name and with its own descriptors.
    pub threads: bool,
    /// Ask for SELinux contexts.
    pub contexts: bool,
}

/// What one pass over the processes found, ready to be asked for by inode.
#[derive(Debug, Default)]
pub struct OwnerMap {
    /// Grouped by inode; within one, newest process (or thread) first and higher descriptor first.
    holders: Vec<Holder>,
    by_inode: HashMap<Inode, Range<usize>, InodeHash>,
}

impl OwnerMap {
    /// Groups what was found, given in ascending order of process, thread and descriptor.
    fn from_ascending(mut found: Vec<(Inode, Holder)>) -> Self {
        found.reverse();
        found.sort_by_key(|(inode, _)| *inode);
        let mut by_inode: HashMap<_, Range<usize>, _> =
            HashMap::with_capacity_and_hasher(found.len(), InodeHash::new());
        for (position, (inode, _)) in found.iter().enumerate() {
            by_inode.entry(*inode).or_insert(position..position).end = position + 1;
        }
        Self { holders: found.into_iter().map(|(_, holder)| holder).collect(), by_inode }
    }
}

impl Owners for OwnerMap {
    fn holders(&self, inode: Inode) -> &[Holder] {
        self.by_inode.get(&inode).and_then(|range| self.holders.get(range.clone())).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
