//! TIPC sockets: node and reference where others have address and port.

use super::number::push_signed;
use super::{Layout, Lookups, columns, head, identity};
use model::{Socket, TipcSocket};
use render::table::{Cell, Table};
use std::io::{self, Write};

impl<L: Lookups> Layout<'_, L> {
    pub(super) fn tipc<W: Write>(
        &mut self,
        table: &mut Table<W>,
        socket: &Socket<'_>,
        tipc: &TipcSocket,
    ) -> io::Result<()> {
        head::lay(table, socket)?;
        lay_end(table, tipc.node, tipc.reference)?;
        table.seek(columns::PEER_ADDRESS)?;
        match &tipc.connection {
            Some(peer) => lay_end(table, peer.node, peer.reference)?,
            None => table.text().push_bytes(b"-"),
        }
        table.seek(columns::DETAILS)?;
        let cell = table.text();
        self.push_owners(cell, socket);
        if self.details.extended {
            identity::push(cell, socket);
        }
        if self.details.tipc {
            cell.push_bytes(if self.details.one_line { b" " } else { b"\n " });
            push_info(cell, tipc);
        }
        Ok(())
    }
}

fn lay_end<W: Write>(table: &mut Table<W>, node: u32, reference: u32) -> io::Result<()> {
    table.text().push_u64(node.into());
    table.text().push_bytes(b":");
    table.next_cell()?;
    table.text().push_u64(reference.into());
    Ok(())
}

fn push_info(cell: &mut Cell, tipc: &TipcSocket) {
    cell.push_bytes(match tipc.socket_type {
        0 => b"type:UNKNOWN",
        1 => b"type:STREAM",
        2 => b"type:DGRAM",
        4 => b"type:RDM",
        5 => b"type:SEQPACKET",
        // Raw sockets do not exist; so says the original of them.
        _ => b"type:(null)",
    });
    cell.push_bytes(match (tipc.link_congested, tipc.congested) {
        (true, _) => b" cong:link  drop:",
        (false, true) => b" cong:conn  drop:",
        (false, false) => b" cong:none  drop:",
    });
    push_signed(cell, tipc.drops);
    cell.push_bytes(b" ");
    if tipc.published {
        cell.push_bytes(b" publ");
    }
    if let Some((name_type, instance)) = tipc.connection.and_then(|connection| connection.via) {
        cell.push_bytes(b" via {");
        cell.push_u64(name_type.into());
        cell.push_bytes(b",");
        cell.push_u64(instance.into());
        cell.push_bytes(b"} ");
    }
}
