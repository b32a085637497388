//! What only the text tables of /proc/net tell of a socket (proc_net(5)): the diagnostics have no place for it.

use crate::Millis;

/// The columns of `/proc/net/tcp` that the diagnostics do not have in this form (`get_tcp4_sock` in the kernel's
/// net/ipv4/tcp_ipv4.c). What a row does not have is zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TcpText<'a> {
    /// Retransmissions so far, or of a connection request that was answered: how often its timer ran out.
    pub retransmits: u32,
    /// Zero-window or keepalive probes without an answer.
    pub probes: u32,
    /// The socket's address in the kernel, or the number that the kernel shows in its stead; zero where it is hidden.
    pub address: u64,
    /// The columns of the connection; `None` where the row ends before them, as in TIME-WAIT.
    pub connection: Option<TcpTextConnection>,
    /// What follows the columns that are known.
    pub rest: &'a [u8],
}

/// The account of a connection in its row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TcpTextConnection {
    /// Retransmission time-out.
    pub rto: Millis,
    /// Delayed acknowledgement time-out.
    pub ato: Millis,
    /// Acknowledgements to send at once, before they are delayed.
    pub quick_acks: u32,
    /// Congestion window, in segments.
    pub snd_cwnd: u32,
    /// Slow start threshold, in segments; `None`: not yet set.
    pub snd_ssthresh: Option<u32>,
}

/// The columns of `/proc/net/netlink` that the diagnostics do not have in this form (`netlink_native_seq_show` in the kernel's
/// net/netlink/af_netlink.c).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetlinkText {
    /// The socket's address in the kernel, or the number that the kernel shows in its stead; zero where it is hidden.
    pub address: u64,
    /// The first 32 groups that it listens to: bit N stands for group N + 1.
    pub groups: u32,
    /// Whether a dump is under way on it.
    pub dump_running: bool,
}
