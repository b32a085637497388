//! Containers: processes that a runtime set apart from the host's.
//!
//! The kernel does not know containers. A process is in one when its cgroup's path says so, in the way in which each runtime names
//! cgroups; what people call it stands in the runtime's own files.

use std::fmt;

/// A container, as far as it is known without asking its runtime.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Container {
    /// Who runs it.
    pub runtime: Runtime,
    /// What its runtime tells it by: 64 hexadecimal digits, or for runtimes without such numbers its name. Untrusted bytes.
    pub id: Box<[u8]>,
    /// What people call it. Untrusted bytes.
    pub name: Option<Box<[u8]>>,
    /// What it was made from, such as `docker.io/library/nginx:latest`. Untrusted bytes.
    pub image: Option<Box<[u8]>>,
    /// The Kubernetes pod that it is part of.
    pub pod: Option<Pod>,
}

impl Container {
    /// Octets of an id that are enough to tell containers of one host apart, as the runtimes themselves shorten them.
    const SHORT_ID: usize = 12;

    /// A container of which only this is known.
    pub fn new(runtime: Runtime, id: impl Into<Box<[u8]>>) -> Self {
        Self { runtime, id: id.into(), name: None, image: None, pod: None }
    }

    /// What a listing calls it: its name, or else its id, cut short where that is a number. Untrusted bytes.
    pub fn label(&self) -> &[u8] {
        match &self.name {
            Some(name) => name,
            None if self.id.len() == 64 && self.id.iter().all(u8::is_ascii_hexdigit) => &self.id[..Self::SHORT_ID],
            None => &self.id,
        }
    }
}

/// A pod of Kubernetes: containers that share a network namespace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pod {
    /// The uid of the pod's object, with dashes; for a static pod the hash of its manifest. Untrusted bytes.
    pub uid: Option<Box<[u8]>>,
    /// The Kubernetes namespace that it is in. Untrusted bytes.
    pub namespace: Option<Box<[u8]>>,
    /// Its name. Untrusted bytes.
    pub name: Option<Box<[u8]>>,
}

/// Who runs a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Runtime {
    /// Docker, or Moby under another name.
    Docker,
    /// Podman, and what else builds on its library.
    Podman,
    /// containerd, alone or under Kubernetes.
    Containerd,
    /// CRI-O.
    CriO,
    /// LXC, and Incus and LXD, which build on it.
    Lxc,
    /// systemd-nspawn(1).
    Nspawn,
    /// runc(8), by nobody's order.
    Runc,
    /// crun(1), by nobody's order.
    Crun,
    /// Some other, or one that left no sign which.
    Unknown,
}

impl Runtime {
    /// What it is called, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Docker => "docker",
            Self::Podman => "podman",
            Self::Containerd => "containerd",
            Self::CriO => "cri-o",
            Self::Lxc => "lxc",
            Self::Nspawn => "systemd-nspawn",
            Self::Runc => "runc",
            Self::Crun => "crun",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_comes_before_the_start_of_a_number_and_other_ids_stay_whole() {
        let mut container = Container::new(Runtime::Docker, [b'a'; 64]);
        assert_eq!(container.label(), b"aaaaaaaaaaaa");
        container.name = Some((*b"web").into());
        assert_eq!(container.label(), b"web");
        assert_eq!(Container::new(Runtime::Lxc, [b'z'; 64]).label(), [b'z'; 64]);
    }
}
