//! Netlink sockets: protocol and port id where others have address and port. A port id is by custom a process id.

use super::number::{push_hex, push_signed};
use super::{Contexts, Layout, Lookups, columns, head, memory, owner};
use model::{NetlinkSocket, NetlinkText, ProcessId, Socket, State};
use render::table::{Cell, Table};
use std::io::{self, Write};

/// The port id of a socket that has none yet.
const NO_PORT: u32 = u32::MAX;

impl<L: Lookups> Layout<'_, L> {
    pub(super) fn netlink<W: Write>(
        &mut self,
        table: &mut Table<W>,
        socket: &Socket<'_>,
        netlink: &NetlinkSocket<'_>,
    ) -> io::Result<()> {
        // The state only shows in the peer; the column says the same of all.
        head::lay_in_state(table, socket, State::Close)?;
        self.push_netlink_protocol(table.text(), netlink);
        table.text().push_bytes(b":");
        table.next_cell()?;
        self.push_port_id(table.text(), netlink.port_id);
        table.seek(columns::PEER_ADDRESS)?;
        if socket.state == State::Established {
            push_signed(table.text(), netlink.peer_group);
            table.text().push_bytes(b":");
            table.next_cell()?;
            push_signed(table.text(), netlink.peer_port_id);
        } else {
            table.text().push_bytes(b"*");
        }
        table.seek(columns::DETAILS)?;
        let cell = table.text();
        if self.details.contexts != Contexts::Hidden {
            cell.push_bytes(b" proc_ctx=");
            owner::push_context(cell, self.lookups.security_context(ProcessId(netlink.port_id)));
        }
        if self.details.extended {
            push_groups(cell, netlink);
        }
        // A row of the text table has no memory to show.
        if self.details.memory && netlink.text.is_none() {
            cell.push_bytes(b"\t");
            if let Some(memory) = &socket.memory {
                memory::push(cell, memory);
            }
        }
        // Its port says by custom whose it is, so that `-p` adds nothing.
        if self.details.owner {
            self.push_owner(cell, socket);
        }
        Ok(())
    }

    fn push_netlink_protocol(&mut self, cell: &mut Cell, netlink: &NetlinkSocket<'_>) {
        match if self.details.numeric { None } else { self.lookups.netlink_protocol(netlink.protocol) } {
            Some(name) => cell.push_untrusted(name),
            None => cell.push_u64(netlink.protocol.0.into()),
        }
    }

    /// The kernel, a process that lives, or a number.
    fn push_port_id(&mut self, cell: &mut Cell, id: u32) {
        if id == NO_PORT {
            return cell.push_bytes(b"*");
        }
        if self.details.numeric {
            return push_signed(cell, id);
        }
        if id == 0 {
            return cell.push_bytes(b"kernel");
        }
        if let Some(name) = self.lookups.process(ProcessId(id)) {
            cell.push_untrusted(name);
            cell.push_bytes(b"/");
        }
        push_signed(cell, id);
    }
}

/// Appends the groups that it listens to, as a mask of the first 32. The kernel's address of the socket and whether a dump is
/// under way only the text table tells.
fn push_groups(cell: &mut Cell, netlink: &NetlinkSocket<'_>) {
    let told = netlink.groups.and_then(<[u8]>::first_chunk).map_or(0, |word| u32::from_ne_bytes(*word));
    let text = netlink.text.unwrap_or(NetlinkText { groups: told, ..NetlinkText::default() });
    cell.push_bytes(b" sk=");
    push_hex(cell, text.address);
    cell.push_bytes(b" cb=");
    cell.push_u64(text.dump_running.into());
    let groups = text.groups;
    cell.push_bytes(b" groups=0x");
    for _ in (1..8).rev().take_while(|digit| groups >> (4 * digit) == 0) {
        cell.push_bytes(b"0");
    }
    push_hex(cell, groups.into());
}
