//! How `ss` lays a socket out in cells.
//!
//! What iproute2 6.1 prints for each socket, byte for byte: one file per family says what stands in its row, and the files
//! beside them what families share. A layout only reads the model; whatever else it must know it asks of [`Lookups`].

mod address;
mod bpf_storage;
pub mod columns;
mod head;
mod identity;
mod inet;
mod lookups;
mod md5_keys;
mod memory;
mod mptcp_info;
mod netlink;
mod number;
mod owner;
mod ownership;
mod packet;
mod rate;
mod sctp;
mod socket_options;
pub mod summary;
mod tcp_info;
mod tcp_text;
#[cfg(test)]
mod tests;
mod timer;
mod tipc;
mod ulp;
mod unix;
mod vsock;
mod xdp;

pub use lookups::{Lookups, Owner};

use model::{Inode, InterfaceIndex, Socket, SocketFamily};
use render::table::{Cell, Table};
use std::io::{self, Write};

/// What a listing is to say of each socket beyond its ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Numbers for services, protocols and rates (`-n`).
    pub numeric: bool,
    /// Names for addresses (`-r`).
    pub resolve: bool,
    /// Timers, and the options of a TCP connection (`-o`, implied by `-e` and `-b`).
    pub options: bool,
    /// Owner, inode, cookie and more (`-e`).
    pub extended: bool,
    /// Memory (`-m`).
    pub memory: bool,
    /// TCP's own account, and its relatives' (`-i`).
    pub info: bool,
    /// What only newer versions than the one that we stand in for tell (`--newest`).
    pub newest: bool,
    /// The processes that hold the socket (`-p`), or their threads.
    pub processes: bool,
    /// Who those processes are, or why there are none (`--owner`).
    pub owner: bool,
    /// SELinux contexts (`-Z`, `-z`).
    pub contexts: Contexts,
    /// Leave out the columns of the queues (`-Q`).
    pub no_queues: bool,
    /// Everything in one line (`-O`).
    pub one_line: bool,
    /// Type of service and priority (`--tos`).
    pub type_of_service: bool,
    /// The control group (`--cgroup`).
    pub cgroup: bool,
    /// Socket options of IP (`--inet-sockopt`).
    pub socket_options: bool,
    /// Packet filters (`-b`).
    pub filters: bool,
    /// TIPC's own account (`--tipcinfo`).
    pub tipc: bool,
}

/// Which SELinux contexts to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contexts {
    /// None.
    #[default]
    Hidden,
    /// Those of processes (`-Z`).
    OfProcesses,
    /// Those of processes and of their sockets (`-z`).
    OfProcessesAndSockets,
}

impl Details {
    /// Appends what stands before a block of details: a new line, or a blank.
    fn push_break(self, cell: &mut Cell) {
        cell.push_bytes(if self.one_line { b" " } else { b"\n\t" });
    }
}

/// Lays sockets out in a table of [`columns::COLUMNS`].
#[derive(Debug)]
pub struct Layout<'l, L: Lookups> {
    details: Details,
    lookups: &'l mut L,
    /// The inode of the inet socket before: an SCTP row that has it too is an association of that one.
    previous_inode: Inode,
}

impl<'l, L: Lookups> Layout<'l, L> {
    /// A layout with these details.
    pub fn new(details: Details, lookups: &'l mut L) -> Self {
        Self { details, lookups, previous_inode: Inode(0) }
    }

    /// Lays out one socket as the next row.
    ///
    /// # Errors
    /// Those of printing a batch that became full.
    pub fn row<W: Write>(&mut self, table: &mut Table<W>, socket: &Socket<'_>) -> io::Result<()> {
        match &socket.family {
            SocketFamily::Inet(inet) => self.inet(table, socket, inet),
            SocketFamily::Unix(unix) => self.unix(table, socket, unix),
            SocketFamily::Packet(packet) => self.packet(table, socket, packet),
            SocketFamily::Netlink(netlink) => self.netlink(table, socket, netlink),
            SocketFamily::Vsock(vsock) => self.vsock(table, socket, vsock),
            SocketFamily::Tipc(tipc) => self.tipc(table, socket, tipc),
            SocketFamily::Xdp(xdp) => self.xdp(table, socket, xdp),
        }
    }

    /// Appends the name of an interface, or its number where it has none (any more).
    fn push_interface(&mut self, cell: &mut Cell, index: InterfaceIndex) {
        match self.lookups.interface(index) {
            Some(name) => cell.push_untrusted(name),
            None => {
                cell.push_bytes(b"if");
                cell.push_u64(index.0.into());
            }
        }
    }
}
