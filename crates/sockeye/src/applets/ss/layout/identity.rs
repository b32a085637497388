//! What tells a socket from all others (`-e`): user, inode, cookie, firewall mark, control group, and which ways it was shut down.

use super::Lookups;
use super::number::{push_hex, push_prefixed_hex};
use model::{CgroupId, Shutdown, Socket};
use render::table::Cell;

/// Appends user (root's is left out), inode and cookie.
pub(super) fn push(cell: &mut Cell, socket: &Socket<'_>) {
    push_with_key(cell, socket, socket.cookie.map_or(0, |cookie| cookie.0));
}

/// Appends user, inode and the number that stands for the cookie.
pub(super) fn push_with_key(cell: &mut Cell, socket: &Socket<'_>, key: u64) {
    if let Some(user) = socket.user.filter(|user| user.0 != 0) {
        cell.push_bytes(b" uid:");
        cell.push_u64(user.0.into());
    }
    cell.push_bytes(b" ino:");
    cell.push_u64(socket.inode.0);
    cell.push_bytes(b" sk:");
    push_hex(cell, key);
}

/// Appends the firewall mark, if there is one.
pub(super) fn push_mark(cell: &mut Cell, mark: Option<u32>) {
    if let Some(mark) = mark.filter(|mark| *mark != 0) {
        cell.push_bytes(b" fwmark:");
        push_prefixed_hex(cell, mark.into());
    }
}

/// Appends the path of a control group, or its id where no directory has it.
pub(super) fn push_cgroup(cell: &mut Cell, lookups: &mut impl Lookups, id: CgroupId) {
    cell.push_bytes(b" cgroup:");
    match lookups.cgroup(id) {
        Some(path) => cell.push_untrusted(path),
        None => {
            cell.push_bytes(b"unreachable:");
            push_hex(cell, id.0);
        }
    }
}

/// An arrow with a head on each side that still passes data.
pub(super) fn push_shutdown(cell: &mut Cell, shutdown: Shutdown) {
    cell.push_bytes(if shutdown.receive() { b" --" } else { b" <-" });
    cell.push_bytes(if shutdown.send() { b"-" } else { b">" });
}
