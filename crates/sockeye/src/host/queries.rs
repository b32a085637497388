//! What to ask the sources for, so that they answer what a filter's scope covers.

use model::{Family, Transport};
use query::ss::{Scope, Table};
use sources::sockets::{InetQuery, SocketQuery};
use wire::netlink::sock_diag::inet::{BpfStorages, Extensions, IpVersion};
use wire::netlink::sock_diag::{netlink, packet, tipc, unix, vsock, xdp};

/// How much to ask of each socket: the kernel's work for it grows with each detail.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Depth {
    /// Of an inet socket.
    pub(crate) extensions: Extensions,
    /// Of a UNIX socket: the file that it is bound to, and the connections that wait.
    pub(crate) unix_files: bool,
    /// Of a UNIX socket: the account of its memory.
    pub(crate) unix_memory: bool,
}

/// The queries for all tables of a scope, in its order. Tables of one family are read together, once.
pub(crate) fn of_scope(scope: &Scope, depth: Depth, bytecode: Option<&[u8]>) -> Vec<SocketQuery> {
    let mut queries: Vec<SocketQuery> = Vec::new();
    for table in scope.tables_to_list() {
        let query = of_table(table, scope, depth, bytecode);
        if !queries.iter().any(|read| read_alike(read, &query)) {
            queries.push(query);
        }
    }
    queries
}

/// Whether one dump answers both: tables of one family come together, unless each inet protocol has its own.
pub(crate) fn read_alike(one: &SocketQuery, other: &SocketQuery) -> bool {
    !matches!(one, SocketQuery::Inet(_)) && std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// Widens a query so that it also answers another one that is read alike.
pub(crate) fn widen(query: &mut SocketQuery, other: &SocketQuery) {
    match (query, other) {
        (SocketQuery::Unix(query), SocketQuery::Unix(other)) => query.states = query.states.union(other.states),
        (SocketQuery::Vsock(query), SocketQuery::Vsock(other)) => query.states = query.states.union(other.states),
        // The others are read whole, or are one table each.
        _ => {}
    }
}

/// The query for one table.
pub(crate) fn of_table(table: Table, scope: &Scope, depth: Depth, bytecode: Option<&[u8]>) -> SocketQuery {
    let inet = |transport| {
        SocketQuery::Inet(InetQuery {
            transport,
            versions: scope.inet_families_to_ask().iter().map(|&family| version(family)).collect(),
            states: scope.states,
            extensions: depth.extensions,
            bytecode: bytecode.map(<[u8]>::to_vec),
            bpf_storages: BpfStorages::Unasked,
        })
    };
    let flag = |wanted: bool, bit: u32| if wanted { bit } else { 0 };
    match table {
        Table::Tcp => inet(Transport::Tcp),
        Table::Mptcp => inet(Transport::Mptcp),
        Table::Dccp => inet(Transport::Dccp),
        Table::Udp => inet(Transport::Udp),
        Table::UdpLite => inet(Transport::UdpLite),
        Table::Raw => inet(Transport::Raw),
        Table::Sctp => inet(Transport::Sctp),
        Table::UnixDatagram | Table::UnixStream | Table::UnixSeqpacket => SocketQuery::Unix(unix::Request {
            states: scope.states,
            show: unix::SHOW_NAME
                | unix::SHOW_PEER
                | unix::SHOW_QUEUES
                | flag(depth.unix_files, unix::SHOW_FILE | unix::SHOW_PENDING)
                | flag(depth.unix_memory, unix::SHOW_MEMORY),
        }),
        Table::PacketDatagram | Table::PacketRaw => SocketQuery::Packet(packet::Request {
            show: packet::SHOW_INFO
                | packet::SHOW_MEMORY
                | packet::SHOW_FILTER
                | packet::SHOW_RINGS
                | packet::SHOW_FANOUT,
        }),
        Table::Netlink => {
            SocketQuery::Netlink(netlink::Request { protocol: None, show: netlink::SHOW_MEMORY | netlink::SHOW_GROUPS })
        }
        Table::VsockStream | Table::VsockDatagram => SocketQuery::Vsock(vsock::Request { states: scope.states }),
        Table::Tipc => SocketQuery::Tipc(tipc::Request { states: scope.states }),
        Table::Xdp => SocketQuery::Xdp(xdp::Request {
            show: xdp::SHOW_INFO | xdp::SHOW_RINGS | xdp::SHOW_UMEM | xdp::SHOW_MEMORY | xdp::SHOW_STATISTICS,
        }),
    }
}

/// The IP version of an inet family.
pub(crate) fn version(family: Family) -> IpVersion {
    match family {
        Family::Inet6 => IpVersion::V6,
        _ => IpVersion::V4,
    }
}
