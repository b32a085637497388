//! UNIX domain sockets: name and inode where others have address and port.

use super::number::push_signed;
use super::{Layout, Lookups, columns, head, identity, memory};
use model::{Inode, Socket, UnixFile, UnixSocket};
use render::table::{Cell, Table};
use std::io::{self, Write};

impl<L: Lookups> Layout<'_, L> {
    pub(super) fn unix<W: Write>(
        &mut self,
        table: &mut Table<W>,
        socket: &Socket<'_>,
        unix: &UnixSocket<'_>,
    ) -> io::Result<()> {
        head::lay(table, socket)?;
        let cell = table.text();
        match unix.name {
            Some(name) if socket.cookie.is_none() => push_first_word(cell, name),
            Some(name) => push_name(cell, name),
            None => cell.push_bytes(b"*"),
        }
        cell.push_bytes(b" ");
        table.next_cell()?;
        push_inode(table.text(), socket.inode);
        table.seek(columns::PEER_ADDRESS)?;
        table.text().push_bytes(b"* ");
        table.next_cell()?;
        push_inode(table.text(), unix.peer.unwrap_or_default());
        table.seek(columns::DETAILS)?;
        let cell = table.text();
        self.push_owners(cell, socket);
        if let Some(memory) = socket.memory.as_ref().filter(|_| self.details.memory) {
            memory::push(cell, memory);
        }
        if self.details.extended {
            if let Some(shutdown) = socket.shutdown {
                identity::push_shutdown(cell, shutdown);
            }
            if let Some(file) = unix.file {
                push_file(cell, file);
            }
            if let Some(pending) = unix.pending {
                push_pending(cell, pending);
            }
        }
        Ok(())
    }
}

/// An inode stands where others have a port, and the original takes it for a signed number.
fn push_inode(cell: &mut Cell, inode: Inode) {
    // The kernel sends 32 bits of it.
    push_signed(cell, inode.0 as u32);
}

/// Of a name in the text table, which has neither NULs nor a sign at its end, the original reads the first word.
fn push_first_word(cell: &mut Cell, name: &[u8]) {
    match name.split(|byte| is_blank(*byte)).find(|word| !word.is_empty()) {
        Some(word) => cell.push_untrusted(word),
        None => cell.push_bytes(b"*"),
    }
}

/// The blanks of C (isspace(3)).
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// A path ends at its first NUL; an abstract name begins with one, and shows each as `@`.
fn push_name(cell: &mut Cell, name: &[u8]) {
    let mut parts = name.split(|byte| *byte == 0);
    cell.push_untrusted(parts.next().unwrap_or_default());
    if name.first() == Some(&0) {
        for part in parts {
            cell.push_bytes(b"@");
            cell.push_untrusted(part);
        }
    }
}

/// The kernel sends its own number of the device, the original takes it for the number that stat(2) gives: so the two halves are
/// cut where they are not.
fn push_file(cell: &mut Cell, file: UnixFile) {
    cell.push_bytes(b" ino:");
    cell.push_u64(file.inode.0);
    cell.push_bytes(b" dev:");
    cell.push_u64((file.device >> 8 & 0xFFF).into());
    cell.push_bytes(b"/");
    cell.push_u64((file.device & 0xFF | file.device >> 12 & 0xF_FF00).into());
}

/// Inodes of connections that wait to be accepted; all are zero until then.
fn push_pending(cell: &mut Cell, inodes: &[u8]) {
    cell.push_bytes(b" peers:");
    for inode in inodes.chunks_exact(4).filter_map(<[u8]>::first_chunk) {
        cell.push_bytes(b" ");
        cell.push_u64(u32::from_ne_bytes(*inode).into());
    }
}
