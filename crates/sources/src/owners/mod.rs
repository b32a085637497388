//! Who holds which socket: descriptors of processes that refer to sockfs inodes.
//!
//! Two ways lead to one table. A BPF program walks the descriptor tables in the kernel: it needs root, takes a moment to load and
//! then a thirtieth of the time. The links in /proc/PID/fd are there for anyone, who sees by them what is his own, and root all.
//!
//! Who the holders are says [`process_facts`]; why there are none, [`unowned`].

mod bpf_walk;
pub mod cgroup_path;
mod choice;
pub mod containers;
mod proc_scan;
pub mod process_facts;
mod search;
pub(crate) mod spread;
pub mod unowned;

pub use search::Search;

/// What to find out about the holders of sockets beside their processes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnerDetails {
    /// Which threads to look at.
    pub threads: Threads,
    /// Ask for SELinux contexts.
    pub contexts: bool,
    /// Which way to go.
    pub way: Way,
}

/// How to find owners. All ways find the same, as far as the reader may see it: to /proc, some processes are closed even to root.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Whichever takes less time here, of those that are permitted.
    #[default]
    Quickest,
    /// The walk in the kernel where it is permitted, however few there are, and /proc otherwise.
    MostComplete,
    /// The walk in the kernel; where it cannot be, that is said and /proc read.
    Bpf,
    /// The links in /proc.
    Proc,
}

/// Which threads of a process to look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Threads {
    /// Its first one, whose descriptors the others nearly always share.
    #[default]
    First,
    /// Its first one, and those that have descriptors of their own.
    Unshared,
    /// Every one: each is a holder by its own name, with its own descriptors or the shared ones.
    Each,
}

#[cfg(test)]
mod tests;
