//! Rows of SCTP sockets: one for each address that they have, of which the first one has the ports and the last one says who owns the socket.
//!
//! Addresses are never cut.

use super::columns::{self, Columns};
use super::ends::{self, push_end, push_host};
use super::internet;
use super::lookups::Lookups;
use super::page::Page;
use model::{InetEndpoint, State, Transport};
use std::io::{self, Write};
use std::net::IpAddr;
use wire::proc_net::sctp::SctpSocket;

/// Appends the rows of a socket.
///
/// # Errors
/// Those of writing.
pub(super) fn push_rows<W: Write>(
    page: &mut Page<W>,
    columns: Columns,
    lookups: &mut Lookups,
    socket: &SctpSocket<'_>,
) -> io::Result<()> {
    let (mut locals, mut peers) = (socket.local_addresses(), socket.peer_addresses());
    let (mut local, mut peer) = (locals.next(), peers.next());
    let mut is_first = true;
    while local.is_some() || peer.is_some() {
        if !is_first {
            page.end_row()?;
        }
        let start = page.here();
        if is_first {
            page.push(b"sctp");
        }
        page.pad(start, internet::PROTOCOL + 2);
        push_queues(page, socket, is_first);
        // An endpoint has its port at each address.
        let local_port = (is_first || socket.peer_port.is_none()).then_some(socket.local_port);
        push_address(page, local, local_port, lookups);
        push_address(page, peer, socket.peer_port.filter(|_| is_first), lookups);
        page.push(b" ");
        let start = page.here();
        if is_first {
            push_state(page, socket.state);
        }
        page.pad(start, internet::STATE);
        (local, peer, is_first) = (locals.next(), peers.next(), false);
    }
    if columns.identity {
        columns::push_identity(page, socket.user, socket.inode, lookups);
    }
    columns::push_program(page, columns, socket.inode, lookups);
    if columns.timer {
        // The column is there, and empty.
        page.push(b" ");
    }
    page.end_row()
}

/// Appends the queues of an association to its first row, and blanks elsewhere.
fn push_queues<W: Write>(page: &mut Page<W>, socket: &SctpSocket<'_>, is_first: bool) {
    let start = page.here();
    if is_first && socket.peer_port.is_some() {
        page.push_right(socket.receive_queue.into(), internet::QUEUE);
        page.push(b" ");
        page.push_right(socket.send_queue.into(), internet::QUEUE);
    }
    page.pad(start, 2 * internet::QUEUE + 1);
}

fn push_address<W: Write>(page: &mut Page<W>, address: Option<IpAddr>, port: Option<u16>, lookups: &Lookups) {
    page.push(b" ");
    let start = page.here();
    match (address, port) {
        (Some(address), Some(port)) => push_end(page, InetEndpoint { address, port }, Transport::Sctp, true, lookups),
        (Some(address), None) => {
            push_host(page, address, lookups);
            page.distrust(start);
        }
        (None, _) => {}
    }
    page.pad(start, ends::COLUMN);
}

fn push_state<W: Write>(page: &mut Page<W>, state: State) {
    match (internet::state(Transport::Tcp, state), state.to_kernel()) {
        (_, 0) => {}
        (Some(name), 1..=11) => page.push(name),
        (_, number) => page.push(format!("UNKNOWN({number})").as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::applets::netstat::args::Numeric;
    use std::path::Path;
    use wire::proc_net::sctp::{associations, endpoints};

    fn listed(columns: Columns, rows: &[u8]) -> String {
        let mut page = Page::new(Vec::new(), false);
        let numeric = Numeric { hosts: true, ports: true, users: true };
        let mut lookups = Lookups::new(numeric, &Path::new("/nonexistent").into());
        let rows = rows
            .strip_prefix(b"E")
            .map_or_else(|| associations(rows).collect::<Vec<_>>(), |endpoint_rows| endpoints(endpoint_rows).collect());
        for row in rows {
            push_rows(&mut page, columns, &mut lookups, &row.expect("a row")).unwrap();
        }
        String::from_utf8_lossy(page.since(0)).into_owned()
    }

    #[test]
    fn an_endpoint_has_its_port_at_each_address() {
        assert_eq!(
            listed(Columns::default(), b"Ea b 2   10  36   5001      0 12345  127.0.0.1 10.0.0.1 "),
            "sctp                127.0.0.1:5001                                  LISTEN     \n\
             \u{20}                   10.0.0.1:5001                                              \n"
        );
    }

    #[test]
    fn the_last_row_of_an_association_says_whose_it_is() {
        let columns = Columns { identity: true, program: true, timer: true, ..Columns::default() };
        assert_eq!(
            listed(columns, b"a b 2   1   3  0       3        5        7       0 22345 5001  40001  *127.0.0.1 <-> *127.0.0.1 10.0.0.2 \t 3"),
            "sctp       7      5 127.0.0.1:5001          127.0.0.1:40001         ESTABLISHED\n\
             \u{20}                                           10.0.0.2                            0          22345      -                    \n"
        );
    }

    #[test]
    fn states_are_those_of_tcp() {
        for (number, name) in [(0, "           "), (7, "CLOSE      "), (12, "UNKNOWN(12)")] {
            let row = format!("Ea b 2 {number} 36 5001 0 12345 127.0.0.1");
            assert!(listed(Columns::default(), row.as_bytes()).ends_with(&format!(" {name}\n")), "{number}");
        }
    }
}
