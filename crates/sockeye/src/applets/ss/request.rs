//! What the command line asks for, turned into queries to the sources.

use super::layout::Details;
use crate::host::queries::{self, Depth};
use query::lower::{Capabilities, Exactness, KernelSupport};
use query::ss::Query;
use sources::sockets::{Reach, SocketQuery};
use wire::netlink::sock_diag::inet::{BpfStorages, Extensions};

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
        let tables = queries::of_scope(&query.scope, depth(details), bytecode.as_deref());
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

/// What of each socket will be printed.
pub(super) fn depth(details: Details) -> Depth {
    let extensions = [
        (details.memory, Extensions::LEGACY_MEMORY.with(Extensions::MEMORY)),
        (details.info, Extensions::INFO.with(Extensions::CONGESTION_INFO).with(Extensions::CONGESTION_CONTROL)),
        (details.type_of_service, Extensions::TOS.with(Extensions::TRAFFIC_CLASS)),
    ]
    .into_iter()
    .filter(|(wanted, _)| *wanted)
    .fold(Extensions::NONE, |all, (_, extension)| all.with(extension));
    Depth { extensions, unix_files: details.extended, unix_memory: details.memory }
}
