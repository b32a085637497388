//! What this thread may do (capabilities(7)).

use rustix::thread::{CapabilitySet, capabilities, set_capabilities};
use std::io;

/// A capability that opens something to this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    /// Administering the network.
    NetAdmin,
    /// Raw and packet sockets.
    NetRaw,
    /// Ports below 1024.
    NetBindService,
    /// Entering namespaces, and much else.
    SysAdmin,
    /// Examining the processes of others.
    SysPtrace,
    /// Going past the limits of resources.
    SysResource,
    /// Reading files and folders of others.
    DacReadSearch,
    /// Ending processes of others.
    Kill,
    /// Loading BPF programs.
    Bpf,
    /// BPF programs that look at the kernel.
    Perfmon,
}

impl Capability {
    /// Its name in capabilities(7).
    pub const fn name(self) -> &'static str {
        match self {
            Self::NetAdmin => "CAP_NET_ADMIN",
            Self::NetRaw => "CAP_NET_RAW",
            Self::NetBindService => "CAP_NET_BIND_SERVICE",
            Self::SysAdmin => "CAP_SYS_ADMIN",
            Self::SysPtrace => "CAP_SYS_PTRACE",
            Self::SysResource => "CAP_SYS_RESOURCE",
            Self::DacReadSearch => "CAP_DAC_READ_SEARCH",
            Self::Kill => "CAP_KILL",
            Self::Bpf => "CAP_BPF",
            Self::Perfmon => "CAP_PERFMON",
        }
    }

    fn bit(self) -> CapabilitySet {
        match self {
            Self::NetAdmin => CapabilitySet::NET_ADMIN,
            Self::NetRaw => CapabilitySet::NET_RAW,
            Self::NetBindService => CapabilitySet::NET_BIND_SERVICE,
            Self::SysAdmin => CapabilitySet::SYS_ADMIN,
            Self::SysPtrace => CapabilitySet::SYS_PTRACE,
            Self::SysResource => CapabilitySet::SYS_RESOURCE,
            Self::DacReadSearch => CapabilitySet::DAC_READ_SEARCH,
            Self::Kill => CapabilitySet::KILL,
            Self::Bpf => CapabilitySet::BPF,
            Self::Perfmon => CapabilitySet::PERFMON,
        }
    }
}

/// The capabilities that this thread has in effect, over what belongs to its user namespace.
#[derive(Clone, Copy, Debug)]
pub struct Effective(CapabilitySet);

impl Effective {
    /// Those of this thread.
    ///
    /// # Errors
    /// The kernel's, where a sandbox lets nobody ask.
    pub fn of_this_thread() -> io::Result<Self> {
        Ok(Self(capabilities(None)?.effective))
    }

    /// Whether this one is among them.
    pub fn has(self, capability: Capability) -> bool {
        self.0.contains(capability.bit())
    }
}

/// Whether this thread may administer the network (`CAP_NET_ADMIN`): the kernel then tells and compares firewall marks.
pub fn has_net_admin() -> bool {
    Effective::of_this_thread().is_ok_and(|effective| effective.has(Capability::NetAdmin))
}

/// Runs `action` while this thread may not administer the network, and gives the right back afterwards.
pub(crate) fn without_net_admin<T>(action: impl FnOnce() -> T) -> T {
    let Ok(before) = capabilities(None) else { return action() };
    let mut less = before;
    less.effective.remove(CapabilitySet::NET_ADMIN);
    // Giving up a right cannot fail; if it did, the action would merely run with it.
    let _ = set_capabilities(None, less);
    let result = action();
    let _ = set_capabilities(None, before);
    result
}
