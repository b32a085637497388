//! IPv4 and IPv6 sockets: TCP, UDP and their relatives.

use super::address::push_address;
use super::number::push_prefixed_hex;
use super::{
    Details, Layout, Lookups, bpf_storage, columns, head, identity, md5_keys, memory, mptcp_info, sctp, socket_options,
    tcp_info, tcp_text, timer, ulp,
};
use model::{InetSocket, InterfaceIndex, Socket, Transport};
use render::table::{Cell, Table};
use std::io::{self, Write};
use std::net::IpAddr;

impl<L: Lookups> Layout<'_, L> {
    pub(super) fn inet<W: Write>(
        &mut self,
        table: &mut Table<W>,
        socket: &Socket<'_>,
        inet: &InetSocket<'_>,
    ) -> io::Result<()> {
        if socket.transport == Transport::Sctp && socket.inode.0 != 0 && socket.inode == self.previous_inode {
            head::lay_association(table, socket)?;
        } else {
            head::lay(table, socket)?;
        }
        self.push_host(table.text(), inet, inet.local.address, inet.interface);
        table.next_cell()?;
        self.push_port(table.text(), socket.transport, inet.local.port);
        table.seek(columns::PEER_ADDRESS)?;
        self.push_host(table.text(), inet, inet.peer.address, InterfaceIndex(0));
        table.next_cell()?;
        self.push_port(table.text(), socket.transport, inet.peer.port);
        table.seek(columns::DETAILS)?;
        let cell = table.text();
        self.push_owners(cell, socket);
        match &inet.text {
            Some(text) => tcp_text::push(cell, self.details, socket, inet, text),
            // What the text files tell of other sockets than TCP's, the original does not show.
            None if socket.cookie.is_none() => {}
            None => self.push_inet_details(cell, socket, inet),
        }
        self.previous_inode = socket.inode;
        Ok(())
    }

    /// The address, its interface and the colon. `*` is every address of both versions.
    fn push_host(&mut self, cell: &mut Cell, inet: &InetSocket<'_>, address: IpAddr, interface: InterfaceIndex) {
        match address {
            IpAddr::V6(any) if any.is_unspecified() && !inet.v6_only.unwrap_or(false) => cell.push_bytes(b"*"),
            _ => match if self.details.resolve { self.lookups.host(address) } else { None } {
                Some(name) => cell.push_untrusted(name),
                None if address.is_ipv6() => {
                    cell.push_bytes(b"[");
                    push_address(cell, address);
                    cell.push_bytes(b"]");
                }
                None => push_address(cell, address),
            },
        }
        if interface.0 != 0 {
            cell.push_bytes(b"%");
            self.push_interface(cell, interface);
        }
        cell.push_bytes(b":");
    }

    /// The service or number of a port. The "port" of a raw socket is its protocol.
    fn push_port(&mut self, cell: &mut Cell, transport: Transport, port: u16) {
        if port == 0 {
            return cell.push_bytes(b"*");
        }
        if self.details.numeric {
            return cell.push_u64(port.into());
        }
        let is_protocol = transport == Transport::Raw;
        match if is_protocol { self.lookups.ip_protocol(port) } else { self.lookups.service(transport, port) } {
            Some(name) => cell.push_untrusted(name),
            None => {
                cell.push_bytes(if is_protocol { b"ipproto-" } else { b"" });
                cell.push_u64(port.into());
            }
        }
    }

    fn push_inet_details(&mut self, cell: &mut Cell, socket: &Socket<'_>, inet: &InetSocket<'_>) {
        let details = self.details;
        if details.options {
            timer::push(cell, inet.timer, socket.transport);
        }
        if details.extended {
            identity::push(cell, socket);
            identity::push_mark(cell, inet.mark);
            // Where the kernel gives no id, it gives none at all; a zero is an id that no directory has.
            if let Some(id) = inet.cgroup.filter(|id| id.0 != 0) {
                identity::push_cgroup(cell, self.lookups, id);
            }
            if let (IpAddr::V6(_), Some(v6_only)) = (inet.local.address, inet.v6_only) {
                cell.push_bytes(b" v6only:");
                cell.push_u64(v6_only.into());
            }
            if let Some(shutdown) = socket.shutdown {
                identity::push_shutdown(cell, shutdown);
            }
        }
        if details.type_of_service {
            push_field(cell, b" tos:", inet.tos);
            push_field(cell, b" tclass:", inet.traffic_class);
            push_field(cell, b" class_id:", inet.class_id);
        }
        if let Some(id) = inet.cgroup.filter(|_| details.cgroup) {
            identity::push_cgroup(cell, self.lookups, id);
        }
        if let Some(options) = inet.options.filter(|_| details.socket_options) {
            details.push_break(cell);
            socket_options::push(cell, options);
        }
        if details.memory || details.info && !is_udp(socket.transport, inet) {
            // In one line each field brings its own blank.
            if !details.one_line {
                details.push_break(cell);
            }
            push_account(cell, details, socket, inet);
        }
        if let Some(storages) = inet.bpf_storage {
            bpf_storage::push(cell, details, storages);
        }
    }
}

/// A raw socket counts as one of its protocol.
fn is_udp(transport: Transport, inet: &InetSocket<'_>) -> bool {
    transport == Transport::Udp || transport == Transport::Raw && inet.local.port == 17
}

/// Appends memory, and what the transport says of itself.
fn push_account(cell: &mut Cell, details: Details, socket: &Socket<'_>, inet: &InetSocket<'_>) {
    if let Some(memory) = &socket.memory {
        memory::push(cell, memory);
    } else if let Some(memory) = &inet.legacy_memory {
        memory::push_legacy(cell, memory);
    }
    match socket.transport {
        Transport::Sctp => sctp::push(cell, inet),
        Transport::Mptcp => {
            if let Some(info) = &inet.mptcp {
                mptcp_info::push(cell, details.newest, info);
            }
        }
        _ => {
            if let Some(info) = &inet.tcp {
                tcp_info::push(cell, details, socket.state, inet, info);
            }
            if let Some(keys) = inet.md5_keys {
                md5_keys::push(cell, keys);
            }
            if let Some(ulp) = &inet.ulp {
                ulp::push(cell, ulp);
            }
        }
    }
}

/// Appends a field in hexadecimal, if the source told it.
fn push_field(cell: &mut Cell, name: &[u8], value: Option<impl Into<u64>>) {
    if let Some(value) = value {
        cell.push_bytes(name);
        push_prefixed_hex(cell, value.into());
    }
}
