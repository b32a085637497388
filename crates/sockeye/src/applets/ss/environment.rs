//! Variables of the environment (environ(7)), read once: those with which the original reads other files than the kernel's, and ours.

use crate::owner_way;
use sources::owners::Way;
use sources::proc_files::ProcFiles;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Each stands for a file below /proc, and means that the kernel is not to be asked.
const FILES: [(&str, &str); 16] = [
    ("PROC_NET_TCP", "net/tcp"),
    ("PROC_NET_TCP6", "net/tcp6"),
    ("PROC_NET_UDP", "net/udp"),
    ("PROC_NET_UDP6", "net/udp6"),
    ("PROC_NET_RAW", "net/raw"),
    ("PROC_NET_RAW6", "net/raw6"),
    ("PROC_NET_DCCP", "net/dccp"),
    ("PROC_NET_SCTP", "net/sctp"),
    ("PROC_NET_MPTCP", "net/mptcp"),
    ("PROC_NET_UNIX", "net/unix"),
    ("PROC_NET_PACKET", "net/packet"),
    ("PROC_NET_NETLINK", "net/netlink"),
    ("PROC_NET_SOCKSTAT", "net/sockstat"),
    ("PROC_NET_SOCKSTAT6", "net/sockstat6"),
    ("PROC_NET_SNMP", "net/snmp"),
    ("PROC_IP_LOCAL_PORT_RANGE", "sys/net/ipv4/ip_local_port_range"),
];
/// Stands for /proc as a whole.
const ROOT: &str = "PROC_ROOT";
/// Names a recording of TCP sockets, as `-D` writes it.
const RECORDING: &str = "TCPDIAG_FILE";

/// What the environment asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Environment {
    /// Where the files of /proc are.
    pub(super) files: ProcFiles,
    /// Where to read TCP sockets from.
    pub(super) tcp_recording: Option<PathBuf>,
    /// How to find owners.
    pub(super) owners: Way,
}

impl Environment {
    /// Reads what `variable` tells by name. A variable counts even when it is empty.
    pub(super) fn read(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let mut files = match variable(ROOT) {
            // As text before "/net/tcp", which is how the original takes it, nothing is the root.
            Some(root) if root.is_empty() => ProcFiles::instead_of_kernel(Path::new("/")),
            Some(root) => ProcFiles::instead_of_kernel(Path::new(&root)),
            None => ProcFiles::beside_kernel(Path::new(ProcFiles::ROOT)),
        };
        for (name, file) in FILES {
            if let Some(path) = variable(name) {
                files.replace(file, path.into());
            }
        }
        let owners = owner_way::asked_for(&variable);
        Self { files, tcp_recording: variable(RECORDING).map(PathBuf::from), owners }
    }

    /// Whether it leaves everything to the running kernel.
    pub(super) fn asks_kernel(&self) -> bool {
        let without = Self::read(|_| None);
        (&self.files, &self.tcp_recording) == (&without.files, &without.tcp_recording)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        Environment::read(|name| {
            variables.iter().find(|(variable, _)| *variable == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn without_variables_the_kernel_is_asked() {
        let Environment { files, tcp_recording, .. } = environment(&[("PATH", "/bin")]);
        assert_eq!(files, ProcFiles::beside_kernel(Path::new("/proc")));
        assert_eq!(tcp_recording, None);
        assert!(environment(&[]).asks_kernel());
    }

    #[test]
    fn a_variable_replaces_one_file() {
        let files = environment(&[("PROC_NET_UDP", "/tmp/udp"), ("PROC_NET_TCP6", "")]).files;
        assert_eq!(files.path("net/udp"), Path::new("/tmp/udp"));
        assert_eq!(files.path("net/udp6"), Path::new("/proc/net/udp6"));
        assert!(files.stands_for_kernel("net/udp") && files.stands_for_kernel("net/tcp6"));
        assert!(!files.stands_for_kernel("net/tcp"));
    }

    #[test]
    fn another_root_replaces_every_file() {
        let files = environment(&[("PROC_ROOT", "/saved"), ("PROC_NET_TCP", "/tmp/tcp")]).files;
        assert_eq!(files.path("net/udp"), Path::new("/saved/net/udp"));
        assert_eq!(files.path("net/tcp"), Path::new("/tmp/tcp"));
        assert!(files.stands_for_kernel("net/sctp"));
        assert_eq!(environment(&[("PROC_ROOT", "")]).files.path("net/tcp"), Path::new("/net/tcp"));
    }

    #[test]
    fn a_recording_is_named() {
        assert_eq!(environment(&[("TCPDIAG_FILE", "dump")]).tcp_recording, Some("dump".into()));
        assert!(!environment(&[("TCPDIAG_FILE", "dump")]).asks_kernel());
    }
}
