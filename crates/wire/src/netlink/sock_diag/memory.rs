//! The accounts of a socket's memory, which all families share (`SK_MEMINFO_*`, `struct inet_diag_meminfo`).

use crate::bytes::padded;
use model::{Bytes, LegacyMemory, SocketMemory};

/// Reads `SK_MEMINFO_*`, an array of `u32` that grew from seven to nine over the years.
#[inline]
pub(super) fn socket_memory(payload: &[u8]) -> SocketMemory {
    let [receive, receive_limit, transmit, send_limit, forward, send_queued, options, backlog, drops] =
        padded::<[u32; 9]>(payload).map(u64::from);
    let sent = |word: usize| payload.len() >= (word + 1) * size_of::<u32>();
    SocketMemory {
        receive: Bytes(receive),
        receive_limit: Bytes(receive_limit),
        transmit: Bytes(transmit),
        send_limit: Bytes(send_limit),
        forward: Bytes(forward),
        send_queued: Bytes(send_queued),
        options: Bytes(options),
        backlog: sent(7).then_some(Bytes(backlog)),
        drops: sent(8).then_some(drops),
    }
}

/// Reads `struct inet_diag_meminfo`: receive, send queued, forward, transmit.
#[inline]
pub(super) fn legacy_memory(payload: &[u8]) -> LegacyMemory {
    let [receive, send_queued, forward, transmit] = padded::<[u32; 4]>(payload).map(|octets| Bytes(octets.into()));
    LegacyMemory { receive, send_queued, forward, transmit }
}

/// A queue as a socket reports it, from an account that is wider.
#[inline]
pub(super) fn queue(octets: Bytes) -> u32 {
    u32::try_from(octets.0).unwrap_or(u32::MAX)
}
