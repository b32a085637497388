//! What tells a socket from others for as long as it lives, and what of it counts as a change.

use crate::commands::columns::key::{self, Direction};
use crate::commands::columns::{Column, Row};
use model::{NamespaceId, SocketFamily};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Which socket it is, and how it looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Identity {
    /// Which one.
    pub(super) socket: SocketId,
    /// A number that changes with what is shown of it, but for what time alone changes.
    pub(super) looks: u64,
}

/// A socket of this host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct SocketId {
    namespace: NamespaceId,
    number: u64,
}

/// A socket as it was listed.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// A number for its looks.
    pub(super) looks: u64,
    /// The row.
    pub(super) packed: Box<[u8]>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        self.looks == other.looks
    }
}

impl Identity {
    /// That of this row in these columns. `scratch` is memory to work in.
    pub(super) fn of(row: &Row<'_>, columns: &[&'static Column], scratch: &mut Vec<u8>) -> Self {
        scratch.clear();
        for column in columns.iter().filter(|column| !column.is_clock) {
            key::push(scratch, &(column.value)(row), Direction::Ascending);
        }
        Self { socket: SocketId::of(row), looks: number_of(scratch) }
    }
}

impl SocketId {
    /// By its cookie; where the source has none, by what else it has of its own.
    fn of(row: &Row<'_>) -> Self {
        let socket = row.subject.socket;
        let number = match (socket.cookie, &socket.family) {
            (Some(cookie), _) => cookie.0,
            (None, SocketFamily::Inet(inet)) => number_of(&(socket.transport, inet.local, inet.peer, socket.inode)),
            (None, _) => number_of(&(socket.transport, socket.inode)),
        };
        Self { namespace: row.subject.place.facts.id, number }
    }
}

fn number_of(what: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
