//! What a socket's buffers hold (`INET_DIAG_MEMINFO`, `INET_DIAG_SKMEMINFO`, `SK_MEMINFO_*` in `include/uapi/linux/sock_diag.h`).

use crate::Bytes;

/// The older, shorter account (`struct inet_diag_meminfo`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegacyMemory {
    /// Receive queue, with its overhead.
    pub receive: Bytes,
    /// Send queue as charged to the protocol.
    pub send_queued: Bytes,
    /// Reserved for future allocation.
    pub forward: Bytes,
    /// Send buffers not yet freed.
    pub transmit: Bytes,
}

/// The full account of a socket's memory. Fields that an older kernel does not send are zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SocketMemory {
    /// Receive queue, with its overhead (`rmem_alloc`).
    pub receive: Bytes,
    /// Limit of the receive queue (`rcvbuf`).
    pub receive_limit: Bytes,
    /// Send buffers handed to the device and not yet freed (`wmem_alloc`).
    pub transmit: Bytes,
    /// Limit of the send queue (`sndbuf`).
    pub send_limit: Bytes,
    /// Reserved for future allocation (`fwd_alloc`).
    pub forward: Bytes,
    /// Send queue as charged to the protocol (`wmem_queued`).
    pub send_queued: Bytes,
    /// Socket options (`optmem`).
    pub options: Bytes,
    /// Packets received but not yet taken over by the socket's holder (`backlog`); absent from kernels before 3.15.
    pub backlog: Option<Bytes>,
    /// Packets dropped (a count, `drops`); absent from kernels before 4.7.
    pub drops: Option<u64>,
}
