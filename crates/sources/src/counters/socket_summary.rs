//! How many sockets of each protocol there are.

use crate::proc_files::ProcFiles;
use model::{Facts, Gap};
use wire::proc_net::{snmp, sockstat::SocketCounts};

/// Counts of sockets in this network namespace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SocketSummary {
    /// IPv4, dual-stack sockets included, and what is counted for both together.
    pub ipv4: SocketCounts,
    /// IPv6.
    pub ipv6: SocketCounts,
    /// Established TCP connections and those that the peer has closed, of both IP versions.
    pub established: u64,
}

/// Reads the counts from the files of /proc. What cannot be read counts as zero and is a gap; a kernel without IPv6 has no file for it.
pub fn socket_summary(files: &ProcFiles) -> Facts<SocketSummary> {
    let mut gaps = Vec::new();
    let mut read = |name: &str| {
        let path = files.path(name);
        std::fs::read(&path).unwrap_or_else(|error| {
            gaps.push(Gap::new(format!("counting sockets from {}", path.display()), error.to_string()));
            Vec::new()
        })
    };
    let (ipv4, snmp) = (read("net/sockstat"), read("net/snmp"));
    let ipv6 = std::fs::read(files.path("net/sockstat6")).unwrap_or_default();
    let found = SocketSummary {
        ipv4: SocketCounts::parse(&ipv4),
        ipv6: SocketCounts::parse(&ipv6),
        established: snmp::counter(&snmp, "Tcp", "CurrEstab").unwrap_or_default(),
    };
    Facts { found, gaps }
}

/// How many TCP sockets there are on the whole host; zero where that cannot be read.
pub(crate) fn tcp_sockets(files: &ProcFiles) -> u64 {
    let table = std::fs::read(files.path("net/sockstat")).unwrap_or_default();
    let counts = SocketCounts::parse(&table);
    counts.tcp_allocated + counts.tcp_time_wait
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn missing_files_are_gaps_and_count_as_zero() {
        let facts = socket_summary(&Path::new("/nonexistent").into());
        assert_eq!(facts.found, SocketSummary::default());
        assert_eq!(facts.gaps.len(), 2);
    }

    #[test]
    fn the_running_kernel_has_sockets() {
        let facts = socket_summary(&Path::new("/proc").into());
        assert_eq!(facts.gaps, []);
        assert!(facts.found.ipv4.used > 0);
    }
}
