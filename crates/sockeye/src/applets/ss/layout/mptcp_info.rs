//! What MPTCP says of a connection (`-i`). With `--newest` as versions from 6.10 on say it: more of it, and in decimal.

use super::number::push_hex;
use model::MptcpInfo;
use render::table::Cell;

/// Appends MPTCP's account of a connection, each field unless it is zero.
pub(super) fn push(cell: &mut Cell, newest: bool, info: &MptcpInfo) {
    push_each(
        cell,
        &[
            (b" subflows:", info.subflows.into()),
            (b" add_addr_signal:", info.add_addr_signal.into()),
            (b" add_addr_accepted:", info.add_addr_accepted.into()),
            (b" subflows_max:", info.subflows_max.into()),
            (b" add_addr_signal_max:", info.add_addr_signal_max.into()),
            (b" add_addr_accepted_max:", info.add_addr_accepted_max.into()),
        ],
    );
    if info.flags & 1 != 0 {
        cell.push_bytes(b" fallback");
    }
    if info.flags & 2 != 0 {
        cell.push_bytes(b" remote_key");
    }
    if info.token != 0 {
        cell.push_bytes(b" token:");
        push_hex(cell, info.token.into());
    }
    let sequences: [(&[u8], u64); 3] =
        [(b" write_seq:", info.write_seq), (b" snd_una:", info.snd_una), (b" rcv_nxt:", info.rcv_nxt)];
    if newest {
        push_each(cell, &sequences);
        push_newest(cell, info);
    } else {
        for (name, number) in sequences.into_iter().filter(|(_, number)| *number != 0) {
            cell.push_bytes(name);
            push_hex(cell, number);
        }
    }
}

fn push_newest(cell: &mut Cell, info: &MptcpInfo) {
    push_each(
        cell,
        &[
            (b" local_addr_used:", info.local_addr_used.into()),
            (b" local_addr_max:", info.local_addr_max.into()),
            (b" csum_enabled:", info.csum_enabled.into()),
            (b" retransmits:", info.retransmits.into()),
            (b" bytes_retrans:", info.bytes_retrans),
            (b" bytes_sent:", info.bytes_sent),
            (b" bytes_received:", info.bytes_received),
            (b" bytes_acked:", info.bytes_acked),
            (b" subflows_total:", info.subflows_total.into()),
            (b" last_data_sent:", info.last_data_sent_ms.into()),
            (b" last_data_recv:", info.last_data_recv_ms.into()),
            (b" last_ack_recv:", info.last_ack_recv_ms.into()),
        ],
    );
}

/// Appends each number unless it is zero.
fn push_each(cell: &mut Cell, numbers: &[(&[u8], u64)]) {
    for (name, number) in numbers.iter().filter(|(_, number)| *number != 0) {
        cell.push_bytes(name);
        cell.push_u64(*number);
    }
}
