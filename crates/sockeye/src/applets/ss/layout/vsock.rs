//! VM sockets: context id and port.

use super::{Layout, Lookups, columns, head};
use model::{Socket, VsockAddress, VsockSocket};
use render::table::{Cell, Table};
use std::io::{self, Write};

/// Any context, any port (`VMADDR_CID_ANY`, `VMADDR_PORT_ANY`).
const ANY: u32 = u32::MAX;

impl<L: Lookups> Layout<'_, L> {
    pub(super) fn vsock<W: Write>(
        &mut self,
        table: &mut Table<W>,
        socket: &Socket<'_>,
        vsock: &VsockSocket,
    ) -> io::Result<()> {
        head::lay(table, socket)?;
        lay_end(table, vsock.local)?;
        table.seek(columns::PEER_ADDRESS)?;
        lay_end(table, vsock.peer)?;
        table.seek(columns::DETAILS)?;
        self.push_owners(table.text(), socket);
        Ok(())
    }
}

fn lay_end<W: Write>(table: &mut Table<W>, end: VsockAddress) -> io::Result<()> {
    push_number(table.text(), end.cid);
    table.text().push_bytes(b":");
    table.next_cell()?;
    push_number(table.text(), end.port);
    Ok(())
}

fn push_number(cell: &mut Cell, number: u32) {
    match number {
        ANY => cell.push_bytes(b"*"),
        _ => cell.push_u64(number.into()),
    }
}
