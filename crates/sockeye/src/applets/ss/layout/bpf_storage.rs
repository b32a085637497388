//! What BPF programs keep with a socket (`--bpf-maps`, `--bpf-map-id`): each map's value, octet by octet.

use super::Details;
use render::table::Cell;
use wire::netlink::sock_diag::inet::bpf_storages;

const HEXADECIMAL: &[u8; 16] = b"0123456789abcdef";

/// Appends the storages that the kernel sent.
pub(super) fn push(cell: &mut Cell, details: Details, raw: &[u8]) {
    for storage in bpf_storages(raw) {
        details.push_break(cell);
        cell.push_bytes(b"map_id:");
        cell.push_u64(storage.map.into());
        cell.push_bytes(if details.one_line { b" [" } else { b" [\n\t\t" });
        for (place, byte) in storage.value.iter().enumerate() {
            cell.push_bytes(if place > 0 { b" " } else { b"" });
            cell.push_bytes(&[HEXADECIMAL[usize::from(byte >> 4)], HEXADECIMAL[usize::from(byte & 15)]]);
        }
        cell.push_bytes(if details.one_line { b"]" } else { b"\n\t]" });
    }
}
