//! The sockets that a filter chose: what is shown of each, and what it is known by when it is closed.

use super::super::columns::{self, Row};
use super::super::gather::{Subject, SubjectSink};
use super::super::objects;
use super::super::parties::{Parties, PartyId};
use crate::host::place::Place;
use model::{Cookie, InetSocket, NamespaceId, Socket, SocketFamily, State};
use render::time::Clock;
use render::value;
use std::collections::HashSet;
use std::io;

/// A socket that was chosen.
#[derive(Debug)]
pub(super) struct Chosen {
    /// As much of its record as names it to the kernel, if that closes such sockets.
    pub(super) socket: Option<Socket<'static>>,
    /// Its place among those that sockets were found in.
    pub(super) place: usize,
    pub(super) role: Role,
    /// What its transport and state are called.
    pub(super) kind: &'static str,
    pub(super) state: &'static str,
    /// Its ends. Untrusted bytes.
    pub(super) local: Vec<u8>,
    pub(super) peer: Vec<u8>,
    pub(super) party: PartyId,
    /// What programs read of it, where they do: an object without its last brace.
    pub(super) object: Vec<u8>,
}

/// What a socket is to the processes of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// It waits for connections: closing it turns clients away.
    Listener,
    /// It waits for datagrams.
    Unconnected,
    Connection,
}

impl Role {
    pub(super) const ALL: [Self; 3] = [Self::Listener, Self::Unconnected, Self::Connection];

    /// So many of them in words: `2 listeners`.
    pub(super) fn count(self, count: usize) -> String {
        let word = match self {
            Self::Listener => "listener",
            Self::Unconnected => "unconnected socket",
            Self::Connection => "connection",
        };
        format!("{count} {word}{}", if count == 1 { "" } else { "s" })
    }
}

/// What tells a socket from all others of the host for as long as it runs.
pub(super) type Identity = (NamespaceId, Cookie);

/// Takes sockets, and keeps what is told of them.
pub(super) struct Choice<'c> {
    pub(super) chosen: Vec<Chosen>,
    pub(super) places: Vec<Place>,
    pub(super) parties: Parties,
    clock: &'c Clock,
    manner: columns::Manner,
    /// What programs are to read of each; `None`: people read.
    objects: Option<objects::Fields>,
    /// How many there were when the present table began.
    mark: usize,
}

impl<'c> Choice<'c> {
    pub(super) fn new(clock: &'c Clock, objects: Option<objects::Fields>) -> Self {
        let manner = columns::Manner::new(false);
        Self { chosen: Vec::new(), places: Vec::new(), parties: Parties::default(), clock, manner, objects, mark: 0 }
    }

    /// What tells this socket from all others, if anything does.
    pub(super) fn identity(&self, chosen: &Chosen) -> Option<Identity> {
        Some((self.places.get(chosen.place)?.facts.id, chosen.socket.as_ref()?.cookie?))
    }

    fn place(&mut self, subject: &Subject<'_>) -> usize {
        let known = self.places.iter().rposition(|place| place.facts.id == subject.place.facts.id);
        known.unwrap_or_else(|| {
            self.places.push(subject.place.clone());
            self.places.len() - 1
        })
    }

    /// What stands in this column for it.
    fn text(&self, column: &str, row: &Row<'_>) -> Vec<u8> {
        let mut text = Vec::new();
        if let Some(column) = columns::by_name(column) {
            value::text::push(&mut text, &(column.value)(row), self.clock);
        }
        text
    }
}

impl SubjectSink for Choice<'_> {
    fn accept(&mut self, subject: &Subject<'_>) -> io::Result<()> {
        let place = self.place(subject);
        let party = self.parties.of(subject);
        let row = Row::new(subject, &self.manner);
        let object = self.objects.as_ref().map(|fields| fields.open_object(&row, &[])).unwrap_or_default();
        let chosen = Chosen {
            socket: named(subject.socket),
            place,
            role: role(subject),
            kind: columns::transport_word(subject.socket),
            state: columns::state_word(subject.socket).unwrap_or("OTHER"),
            local: self.text("local", &row),
            peer: self.text("peer", &row),
            party,
            object,
        };
        self.chosen.push(chosen);
        Ok(())
    }

    fn begin_table(&mut self) {
        self.mark = self.chosen.len();
    }

    fn forget_table(&mut self) -> bool {
        self.chosen.truncate(self.mark);
        true
    }
}

fn role(subject: &Subject<'_>) -> Role {
    match subject.socket.state {
        State::Listen => Role::Listener,
        State::Close => Role::Unconnected,
        _ => Role::Connection,
    }
}

/// As much of a record as names the socket, borrowed from nothing. `None` for those that the kernel never closes.
fn named(socket: &Socket<'_>) -> Option<Socket<'static>> {
    let SocketFamily::Inet(inet) = &socket.family else { return None };
    let inet = InetSocket { interface: inet.interface, ..InetSocket::between(inet.local, inet.peer) };
    let blank = Socket::blank(socket.transport, SocketFamily::Inet(inet));
    Some(Socket { state: socket.state, cookie: socket.cookie, ..blank })
}

/// The sockets of a listing that are still there, by what tells them from others.
#[derive(Debug, Default)]
pub(super) struct Present {
    pub(super) found: HashSet<Identity>,
}

impl SubjectSink for Present {
    fn accept(&mut self, subject: &Subject<'_>) -> io::Result<()> {
        self.found.extend(subject.socket.cookie.map(|cookie| (subject.place.facts.id, cookie)));
        Ok(())
    }

    // Who is met twice is there all the same.
    fn forget_table(&mut self) -> bool {
        true
    }
}
