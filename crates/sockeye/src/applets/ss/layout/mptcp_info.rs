//! What MPTCP says of a connection (`-i`).

use super::number::push_hex;
use model::MptcpInfo;
use render::table::Cell;

/// Appends MPTCP's account of a connection, each field unless it is zero.
pub(super) fn push(cell: &mut Cell, info: &MptcpInfo) {
    let counts: [(&[u8], u8); 6] = [
        (b" subflows:", info.subflows),
        (b" add_addr_signal:", info.add_addr_signal),
        (b" add_addr_accepted:", info.add_addr_accepted),
        (b" subflows_max:", info.subflows_max),
        (b" add_addr_signal_max:", info.add_addr_signal_max),
        (b" add_addr_accepted_max:", info.add_addr_accepted_max),
    ];
    for (name, count) in counts.into_iter().filter(|(_, count)| *count != 0) {
        cell.push_bytes(name);
        cell.push_u64(count.into());
    }
    if info.flags & 1 != 0 {
        cell.push_bytes(b" fallback");
    }
    if info.flags & 2 != 0 {
        cell.push_bytes(b" remote_key");
    }
    let numbers: [(&[u8], u64); 4] = [
        (b" token:", info.token.into()),
        (b" write_seq:", info.write_seq),
        (b" snd_una:", info.snd_una),
        (b" rcv_nxt:", info.rcv_nxt),
    ];
    for (name, number) in numbers.into_iter().filter(|(_, number)| *number != 0) {
        cell.push_bytes(name);
        push_hex(cell, number);
    }
}
