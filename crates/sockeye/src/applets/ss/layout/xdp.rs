//! AF_XDP sockets: interface and queue where others have address and port.

use super::number::push_signed;
use super::{Details, Layout, Lookups, columns, head, identity, memory};
use model::{Socket, XdpSocket, XdpStatistics, XdpUmem};
use render::table::{Cell, Table};
use std::io::{self, Write};

/// `XDP_DU_F_ZEROCOPY`.
const ZERO_COPY: u32 = 1;

impl<L: Lookups> Layout<'_, L> {
    pub(super) fn xdp<W: Write>(
        &mut self,
        table: &mut Table<W>,
        socket: &Socket<'_>,
        xdp: &XdpSocket,
    ) -> io::Result<()> {
        head::lay(table, socket)?;
        match xdp.info {
            Some(info) => {
                self.push_interface(table.text(), info.interface);
                table.text().push_bytes(b":");
                table.next_cell()?;
                table.text().push_bytes(b"q");
                push_signed(table.text(), info.queue);
            }
            None => table.text().push_bytes(b"*"),
        }
        table.seek(columns::PEER_ADDRESS)?;
        table.text().push_bytes(b"*");
        table.seek(columns::DETAILS)?;
        let cell = table.text();
        self.push_owners(cell, socket);
        if self.details.extended {
            identity::push(cell, socket);
            push_rings(cell, self.details, xdp);
        }
        if let Some(memory) = socket.memory.as_ref().filter(|_| self.details.memory) {
            memory::push(cell, memory);
        }
        Ok(())
    }
}

fn push_rings(cell: &mut Cell, details: Details, xdp: &XdpSocket) {
    push_ring(cell, details, b"rx", xdp.receive_ring);
    push_ring(cell, details, b"tx", xdp.transmit_ring);
    if let Some(umem) = &xdp.umem {
        details.push_break(cell);
        // A slip of the original, which scripts have met.
        cell.push_bytes(if details.one_line { b"tumem(id:" } else { b"umem(id:" });
        push_umem(cell, umem);
        push_ring(cell, details, b"fr", xdp.fill_ring);
        push_ring(cell, details, b"cr", xdp.completion_ring);
    }
    if let Some(statistics) = &xdp.statistics {
        details.push_break(cell);
        push_statistics(cell, statistics);
    }
}

fn push_ring(cell: &mut Cell, details: Details, name: &[u8], entries: Option<u32>) {
    if let Some(entries) = entries {
        details.push_break(cell);
        cell.push_bytes(name);
        cell.push_bytes(b"(entries:");
        cell.push_u64(entries.into());
        cell.push_bytes(b")");
    }
}

/// Appends packet memory, its id first.
fn push_umem(cell: &mut Cell, umem: &XdpUmem) {
    cell.push_u64(umem.id.into());
    let fields: [(&[u8], u64); 8] = [
        (b",size:", umem.size),
        (b",num_pages:", umem.pages.into()),
        (b",chunk_size:", umem.chunk_size.into()),
        (b",headroom:", umem.headroom.into()),
        (b",ifindex:", umem.interface.0.into()),
        (b",qid:", umem.queue.into()),
        (b",zc:", (umem.flags & ZERO_COPY).into()),
        (b",refs:", umem.references.into()),
    ];
    push_fields(cell, &fields);
}

fn push_statistics(cell: &mut Cell, statistics: &XdpStatistics) {
    let fields: [(&[u8], u64); 6] = [
        (b"stats(rx dropped:", statistics.receive_dropped),
        (b",rx invalid:", statistics.receive_invalid),
        (b",rx queue full:", statistics.receive_ring_full),
        (b",rx fill ring empty:", statistics.fill_ring_empty),
        (b",tx invalid:", statistics.transmit_invalid),
        (b",tx ring empty:", statistics.transmit_ring_empty),
    ];
    push_fields(cell, &fields);
}

/// Appends named numbers and closes the bracket that the first name opened.
fn push_fields(cell: &mut Cell, fields: &[(&[u8], u64)]) {
    for (name, value) in fields {
        cell.push_bytes(name);
        cell.push_u64(*value);
    }
    cell.push_bytes(b")");
}
