//! Link-layer sockets: protocol and interface where others have address and port.

use super::number::{push_hex, push_signed};
use super::{Details, Layout, Lookups, columns, head, identity, memory};
use model::{PacketInfo, PacketRing, PacketSocket, Socket};
use render::table::{Cell, Table};
use std::io::{self, Write};

/// `ETH_P_ALL`: every protocol.
const EVERY_PROTOCOL: u16 = 3;
/// Octets of `struct sock_filter`: code (2), jump if true, jump if false, operand (4).
const INSTRUCTION: usize = 8;

impl<L: Lookups> Layout<'_, L> {
    pub(super) fn packet<W: Write>(
        &mut self,
        table: &mut Table<W>,
        socket: &Socket<'_>,
        packet: &PacketSocket<'_>,
    ) -> io::Result<()> {
        head::lay(table, socket)?;
        self.push_ether_type(table.text(), packet.protocol);
        table.text().push_bytes(b":");
        table.next_cell()?;
        match packet.interface.0 {
            0 => table.text().push_bytes(b"*"),
            _ => self.push_interface(table.text(), packet.interface),
        }
        table.seek(columns::PEER_ADDRESS)?;
        table.text().push_bytes(b"*");
        table.seek(columns::DETAILS)?;
        let cell = table.text();
        self.push_owners(cell, socket);
        if self.details.extended {
            identity::push(cell, socket);
            push_configuration(cell, self.details, packet);
        }
        if let Some(filter) = packet.filter.filter(|_| self.details.filters) {
            self.details.push_break(cell);
            push_filter(cell, filter);
        }
        if let Some(memory) = socket.memory.as_ref().filter(|_| self.details.memory) {
            memory::push(cell, memory);
        }
        Ok(())
    }

    fn push_ether_type(&mut self, cell: &mut Cell, protocol: u16) {
        if protocol == EVERY_PROTOCOL {
            return cell.push_bytes(b"*");
        }
        match if self.details.numeric { None } else { self.lookups.ether_type(protocol) } {
            Some(name) => cell.push_untrusted(name),
            None => {
                cell.push_bytes(b"[");
                cell.push_u64(protocol.into());
                cell.push_bytes(b"]");
            }
        }
    }
}

fn push_configuration(cell: &mut Cell, details: Details, packet: &PacketSocket<'_>) {
    if let Some(info) = &packet.info {
        details.push_break(cell);
        push_info(cell, info);
    }
    for (name, ring) in [(&b"ring_rx("[..], packet.receive_ring), (b"ring_tx(", packet.transmit_ring)] {
        if let Some(ring) = ring {
            details.push_break(cell);
            cell.push_bytes(name);
            push_ring(cell, &ring);
        }
    }
    if let Some(fanout) = packet.fanout {
        details.push_break(cell);
        push_fanout(cell, fanout);
    }
}

fn push_info(cell: &mut Cell, info: &PacketInfo) {
    const FLAGS: [(u32, &[u8]); 5] =
        [(1, b"running"), (2, b" auxdata"), (4, b" origdev"), (8, b" vnethdr"), (16, b" loss")];
    cell.push_bytes(b"ver:");
    push_signed(cell, info.version);
    cell.push_bytes(b" cpy_thresh:");
    push_signed(cell, info.copy_threshold);
    cell.push_bytes(b" flags( ");
    for (_, name) in FLAGS.iter().filter(|(bit, _)| info.flags & bit != 0) {
        cell.push_bytes(name);
    }
    cell.push_bytes(if info.flags == 0 { b"0 )" } else { b" )" });
}

fn push_ring(cell: &mut Cell, ring: &PacketRing) {
    let fields: [(&[u8], u32); 5] = [
        (b"blk_size:", ring.block_size),
        (b",blk_nr:", ring.block_count),
        (b",frm_size:", ring.frame_size),
        (b",frm_nr:", ring.frame_count),
        (b",tmo:", ring.retire_timeout),
    ];
    for (name, value) in fields {
        cell.push_bytes(name);
        push_signed(cell, value);
    }
    cell.push_bytes(b",features:0x");
    push_hex(cell, ring.features.into());
    cell.push_bytes(b")");
}

fn push_fanout(cell: &mut Cell, fanout: u32) {
    const MODES: [&[u8]; 6] = [b"hash", b"lb", b"cpu", b"roll", b"random", b"qm"];
    let (group, mode) = (fanout & 0xFFFF, fanout >> 16);
    cell.push_bytes(b"fanout(id:");
    cell.push_u64(group.into());
    cell.push_bytes(b",type:");
    match MODES.get(mode as usize) {
        Some(name) => cell.push_bytes(name),
        None => {
            cell.push_bytes(b"0x");
            push_hex(cell, mode.into());
        }
    }
    cell.push_bytes(b")");
}

/// Appends a classic BPF program, an array of `struct sock_filter`, as numbers.
fn push_filter(cell: &mut Cell, program: &[u8]) {
    cell.push_bytes(b"bpf filter (");
    cell.push_u64((program.len() / INSTRUCTION) as u64);
    cell.push_bytes(b"): ");
    for instruction in program.chunks_exact(INSTRUCTION).filter_map(<[u8]>::first_chunk) {
        let [code @ .., if_true, if_false, a, b, c, d]: [u8; INSTRUCTION] = *instruction;
        let code = u16::from_ne_bytes(code);
        cell.push_bytes(if code < 0x10 { b" 0x0" } else { b" 0x" });
        push_hex(cell, code.into());
        for jump in [if_true, if_false] {
            cell.push_bytes(b" ");
            cell.push_u64(jump.into());
        }
        cell.push_bytes(b" ");
        cell.push_u64(u32::from_ne_bytes([a, b, c, d]).into());
        cell.push_bytes(b",");
    }
}
