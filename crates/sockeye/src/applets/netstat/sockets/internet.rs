//! Rows of Internet sockets: TCP, UDP and their relatives.

use super::columns::{self, Columns};
use super::ends::push_end;
use super::lookups::Lookups;
use super::page::{Mark, Page};
use super::timer::{Counts, push_no_timer, push_timer};
use crate::applets::netstat::args::States;
use model::{InetSocket, Socket, SocketFamily, State, Transport, UserId};
use sources::sockets::SocketSink;
use std::collections::HashSet;
use std::io::{self, Write};
use std::net::IpAddr;

/// Widths of the columns, in octets.
pub(super) const PROTOCOL: usize = 4;
pub(super) const QUEUE: usize = 6;
pub(super) const STATE: usize = 11;

/// Whether a socket is shown by its peer: it has one, or it waits for one.
pub(super) fn is_shown(states: States, transport: Transport, inet: &InetSocket<'_>) -> bool {
    let has_peer = match transport {
        Transport::Tcp => inet.peer.port != 0,
        _ => !inet.peer.address.is_unspecified(),
    };
    match states {
        States::All => true,
        States::Listening => !has_peer,
        States::Connected => has_peer,
    }
}

/// Lays sockets out as rows.
pub(super) struct Rows<'a, W> {
    page: &'a mut Page<W>,
    lookups: &'a mut Lookups,
    columns: Columns,
    states: States,
    /// Where the rows of the present table begin.
    mark: Mark,
}

impl<'a, W: Write> Rows<'a, W> {
    pub(super) fn new(page: &'a mut Page<W>, lookups: &'a mut Lookups, columns: Columns, states: States) -> Self {
        let mark = page.mark();
        Self { page, lookups, columns, states, mark }
    }

    fn row(&mut self, socket: &Socket<'_>, inet: &InetSocket<'_>) -> io::Result<()> {
        let (page, columns) = (&mut *self.page, self.columns);
        let start = page.here();
        page.push(protocol(socket.transport, inet.local.address));
        page.pad(start, PROTOCOL + 2);
        page.push_right(socket.receive_queue.into(), QUEUE);
        page.push(b" ");
        // The diagnostics tell of a listener how many may wait, /proc/net nothing.
        let is_listener = socket.transport == Transport::Tcp && socket.state == State::Listen;
        page.push_right(if is_listener { 0 } else { socket.send_queue.into() }, QUEUE);
        for end in [inet.local, inet.peer] {
            page.push(b" ");
            push_end(page, end, socket.transport, columns.wide, self.lookups);
        }
        page.push(b" ");
        let start = page.here();
        match state(socket.transport, socket.state) {
            Some(name) => page.push(name),
            None => page.push_number(socket.state.to_kernel().into()),
        }
        page.pad(start, STATE);
        let facts =
            if columns.identity || columns.timer { Facts::of(socket, inet, self.lookups) } else { Facts::default() };
        if columns.identity {
            columns::push_identity(page, facts.user, socket.inode, self.lookups);
        }
        columns::push_program(page, columns, socket.inode, self.lookups);
        match socket.transport {
            _ if !columns.timer => {}
            Transport::Tcp => push_timer(page, inet.timer, facts.counts),
            _ => push_no_timer(page),
        }
        page.end_row()
    }
}

impl<W: Write> SocketSink for Rows<'_, W> {
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
        match &socket.family {
            SocketFamily::Inet(inet) if is_shown(self.states, socket.transport, inet) => self.row(socket, inet),
            _ => Ok(()),
        }
    }

    fn begin_table(&mut self) {
        self.mark = self.page.mark();
    }

    fn forget_table(&mut self) -> bool {
        self.page.rewind(self.mark)
    }
}

/// What is said of a socket beside its ends and state.
#[derive(Clone, Copy, Debug, Default)]
struct Facts {
    user: UserId,
    counts: Counts,
}

impl Facts {
    fn of(socket: &Socket<'_>, inet: &InetSocket<'_>, lookups: &mut Lookups) -> Self {
        let is_request = matches!(socket.state, State::SynRecv | State::NewSynRecv);
        if socket.transport == Transport::Tcp && is_request && inet.text.is_none() {
            let request = lookups.half_open(inet);
            return Self { user: request.user, counts: Counts { retransmits: request.timeouts, probes: 0 } };
        }
        Self { user: socket.user.unwrap_or_default(), counts: Counts::of(inet) }
    }
}

/// What a row calls the protocol.
fn protocol(transport: Transport, local: IpAddr) -> &'static [u8] {
    match (transport, local.is_ipv4()) {
        (Transport::Tcp, true) => b"tcp",
        (Transport::Tcp, false) => b"tcp6",
        (Transport::UdpLite, true) => b"udpl",
        (Transport::UdpLite, false) => b"udpl6",
        (Transport::Raw, true) => b"raw",
        (Transport::Raw, false) => b"raw6",
        (_, true) => b"udp",
        (_, false) => b"udp6",
    }
}

/// What a row calls the state; `None`: by its number.
pub(super) fn state(transport: Transport, state: State) -> Option<&'static [u8]> {
    Some(match (transport, state) {
        (Transport::Raw, _) => return None,
        (_, State::Established) => b"ESTABLISHED",
        (Transport::Tcp, State::SynSent) => b"SYN_SENT",
        (Transport::Tcp, State::SynRecv | State::NewSynRecv) => b"SYN_RECV",
        (Transport::Tcp, State::FinWait1) => b"FIN_WAIT1",
        (Transport::Tcp, State::FinWait2) => b"FIN_WAIT2",
        (Transport::Tcp, State::TimeWait) => b"TIME_WAIT",
        (Transport::Tcp, State::Close) => b"CLOSE",
        (Transport::Tcp, State::CloseWait) => b"CLOSE_WAIT",
        (Transport::Tcp, State::LastAck) => b"LAST_ACK",
        (Transport::Tcp, State::Listen) => b"LISTEN",
        (Transport::Tcp, State::Closing) => b"CLOSING",
        (_, State::Close) => b"",
        _ => b"UNKNOWN",
    })
}

/// Gathers the addresses of both ends of the sockets that will be shown: their names are asked for together.
#[derive(Debug)]
pub(super) struct Hosts {
    pub(super) states: States,
    pub(super) addresses: HashSet<IpAddr>,
}

impl SocketSink for Hosts {
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
        if let SocketFamily::Inet(inet) = &socket.family
            && is_shown(self.states, socket.transport, inet)
        {
            let named = [inet.local.address, inet.peer.address].into_iter().filter(|address| !address.is_unspecified());
            self.addresses.extend(named);
        }
        Ok(())
    }

    fn forget_table(&mut self) -> bool {
        // An address too many costs one more question and nothing else.
        true
    }
}
