//! A place of its own for sockets: fresh network, pid, mount, host name, IPC and cgroup namespaces.
//!
//! A program enters by calling [`enter`] first thing. The call outside unshares the namespaces and runs the same
//! program again inside, as pid 1, where the same call lays the ground and lets the program go on. When pid 1 ends,
//! the kernel ends everything that was started in the lab: nothing is left behind.
//! See namespaces(7), pid_namespaces(7).

mod ground;
mod outside;
mod process;

use std::process::ExitStatus;

use anyhow::{Context, Result};

pub(crate) use ground::ip;
pub use ground::{FAR_NAMESPACE, PATHS};
pub(crate) use process::Process;

/// Set by the outer program for the inner one: the lab's own cgroup, as an absolute path outside.
const INSIDE: &str = "SOCKEYE_LAB_CGROUP";

/// What the kernel must know before the namespaces exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setup {
    /// Buckets of the lab's own TCP and UDP socket tables (a power of two). Without tables of its own a dump would
    /// walk the machine-wide ones, with every socket elsewhere on the machine.
    pub hash_entries: u32,
}

impl Setup {
    /// For a crowd of this many sockets: at most two a bucket, as on a host that is not overrun.
    pub fn for_sockets(count: usize) -> Self {
        let buckets = (count / 2).clamp(1 << 12, 1 << 20).next_power_of_two();
        Self { hash_entries: u32::try_from(buckets).unwrap_or(1 << 20) }
    }
}

/// Where the caller of [`enter`] finds itself.
#[derive(Debug)]
pub enum Place {
    /// In the lab, as its pid 1; go on with the work.
    Inside(Inside),
    /// Outside, after the program inside has ended; end with the same status.
    Outside(ExitStatus),
}

/// What a program inside knows about the world outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inside {
    /// The pid of the lab's pid 1 as the outside sees it: what `nsenter --target` wants.
    pub host_pid: u32,
}

/// Enters a new lab; see the module for how. Must come before any thread is started.
///
/// # Errors
/// Not root, or the kernel or a tool refused a step; the error names the step.
pub fn enter(setup: Setup) -> Result<Place> {
    match std::env::var_os(INSIDE) {
        Some(cgroup) => Ok(Place::Inside(ground::lay(cgroup.as_ref()).context("laying the lab's ground")?)),
        None => Ok(Place::Outside(outside::run_self_inside(setup).context("making the lab's namespaces")?)),
    }
}
