//! Giving up what a process does not need any more, so that whoever takes it over by hostile octets has little of it.
//!
//! Two facilities of the kernel do it, each where the other cannot. Landlock (`landlock.rs`) knows files, ports of TCP and signals;
//! a filter of system calls (`system_calls.rs`) knows neither, but refuses whole kinds of calls, on kernels without Landlock too.
//! Nothing of it can be taken back.
//!
//! Landlock holds for the thread that asks and for those that it starts later: so this comes before any thread is started.

mod landlock;
mod system_calls;
#[cfg(test)]
mod tests;

use std::io;
use std::path::PathBuf;

/// Files that may still be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Files {
    /// None. Those that are open stay so.
    None,
    /// Any, for reading.
    Read,
}

/// Ports of TCP that may still be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ports {
    /// Any.
    Any,
    /// These; none if there are none.
    Only(Vec<u16>),
}

impl Ports {
    /// No port.
    pub const NONE: Self = Self::Only(Vec::new());
}

/// What remains of a process's rights. That it starts no programs, looks into no other process, and mounts nothing goes without
/// saying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confinement {
    /// Files that it opens.
    pub files: Files,
    /// Files and folders that it removes at its end. They must be there now.
    pub removes: Vec<PathBuf>,
    /// Whether it makes sockets, of any kind.
    pub opens_sockets: bool,
    /// Ports of TCP that it connects to.
    pub connects_to: Ports,
    /// Ports of TCP that it ties sockets to; 0 is one that the kernel chooses.
    pub binds_to: Ports,
    /// Whether it speaks to abstract UNIX sockets that it is not connected to yet.
    pub reaches_abstract_sockets: bool,
}

/// What the kernel holds a process to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enforced {
    /// The version of Landlock's interface; 0 where there is none.
    pub landlock: u32,
    /// Whether system calls are filtered: programs, other processes, mounts, and sockets where none is to be made.
    pub system_calls: bool,
    /// Whether files are only what was allowed.
    pub files: bool,
    /// Whether ports of TCP are only those that were allowed.
    pub ports: bool,
    /// Whether signals, and abstract UNIX sockets unless they are needed, stay among what this process starts itself.
    pub scopes: bool,
}

impl Enforced {
    /// Whether nothing is left that was to be given up.
    pub fn is_complete(&self) -> bool {
        self.system_calls && self.files && self.ports && self.scopes
    }

    /// What this kernel could not hold the process to, in words.
    pub fn gaps(&self) -> Vec<&'static str> {
        let held = [
            (self.system_calls, "system calls (needs seccomp)"),
            (self.files, "files (needs Landlock)"),
            (self.ports, "TCP ports (needs Landlock 4, Linux 6.7)"),
            (self.scopes, "signals (needs Landlock 6, Linux 6.12)"),
        ];
        held.iter().filter(|(is_held, _)| !is_held).map(|(_, words)| *words).collect()
    }
}

impl Confinement {
    /// Gives up everything else, as far as this kernel can hold the process to it, for good.
    ///
    /// # Errors
    /// The kernel has what it takes and yet refuses, or a path to be removed cannot be opened. Part of it may be in force then.
    pub fn enforce(&self) -> io::Result<Enforced> {
        // Without it neither facility is open to those who are not root: a program with more rights could be started.
        rustix::thread::set_no_new_privs(true)?;
        let landlock = landlock::restrict(self)?;
        let system_calls = system_calls::filter(self)?;
        let no_sockets = system_calls && !self.opens_sockets;
        Ok(Enforced {
            landlock,
            system_calls,
            files: landlock >= 1 || (system_calls && self.files == Files::None),
            ports: landlock >= landlock::WITH_PORTS
                || no_sockets
                || (self.connects_to == Ports::Any && self.binds_to == Ports::Any),
            scopes: landlock >= landlock::WITH_SCOPES,
        })
    }
}
