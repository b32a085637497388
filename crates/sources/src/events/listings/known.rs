//! What the last listing had, and what became of it.

use super::super::announced::Ended;
use super::super::people;
use crate::owners::Search;
use model::{
    Cookie, Ending, Event, EventKind, EventProcess, InetEndpoint, Inode, Socket, SocketFamily, State, Transport,
    UserId, Why,
};
use std::collections::{HashMap, HashSet};
use std::time::SystemTime;

/// What tells a socket from others: its cookie, or in text files, which have none, its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Cookie(Cookie),
    Ends(InetEndpoint, InetEndpoint),
}

/// A socket of a listing.
#[derive(Clone, Debug)]
pub(super) struct Row {
    key: Key,
    state: State,
    local: InetEndpoint,
    peer: InetEndpoint,
    inode: Inode,
    user: Option<UserId>,
}

impl Row {
    pub(super) fn of(socket: &Socket<'_>) -> Option<Self> {
        let SocketFamily::Inet(inet) = &socket.family else { return None };
        let (local, peer) = (inet.local, inet.peer);
        let key = socket.cookie.map_or(Key::Ends(local, peer), Key::Cookie);
        Some(Self { key, state: socket.state, local, peer, inode: socket.inode, user: socket.user })
    }
}

/// A socket that was there.
#[derive(Clone, Debug)]
struct Entry {
    row: Row,
    process: Option<EventProcess>,
    /// Whether its process has been looked for.
    is_sought: bool,
    /// When it was first listed; `None` where it was there from the beginning.
    since: Option<SystemTime>,
    /// The last listing that had it.
    listing: u64,
}

/// The sockets of the last listing.
#[derive(Default)]
pub(super) struct Known {
    entries: HashMap<Key, Entry>,
    /// Announced as ended since: what the kernel keeps of them for a while is nothing new.
    ended: HashSet<Key>,
    listing: u64,
}

impl Known {
    /// Takes a listing and returns what has changed since the one before. `search` finds owners, if any are new.
    pub(super) fn compare(&mut self, rows: Vec<Row>, now: SystemTime, search: impl FnOnce() -> Search) -> Vec<Event> {
        let is_first = self.listing == 0;
        self.listing += 1;
        let listing = self.listing;
        let mut changed = Vec::new();
        let mut still_kept = HashSet::new();
        for row in rows {
            let key = row.key;
            if self.ended.contains(&key) && row.state == State::TimeWait {
                still_kept.insert(key);
                continue;
            }
            match self.entries.get_mut(&key) {
                Some(entry) => {
                    if entry.row.state != row.state {
                        changed.push((key, Some(entry.row.state)));
                    }
                    entry.is_sought &= entry.row.inode == row.inode;
                    entry.row = row;
                    entry.listing = listing;
                }
                None => {
                    let since = (!is_first).then_some(now);
                    self.entries.insert(key, Entry { row, process: None, is_sought: false, since, listing });
                    if !is_first {
                        changed.push((key, None));
                    }
                }
            }
        }
        self.ended = still_kept;
        self.seek(search);
        let changes = changed.into_iter().filter_map(|(key, old)| {
            let entry = self.entries.get(&key)?;
            Some(entry.event(now, EventKind::State { old, new: entry.row.state }, None))
        });
        let mut events: Vec<Event> = changes.collect();
        self.entries.retain(|_, entry| {
            let is_there = entry.listing == listing;
            // The end of a record in TIME-WAIT is no event of a socket.
            if !is_there && entry.row.state != State::TimeWait {
                events.push(entry.ended(now));
            }
            is_there
        });
        events
    }

    /// The end of a socket as it was announced. `None`: it was never connected, or the kernel tells of one that ended before.
    pub(super) fn end(&mut self, ended: Ended) -> Option<Event> {
        let key = ended.cookie.map_or(Key::Ends(ended.local, ended.peer), Key::Cookie);
        let entry = self.entries.remove(&key);
        if entry.is_none() && ended.local.port == 0 {
            return None;
        }
        self.ended.insert(key);
        let lived = entry.as_ref().and_then(|entry| ended.at.duration_since(entry.since?).ok());
        let old = entry.as_ref().map(|entry| entry.row.state);
        Some(Event {
            at: ended.at,
            kind: EventKind::State { old, new: State::Close },
            transport: ended.transport,
            local: ended.local,
            peer: ended.peer,
            namespace: None,
            cookie: ended.cookie,
            inode: entry.as_ref().map(|entry| entry.row.inode).filter(|inode| inode.0 != 0),
            user: ended.user,
            process: entry.and_then(|entry| entry.process),
            ending: Some(Ending { why: Why::Unknown, lived, traffic: ended.traffic }),
        })
    }

    /// Finds the processes of those that have not been looked for.
    fn seek(&mut self, search: impl FnOnce() -> Search) {
        let mut wanting =
            self.entries.values_mut().filter(|entry| !entry.is_sought && entry.row.inode.0 != 0).peekable();
        if wanting.peek().is_none() {
            return;
        }
        let search = search();
        let owners = search.found();
        for entry in wanting {
            entry.is_sought = true;
            entry.process = people::holder(owners, entry.row.inode).or(entry.process);
        }
    }
}

impl Entry {
    fn event(&self, at: SystemTime, kind: EventKind, ending: Option<Ending>) -> Event {
        Event {
            at,
            kind,
            transport: Transport::Tcp,
            local: self.row.local,
            peer: self.row.peer,
            namespace: None,
            cookie: if let Key::Cookie(cookie) = self.row.key { Some(cookie) } else { None },
            inode: Some(self.row.inode).filter(|inode| inode.0 != 0),
            user: self.row.user,
            process: self.process,
            ending,
        }
    }

    /// It was there in the last listing and is no longer.
    fn ended(&self, at: SystemTime) -> Event {
        let lived = self.since.and_then(|since| at.duration_since(since).ok());
        let ending = Ending { why: Why::Unknown, lived, traffic: None };
        self.event(at, EventKind::State { old: Some(self.row.state), new: State::Close }, Some(ending))
    }
}
