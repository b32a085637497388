//! Sockets from the text files of /proc/net, or from files like them.
//!
//! A table may be long (150 octets a socket), and a file that is none endless: it is read in pieces of whole lines.

use super::SocketSink;
use super::plan::{Plan, TextRows, TextTable};
use crate::pieces::Pieces;
use crate::proc_files::ProcFiles;
use crate::unread::Unread;
use model::{Gap, Socket, Transport};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use wire::netlink::sock_diag::inet::IpVersion;
use wire::proc_net::{self, BadLine};

/// The longest table of UNIX sockets: half a million of them, which must be sorted before they are shown.
const LONGEST_UNIX_TABLE: u64 = 64 << 20;
/// So many UNIX sockets are sorted together, because ss sorts so many.
const UNIX_SOCKETS_TOGETHER: usize = 1681;

/// In which order sockets are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// As ss lists them: UNIX sockets by type and inode.
    OfSs,
    /// As the file has them.
    OfFile,
}

/// Lists the tables that stand in for the kernel's diagnostics, and adds what could not be read to `gaps`.
///
/// # Errors
/// Only the sink's.
pub(super) fn list(plan: &Plan, files: &ProcFiles, sink: &mut dyn SocketSink, gaps: &mut Vec<Gap>) -> io::Result<()> {
    plan.text.iter().try_for_each(|table| list_table(plan, table, Order::OfSs, files, sink, gaps))
}

/// Lists the tables of these IP versions row by row, and adds what could not be read to `gaps`.
///
/// # Errors
/// Only the sink's.
pub(super) fn list_as_they_stand(
    plan: &Plan,
    versions: &[IpVersion],
    files: &ProcFiles,
    sink: &mut dyn SocketSink,
    gaps: &mut Vec<Gap>,
) -> io::Result<()> {
    let wanted = |table: &&TextTable| table.version.is_none_or(|version| versions.contains(&version));
    plan.text.iter().filter(wanted).try_for_each(|table| list_table(plan, table, Order::OfFile, files, sink, gaps))
}

fn list_table(
    plan: &Plan,
    table: &TextTable,
    order: Order,
    files: &ProcFiles,
    sink: &mut dyn SocketSink,
    gaps: &mut Vec<Gap>,
) -> io::Result<()> {
    let path = files.path(table.path);
    let mut rows = Rows { plan, sink, unread: Unread::default() };
    let outcome = match (table.rows, order) {
        (TextRows::Inet(transport), _) => {
            rows.in_pieces(&path, |rows, piece| rows.take(proc_net::inet::sockets(piece, transport)))
        }
        (TextRows::Unix, Order::OfSs) => rows.unix(&path),
        (TextRows::Unix, Order::OfFile) => {
            rows.in_pieces(&path, |rows, piece| rows.take(proc_net::unix::sockets(piece)))
        }
        (TextRows::Packet, _) => rows.in_pieces(&path, |rows, piece| rows.take(proc_net::packet::sockets(piece))),
        (TextRows::Netlink, _) => rows.in_pieces(&path, |rows, piece| rows.take(proc_net::netlink::sockets(piece))),
    };
    gaps.extend(rows.unread.gap(plan.name));
    match outcome {
        Ok(()) => Ok(()),
        Err(Failure::Sink(error)) => Err(error),
        // IPv6 may be switched off.
        Err(Failure::File(error)) if error.kind() == io::ErrorKind::NotFound && is_ipv6_beside_ipv4(plan, table) => {
            Ok(())
        }
        Err(Failure::File(error)) => {
            gaps.push(Gap::new(format!("reading {} from {}", plan.name, path.display()), error.to_string()));
            Ok(())
        }
    }
}

fn is_ipv6_beside_ipv4(plan: &Plan, table: &TextTable) -> bool {
    plan.text.first().is_some_and(|first| first.path != table.path)
}

enum Failure {
    Sink(io::Error),
    File(io::Error),
}

struct Rows<'p, 's> {
    plan: &'p Plan,
    sink: &'s mut dyn SocketSink,
    unread: Unread,
}

impl Rows<'_, '_> {
    fn in_pieces(&mut self, path: &Path, take: impl Fn(&mut Self, &[u8]) -> io::Result<()>) -> Result<(), Failure> {
        let mut pieces = Pieces::open(path).map_err(Failure::File)?;
        while let Some(piece) = pieces.next().map_err(Failure::File)? {
            take(self, piece).map_err(Failure::Sink)?;
        }
        Ok(())
    }

    fn take<'a>(&mut self, rows: impl Iterator<Item = Result<Socket<'a>, BadLine<'a>>>) -> io::Result<()> {
        for row in rows {
            if let Some(socket) = self.wanted(row) {
                self.sink.accept(&socket)?;
            }
        }
        Ok(())
    }

    /// The socket of a row that can be read, in a state that was asked for.
    fn wanted<'a>(&mut self, row: Result<Socket<'a>, BadLine<'a>>) -> Option<Socket<'a>> {
        match row {
            Ok(socket) => self.plan.states.contains(socket.state).then_some(socket),
            Err(bad) => {
                self.unread.note(&bad);
                None
            }
        }
    }

    /// UNIX sockets come in the order of the kernel's hash table, and are shown by type and inode.
    fn unix(&mut self, path: &Path) -> Result<(), Failure> {
        let mut text = Vec::new();
        File::open(path)
            .and_then(|file| file.take(LONGEST_UNIX_TABLE).read_to_end(&mut text))
            .map_err(Failure::File)?;
        let mut rows = proc_net::unix::sockets(&text);
        loop {
            let batch = rows.by_ref().filter_map(|row| self.wanted(row)).take(UNIX_SOCKETS_TOGETHER);
            let mut batch: Vec<_> = batch.collect();
            if batch.is_empty() {
                break;
            }
            batch.sort_by_key(|socket| (unix_rank(socket.transport), socket.inode.0));
            batch.iter().try_for_each(|socket| self.sink.accept(socket)).map_err(Failure::Sink)?;
        }
        if text.len() as u64 == LONGEST_UNIX_TABLE {
            return Err(Failure::File(io::Error::other("it is too long to be read to its end")));
        }
        Ok(())
    }
}

/// The order of socket types by number (`SOCK_*`).
fn unix_rank(transport: Transport) -> u8 {
    match transport {
        Transport::UnixStream => 1,
        Transport::UnixDatagram => 2,
        _ => 5,
    }
}
