//! A question as one network namespace understands it: which tables to read there, and what to ask about each socket of them.

use super::around::Around;
use super::{Host, Question, Subject, SubjectSink, Wants, writing};
use crate::failure::Failure;
use crate::host::place::Place;
use crate::host::queries::{self, Depth};
use model::{Gap, Socket, SocketFamily};
use query::lower::{Capabilities, Exactness, KernelSupport};
use query::native::{self, FilterError, Part};
use sources::sockets::{Reach, SocketQuery, SocketSink, SocketSource};
use std::io;
use wire::netlink::sock_diag::inet::Extensions;

/// What to read, and how to choose of it.
pub(super) struct Plan {
    readings: Vec<Reading>,
    /// How much the kernel must tell of a socket.
    pub(super) reach: Reach,
    begins_with_owners: bool,
    tells_processes: bool,
}

/// One dump, and the tables that come with it: those of a family that is no inet one come together.
struct Reading {
    query: SocketQuery,
    tables: Vec<Chosen>,
}

/// What of a table was asked for.
struct Chosen {
    part: Part,
    /// Whether the filter must be asked about inet sockets that the kernel sent.
    rechecks: bool,
}

impl Plan {
    /// What the question comes to where the host looks now.
    ///
    /// # Errors
    /// The filter is not understood there.
    pub(super) fn new(question: &Question, host: &mut Host) -> Result<Self, FilterError> {
        let selection = native::parse(&question.words, host.names())?;
        let needs = selection.needs;
        let wants = question.wants.and(Wants {
            tcp_info: needs.tcp_info || needs.congestion,
            memory: needs.memory,
            private: selection.filter.is_some(),
            ..Wants::default()
        });
        let capabilities = Capabilities { net_admin: sys::capability::has_net_admin() };
        let mut readings: Vec<Reading> = Vec::new();
        for part in selection.parts() {
            let lowering = part.filter.as_ref().map(|filter| filter.lower(KernelSupport::default(), capabilities));
            let rechecks = lowering.as_ref().is_some_and(|lowering| lowering.exactness != Exactness::Exact);
            let bytecode = lowering.and_then(|lowering| lowering.bytecode);
            let query = queries::of_table(part.table, &part.scope, depth(wants), bytecode.as_deref());
            let chosen = Chosen { part, rechecks };
            match readings.iter_mut().find(|reading| queries::read_alike(&reading.query, &query)) {
                Some(reading) => {
                    queries::widen(&mut reading.query, &query);
                    reading.tables.push(chosen);
                }
                None => readings.push(Reading { query, tables: vec![chosen] }),
            }
        }
        let only_inet = readings.iter().all(|reading| matches!(reading.query, SocketQuery::Inet(_)));
        let is_public = only_inet && !wants.private && !wants.memory;
        let takes_all = readings.iter().flat_map(|reading| &reading.tables).any(|table| table.part.filter.is_none());
        Ok(Self {
            readings,
            reach: if is_public { Reach::PublicFacts } else { Reach::Everything },
            begins_with_owners: wants.owners && takes_all,
            tells_processes: needs.processes,
        })
    }

    /// What the kernel is asked, in order.
    pub(super) fn queries(&self) -> Vec<SocketQuery> {
        self.readings.iter().map(|reading| reading.query.clone()).collect()
    }

    /// Hands what was asked for to the sink, and returns what could not be seen.
    ///
    /// # Errors
    /// The sink takes no more.
    pub(super) fn list(
        &self,
        source: &mut SocketSource,
        place: &Place,
        host: &Host,
        sink: &mut dyn SubjectSink,
    ) -> Result<Vec<Gap>, Failure> {
        // Where all sockets of a table are shown, owners can be looked for while they are read.
        if self.begins_with_owners {
            host.begin_to_look_for_owners();
        }
        let mut gaps = Vec::new();
        for Reading { query, tables } in &self.readings {
            let mut selected =
                Selected { tables, tells_processes: self.tells_processes, place, host, sink: &mut *sink };
            gaps.extend(source.list(query, &mut selected).map_err(|error| writing(&error))?);
        }
        Ok(gaps)
    }
}

fn depth(wants: Wants) -> Depth {
    let extensions =
        [(wants.memory, Extensions::MEMORY), (wants.tcp_info, Extensions::INFO.with(Extensions::CONGESTION_CONTROL))]
            .into_iter()
            .filter(|(wanted, _)| *wanted)
            .fold(Extensions::NONE, |all, (_, extension)| all.with(extension));
    Depth { extensions, unix_files: false, unix_memory: wants.memory }
}

/// Passes on what was asked for.
struct Selected<'a> {
    tables: &'a [Chosen],
    tells_processes: bool,
    place: &'a Place,
    host: &'a Host,
    sink: &'a mut dyn SubjectSink,
}

impl Selected<'_> {
    /// The table that this socket is of, if it was asked for.
    fn chosen(&self, socket: &Socket<'_>) -> Option<&Chosen> {
        // Who is asked for one table sends the states of that one; tables that come together may want different ones.
        let come_together = self.tables.len() > 1;
        self.tables.iter().find(|Chosen { part, .. }| {
            part.scope.shows(socket) && (!come_together || part.scope.states.contains(socket.state))
        })
    }
}

impl SocketSink for Selected<'_> {
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
        let Some(Chosen { part, rechecks }) = self.chosen(socket) else { return Ok(()) };
        let subject = Subject { socket, place: self.place, host: self.host };
        let is_decided = matches!(socket.family, SocketFamily::Inet(_)) && socket.cookie.is_some() && !rechecks;
        let fits = match &part.filter {
            Some(filter) if !is_decided => {
                filter.matches_in(socket, &Around { subject, tells_processes: self.tells_processes })
            }
            _ => true,
        };
        if fits { self.sink.accept(&subject) } else { Ok(()) }
    }

    fn begin_table(&mut self) {
        self.sink.begin_table();
    }

    fn forget_table(&mut self) -> bool {
        self.sink.forget_table()
    }
}
