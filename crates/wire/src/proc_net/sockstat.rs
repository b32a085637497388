//! `/proc/net/sockstat` and `sockstat6`: how many sockets of each protocol there are (`sockstat_seq_show` in the kernel's
//! net/ipv4/proc.c).

use super::fields::decimal;

/// Counts of sockets. What a table does not tell is zero; memory is in pages of the kernel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SocketCounts {
    /// Sockets of every family that programs hold.
    pub used: u64,
    /// TCP sockets bound or connected (IPv4 and dual-stack ones in `sockstat`).
    pub tcp: u64,
    /// TCP sockets that no program holds any more.
    pub tcp_orphaned: u64,
    /// TCP connections in TIME-WAIT.
    pub tcp_time_wait: u64,
    /// TCP sockets that exist, of both IP versions, on the whole host.
    pub tcp_allocated: u64,
    /// Pages that TCP's buffers take.
    pub tcp_memory: u64,
    /// UDP sockets.
    pub udp: u64,
    /// Pages that UDP's buffers take.
    pub udp_memory: u64,
    /// UDP-Lite sockets.
    pub udp_lite: u64,
    /// Raw sockets.
    pub raw: u64,
    /// Queues of IP fragments.
    pub fragments: u64,
    /// Octets of IP fragments.
    pub fragments_memory: u64,
}

impl SocketCounts {
    /// Reads either table. Protocols and counts that this program does not know, and numbers that are none, are passed over.
    pub fn parse(table: &[u8]) -> Self {
        let mut counts = Self::default();
        for line in table.split(|&byte| byte == b'\n') {
            let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
            let Some(protocol) = words.next() else { continue };
            while let (Some(name), Some(number)) = (words.next(), words.next()) {
                if let (Some(field), Some(number)) = (counts.field(protocol, name), decimal(number)) {
                    *field = number;
                }
            }
        }
        counts
    }

    fn field(&mut self, protocol: &[u8], name: &[u8]) -> Option<&mut u64> {
        Some(match (protocol, name) {
            (b"sockets:", b"used") => &mut self.used,
            (b"TCP:" | b"TCP6:", b"inuse") => &mut self.tcp,
            (b"TCP:", b"orphan") => &mut self.tcp_orphaned,
            (b"TCP:", b"tw") => &mut self.tcp_time_wait,
            (b"TCP:", b"alloc") => &mut self.tcp_allocated,
            (b"TCP:", b"mem") => &mut self.tcp_memory,
            (b"UDP:" | b"UDP6:", b"inuse") => &mut self.udp,
            (b"UDP:", b"mem") => &mut self.udp_memory,
            (b"UDPLITE:" | b"UDPLITE6:", b"inuse") => &mut self.udp_lite,
            (b"RAW:" | b"RAW6:", b"inuse") => &mut self.raw,
            (b"FRAG:" | b"FRAG6:", b"inuse") => &mut self.fragments,
            (b"FRAG:" | b"FRAG6:", b"memory") => &mut self.fragments_memory,
            _ => return None,
        })
    }
}
