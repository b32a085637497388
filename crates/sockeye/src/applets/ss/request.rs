//! What the command line asks for, turned into queries to the sources.

use super::layout::Details;
use model::{Family, Transport};
use query::lower::{Capabilities, Exactness, KernelSupport};
use query::ss::{Query, Scope, Table};
use sources::sockets::{InetQuery, Reach, SocketQuery};
use wire::netlink::sock_diag::inet::{BpfStorages, Extensions, IpVersion};
use wire::netlink::sock_diag::{netlink, packet, tipc, unix, vsock, xdp};

/// Everything that a listing needs to know.
#[derive(Debug)]
pub(super) struct Request {
    /// The tables to read, in the order of the output.
    pub(super) tables: Vec<SocketQuery>,
    /// What to show of them.
    pub(super) query: Query,
    /// What to say of each socket.
    pub(super) details: Details,
    /// Whether the filter must be asked about inet sockets that the kernel sent.
    pub(super) rechecks_inet: bool,
    /// Whether TCP sockets come from a recording, which is shown whole: all its states and IP versions.
    pub(super) replays_tcp: bool,
}

impl Request {
    /// Plans the listing that answers this query.
    pub(super) fn new(query: Query, details: Details, capabilities: Capabilities) -> Self {
        let lowering = query.filter.as_ref().map(|filter| filter.lower(KernelSupport::default(), capabilities));
        let rechecks_inet = lowering.as_ref().is_some_and(|lowering| lowering.exactness != Exactness::Exact);
        let bytecode = lowering.and_then(|lowering| lowering.bytecode);
        let mut tables: Vec<SocketQuery> = Vec::new();
        for table in query.scope.tables_to_list() {
            let table = socket_query(table, &query.scope, details, bytecode.as_deref());
            // The tables of one family are read together, once.
            let is_read = tables.iter().any(|read| {
                !matches!(read, SocketQuery::Inet(_)) && std::mem::discriminant(read) == std::mem::discriminant(&table)
            });
            if !is_read {
                tables.push(table);
            }
        }
        Self { tables, query, details, rechecks_inet, replays_tcp: false }
    }

    /// The same request, which also asks what BPF programs keep with each socket.
    pub(super) fn with_bpf_storages(mut self, storages: &BpfStorages) -> Self {
        for table in &mut self.tables {
            if let SocketQuery::Inet(query) = table {
                query.bpf_storages = storages.clone();
            }
        }
        self
    }
}

impl Request {
    /// How much the kernel must tell for it: asking for less is faster, and all that most listings need.
    pub(super) fn reach(&self) -> Reach {
        let only_inet = self.tables.iter().all(|table| matches!(table, SocketQuery::Inet(_)));
        let asks_bpf = |table: &SocketQuery| matches!(table, SocketQuery::Inet(query) if query.bpf_storages != BpfStorages::Unasked);
        let only_inet = only_inet && !self.tables.iter().any(asks_bpf);
        let public = only_inet && !self.details.extended && !self.details.info && self.query.filter.is_none();
        if public { Reach::PublicFacts } else { Reach::Everything }
    }
}

/// The query to the sources for one table.
pub(super) fn socket_query(table: Table, scope: &Scope, details: Details, bytecode: Option<&[u8]>) -> SocketQuery {
    let inet = |transport| {
        SocketQuery::Inet(InetQuery {
            transport,
            versions: scope.inet_families_to_ask().iter().map(|&family| version(family)).collect(),
            states: scope.states,
            extensions: extensions(details),
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
        Table::Raw => inet(Transport::Raw),
        Table::Sctp => inet(Transport::Sctp),
        Table::UnixDatagram | Table::UnixStream | Table::UnixSeqpacket => SocketQuery::Unix(unix::Request {
            states: scope.states,
            show: unix::SHOW_NAME
                | unix::SHOW_PEER
                | unix::SHOW_QUEUES
                | flag(details.extended, unix::SHOW_FILE | unix::SHOW_PENDING)
                | flag(details.memory, unix::SHOW_MEMORY),
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

pub(super) fn version(family: Family) -> IpVersion {
    match family {
        Family::Inet6 => IpVersion::V6,
        _ => IpVersion::V4,
    }
}

/// Only what will be printed: the kernel's work per socket grows with each.
fn extensions(details: Details) -> Extensions {
    [
        (details.memory, Extensions::LEGACY_MEMORY.with(Extensions::MEMORY)),
        (details.info, Extensions::INFO.with(Extensions::CONGESTION_INFO).with(Extensions::CONGESTION_CONTROL)),
        (details.type_of_service, Extensions::TOS.with(Extensions::TRAFFIC_CLASS)),
    ]
    .into_iter()
    .filter(|(wanted, _)| *wanted)
    .fold(Extensions::NONE, |all, (_, extension)| all.with(extension))
}
