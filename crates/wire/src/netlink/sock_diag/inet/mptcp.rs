//! MPTCP's account of a connection (`struct mptcp_info`, `include/uapi/linux/mptcp.h`).

use crate::bytes::padded;
use model::MptcpInfo;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// `struct mptcp_info`, its holes named.
#[derive(FromBytes, IntoBytes, KnownLayout, Immutable)]
#[repr(C)]
struct Layout {
    subflows: u8,
    add_addr_signal: u8,
    add_addr_accepted: u8,
    subflows_max: u8,
    add_addr_signal_max: u8,
    add_addr_accepted_max: u8,
    _hole: [u8; 2],
    flags: u32,
    token: u32,
    write_seq: u64,
    snd_una: u64,
    rcv_nxt: u64,
    local_addr_used: u8,
    local_addr_max: u8,
    csum_enabled: u8,
    _second_hole: u8,
    retransmits: u32,
    bytes_retrans: u64,
    bytes_sent: u64,
    bytes_received: u64,
    bytes_acked: u64,
    subflows_total: u8,
    _reserved: [u8; 3],
    last_data_sent: u32,
    last_data_recv: u32,
    last_ack_recv: u32,
}

pub(super) fn info(payload: &[u8]) -> MptcpInfo {
    let layout: Layout = padded(payload);
    MptcpInfo {
        subflows: layout.subflows,
        add_addr_signal: layout.add_addr_signal,
        add_addr_accepted: layout.add_addr_accepted,
        subflows_max: layout.subflows_max,
        add_addr_signal_max: layout.add_addr_signal_max,
        add_addr_accepted_max: layout.add_addr_accepted_max,
        flags: layout.flags,
        token: layout.token,
        write_seq: layout.write_seq,
        snd_una: layout.snd_una,
        rcv_nxt: layout.rcv_nxt,
        local_addr_used: layout.local_addr_used,
        local_addr_max: layout.local_addr_max,
        csum_enabled: layout.csum_enabled,
        retransmits: layout.retransmits,
        bytes_retrans: layout.bytes_retrans,
        bytes_sent: layout.bytes_sent,
        bytes_received: layout.bytes_received,
        bytes_acked: layout.bytes_acked,
        subflows_total: layout.subflows_total,
        last_data_sent_ms: layout.last_data_sent,
        last_data_recv_ms: layout.last_data_recv,
        last_ack_recv_ms: layout.last_ack_recv,
    }
}
