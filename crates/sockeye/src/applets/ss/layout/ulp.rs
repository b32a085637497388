//! The upper layer protocol on a TCP socket: kernel TLS, or the subflow of an MPTCP connection (`-i`).

use super::number::push_hex;
use model::{MptcpSubflow, TlsConfiguration, TlsInfo, Ulp};
use render::table::Cell;

/// Appends the protocol and what it says of itself.
pub(super) fn push(cell: &mut Cell, ulp: &Ulp<'_>) {
    if let Some(name) = ulp.name {
        cell.push_bytes(b" tcp-ulp-");
        cell.push_untrusted(name);
    }
    if let Some(tls) = &ulp.tls {
        push_tls(cell, tls);
    }
    if let Some(subflow) = &ulp.mptcp {
        push_subflow(cell, subflow);
    }
}

fn push_tls(cell: &mut Cell, tls: &TlsInfo) {
    match tls.version {
        Some(0x0303) => cell.push_bytes(b" version: 1.2"),
        Some(0x0304) => cell.push_bytes(b" version: 1.3"),
        Some(version) => push_unknown(cell, b" version:", version),
        None => {}
    }
    match tls.cipher.map(|cipher| cipher.0) {
        Some(51) => cell.push_bytes(b" cipher: aes-gcm-128"),
        Some(52) => cell.push_bytes(b" cipher: aes-gcm-256"),
        // The original names no other.
        _ => {}
    }
    push_configuration(cell, b" rxconf:", tls.receive);
    push_configuration(cell, b" txconf:", tls.transmit);
    if tls.zero_copy_sendfile {
        cell.push_bytes(b" zc_ro_tx");
    }
}

fn push_configuration(cell: &mut Cell, name: &[u8], configuration: Option<TlsConfiguration>) {
    let Some(TlsConfiguration(number)) = configuration else { return };
    let place: &[u8] = match number {
        1 => b" none",
        2 => b" sw",
        3 => b" hw",
        4 => b" hw-record",
        _ => return push_unknown(cell, name, number),
    };
    cell.push_bytes(name);
    cell.push_bytes(place);
}

fn push_unknown(cell: &mut Cell, name: &[u8], number: u16) {
    cell.push_bytes(name);
    cell.push_bytes(b" unknown(");
    cell.push_u64(number.into());
    cell.push_bytes(b")");
}

/// Letters of `MPTCP_SUBFLOW_FLAG_*`, from bit 0: multipath-capable and join, asked for by the peer and by this end, backup
/// likewise, fully established, connected, mapping valid.
const SUBFLOW_FLAGS: &[u8; 9] = b"MmJjBbecv";

fn push_subflow(cell: &mut Cell, subflow: &MptcpSubflow) {
    if let Some(flags) = subflow.flags.filter(|flags| *flags != 0) {
        cell.push_bytes(b" flags:");
        for (bit, letter) in SUBFLOW_FLAGS.iter().enumerate() {
            if flags >> bit & 1 != 0 {
                cell.push_bytes(&[*letter]);
            }
        }
    }
    if let (Some(remote), Some(remote_id), Some(local), Some(local_id)) =
        (subflow.remote_token, subflow.remote_id, subflow.local_token, subflow.local_id)
    {
        cell.push_bytes(b" token:");
        push_token(cell, remote, remote_id);
        cell.push_bytes(b"/");
        push_token(cell, local, local_id);
    }
    push_hex_field(cell, b" seq:", subflow.map_sequence);
    push_hex_field(cell, b" sfseq:", subflow.map_subflow_sequence);
    push_hex_field(cell, b" ssnoff:", subflow.subflow_sequence_offset);
    push_hex_field(cell, b" maplen:", subflow.map_data_length);
}

/// A token in at least four digits, with the id of its address.
fn push_token(cell: &mut Cell, token: u32, id: u8) {
    for limit in [0x1000, 0x100, 0x10] {
        if token < limit {
            cell.push_bytes(b"0");
        }
    }
    push_hex(cell, token.into());
    cell.push_bytes(b"(id:");
    cell.push_u64(id.into());
    cell.push_bytes(b")");
}

fn push_hex_field(cell: &mut Cell, name: &[u8], value: Option<impl Into<u64>>) {
    if let Some(value) = value {
        cell.push_bytes(name);
        push_hex(cell, value.into());
    }
}
