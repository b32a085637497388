//! Who a process is: what tells it from the others, and what it runs, as whom, where and on whose behalf.
//!
//! A number alone names no process, because the kernel gives it to another one later; number and start time together do. Names, paths
//! and arguments are whatever the process made them: untrusted bytes. What could not be read is absent.

use crate::{ClockTicks, Container, NamespaceId, ProcessId, UserId};
use std::sync::Arc;

/// What is known of one process (proc(5)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its number.
    pub id: ProcessId,
    /// When it started, counted from the host's boot.
    pub started: ClockTicks,
    /// Its name, as it or its program chose it, up to the first closing bracket. Untrusted bytes.
    pub name: Box<[u8]>,
    /// Its arguments, each ended by a NUL, as far as they were read. Empty for a thread of the kernel. Untrusted bytes.
    pub command_line: Box<[u8]>,
    /// The file that it runs; `None` where that may not be read, and for a thread of the kernel.
    pub executable: Option<Executable>,
    /// As whom it acts: its effective user.
    pub user: Option<UserId>,
    /// Its parent, that one's parent, and so on up to the first process of the PID namespace. It ends early where one of them ends while
    /// it is read.
    pub parents: Vec<Ancestor>,
    /// The path of its cgroup: that of cgroup v2, or where it says nothing that of a v1 hierarchy. Untrusted bytes.
    pub cgroup: Option<Box<[u8]>>,
    /// The systemd unit that it belongs to, without the slices around it; in a container with a systemd of its own, one of that.
    /// Untrusted bytes.
    pub unit: Option<Box<[u8]>>,
    /// The unit of its user's own manager. Untrusted bytes.
    pub user_unit: Option<Box<[u8]>>,
    /// The container that it is in.
    pub container: Option<Arc<Container>>,
    /// The network namespace that it is in now; its sockets stay where they were made.
    pub network_namespace: Option<NamespaceId>,
}

/// The file that a process runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Executable {
    /// Its path as the process's mounts have it, without the kernel's mark of deletion. Untrusted bytes.
    pub path: Box<[u8]>,
    /// Whether that file was deleted, or replaced as by an upgrade, since the process started.
    pub is_deleted: bool,
}

/// A process from which another one descends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ancestor {
    /// Its number.
    pub id: ProcessId,
    /// Its name. Untrusted bytes.
    pub name: Box<[u8]>,
}
