//! Sockets from the sources, through the filter, into the table.

use super::closing::Closing;
use super::layout::columns::Origin;
use super::layout::{Layout, Lookups};
use super::request::Request;
use model::{Gap, Socket, SocketFamily, Transport};
use render::table::{Mark, Table};
use sources::closing::Closer;
use sources::sockets::{SocketQuery, SocketSink, SocketSource};
use std::collections::HashSet;
use std::io::{self, Write};
use std::net::IpAddr;

/// Lists what was asked for into `table`, closing it first where there is a `closer`, and returns what could not be seen. Each row begins
/// with the sockets' `origin`, where one is given.
///
/// # Errors
/// Those of writing.
pub(super) fn list<W: Write, L: Lookups>(
    source: &mut SocketSource,
    request: &Request,
    lookups: &mut L,
    table: &mut Table<W>,
    origin: Option<&Origin>,
    closer: Option<&mut Closer>,
) -> io::Result<Vec<Gap>> {
    let mark = table.mark();
    let layout = Layout::new(request.details, lookups);
    let mut rows = Rows { request, table, origin, layout, mark };
    match closer {
        None => read(source, request, &mut rows),
        Some(closer) => read(source, request, &mut Closing::new(request, closer, &mut rows)),
    }
}

/// The addresses of both ends of every socket that will be listed: their names are looked up together.
///
/// # Errors
/// None that a set could meet.
pub(super) fn addresses(source: &mut SocketSource, request: &Request) -> io::Result<HashSet<IpAddr>> {
    let mut ends = Ends { request, addresses: HashSet::new() };
    // What cannot be seen now cannot be seen later, and is said then.
    read(source, request, &mut ends)?;
    Ok(ends.addresses)
}

fn read(source: &mut SocketSource, request: &Request, sink: &mut dyn SocketSink) -> io::Result<Vec<Gap>> {
    let mut gaps = Vec::new();
    for table in &request.tables {
        gaps.extend(source.list(table, sink)?);
    }
    Ok(gaps)
}

impl Request {
    /// Whether this socket was asked for. Its state is the source's part, and for most inet sockets the kernel has
    /// already applied the filter.
    pub(super) fn wants(&self, socket: &Socket<'_>) -> bool {
        let is_replayed = self.replays_tcp && socket.transport == Transport::Tcp;
        if !is_replayed && !self.query.scope.shows(socket) {
            return false;
        }
        let Some(filter) = &self.query.filter else { return true };
        let is_from_kernel = matches!(socket.family, SocketFamily::Inet(_)) && socket.cookie.is_some() && !is_replayed;
        is_from_kernel && !self.rechecks_inet || filter.matches(socket)
    }
}

/// Lays sockets out as rows.
struct Rows<'r, 'l, W: Write, L: Lookups> {
    request: &'r Request,
    table: &'r mut Table<W>,
    origin: Option<&'r Origin>,
    layout: Layout<'l, L>,
    /// Where the rows of the present table of sockets begin.
    mark: Mark,
}

impl<W: Write, L: Lookups> SocketSink for Rows<'_, '_, W, L> {
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
        if !self.request.wants(socket) {
            return Ok(());
        }
        if let Some(origin) = self.origin {
            origin.lay(self.table)?;
        }
        self.layout.row(self.table, socket)
    }

    fn begin_table(&mut self) {
        self.mark = self.table.mark();
    }

    fn forget_table(&mut self) -> bool {
        self.table.rewind(&self.mark)
    }
}

/// Gathers addresses.
struct Ends<'r> {
    request: &'r Request,
    addresses: HashSet<IpAddr>,
}

impl SocketSink for Ends<'_> {
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
        if let (SocketFamily::Inet(inet), true) = (&socket.family, self.request.wants(socket)) {
            self.addresses.extend([inet.local.address, inet.peer.address]);
        }
        Ok(())
    }

    fn forget_table(&mut self) -> bool {
        // An address too many costs one more look-up and nothing else.
        true
    }
}

/// The transport whose services name the ports of MPTCP: that of the inet table listed before it.
pub(super) fn before_mptcp(request: &Request) -> Option<Transport> {
    let transports = request.tables.iter().filter_map(|table| match table {
        SocketQuery::Inet(query) => Some(query.transport),
        _ => None,
    });
    transports.take_while(|&transport| transport != Transport::Mptcp).last()
}
