//! Whose a socket is that was there before anybody watched, and who will accept a connection that nobody has accepted yet.

use super::announced::Ended;
use crate::owners::{OwnerDetails, Search, Way};
use crate::sockets::{InetQuery, Reach, SocketQuery, SocketSink, SocketSource};
use model::{
    Event, EventKind, EventProcess, Gap, InetEndpoint, Inode, NamespaceId, OwnerTable, ProcessName, Role, Socket,
    SocketFamily, State, StateSet, Transport,
};
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;
use wire::netlink::sock_diag::inet::{BpfStorages, Extensions, IpVersion};

/// So many listening sockets are remembered, and so many without connections. A host has some hundreds.
const REMEMBERED: usize = 65_536;

/// Owners of sockets at the beginning, and listening sockets as they come and go.
pub(super) struct People {
    owners: Search,
    /// By network namespace and port.
    listeners: HashMap<(Option<NamespaceId>, u16), Vec<Listener>>,
    count: usize,
    /// Sockets without connections that a program has bound or connected, by their ends.
    datagrams: HashMap<(InetEndpoint, InetEndpoint), EventProcess>,
}

/// A listening socket.
struct Listener {
    address: IpAddr,
    process: EventProcess,
}

impl People {
    /// Looks at what is there now in this network namespace.
    pub(super) fn look(own: NamespaceId) -> (Self, Vec<Gap>) {
        // Whoever may watch by BPF may walk descriptors by it, and so see also processes that /proc closes.
        let details = OwnerDetails { way: Way::MostComplete, ..OwnerDetails::default() };
        let owners = Search::new(Path::new("/proc"), details);
        let query = SocketQuery::Inet(InetQuery {
            transport: Transport::Tcp,
            versions: vec![IpVersion::V4, IpVersion::V6],
            states: StateSet::from(State::Listen),
            extensions: Extensions::default(),
            bytecode: None,
            bpf_storages: BpfStorages::default(),
        });
        let mut found = Found::default();
        let gaps = SocketSource::live(Path::new("/proc"), Reach::PublicFacts).list(&query, &mut found);
        let mut people = Self { owners, listeners: HashMap::new(), count: 0, datagrams: HashMap::new() };
        for (endpoint, inode) in found.listeners {
            if let Some(process) = holder(people.owners.found(), inode) {
                people.listen(Some(own), endpoint, process);
            }
        }
        let mut gaps = gaps.unwrap_or_default();
        gaps.extend(people.owners.facts().into_iter().flat_map(|facts| facts.gaps.iter().cloned()));
        (people, gaps)
    }

    /// No owners, and no listening sockets.
    #[cfg(test)]
    pub(super) fn nobody() -> Self {
        let owners = Search::new(Path::new("/nonexistent"), OwnerDetails::default());
        Self { owners, listeners: HashMap::new(), count: 0, datagrams: HashMap::new() }
    }

    /// Learns from an event, and adds the process that it could not tell.
    pub(super) fn complete(&mut self, event: &mut Event) {
        if event.process.is_none() {
            let holder = event.inode.and_then(|inode| holder(self.owners.found(), inode));
            event.process = holder.or_else(|| self.listener(event));
        }
        match (event.kind, event.process) {
            (EventKind::State { new: State::Listen, .. }, Some(process)) => {
                self.listen(event.namespace, event.local, process);
            }
            (EventKind::State { old: Some(State::Listen), new: State::Close }, Some(process)) => {
                self.listen_no_more(event, process);
            }
            (EventKind::Bound | EventKind::Connected, Some(process)) => self.remember_datagram(event, process),
            _ => {}
        }
    }

    fn remember_datagram(&mut self, event: &Event, process: EventProcess) {
        // One that was bound first and is connected now.
        let nobody = InetEndpoint { address: unspecified(event.local.address), port: 0 };
        self.datagrams.remove(&(event.local, nobody));
        if self.datagrams.len() < REMEMBERED {
            self.datagrams.insert((event.local, event.peer), process);
        }
    }

    /// The end of a socket without connections, of our own network namespace, as it was announced. `None`: it had no port, so that
    /// nothing could ever reach it.
    pub(super) fn datagram_ended(&mut self, ended: Ended, own: NamespaceId) -> Option<Event> {
        let process = self.datagrams.remove(&(ended.local, ended.peer));
        (ended.local.port != 0).then_some(Event {
            at: ended.at,
            kind: EventKind::Closed,
            transport: ended.transport,
            local: ended.local,
            peer: ended.peer,
            namespace: Some(own),
            cookie: ended.cookie,
            inode: None,
            user: ended.user,
            process,
            ending: None,
        })
    }

    fn listener(&self, event: &Event) -> Option<EventProcess> {
        let listeners = self.listeners.get(&(event.namespace, event.local.port))?;
        let own = event.local.address.to_canonical();
        let here = |listener: &&Listener| listener.address.to_canonical() == own;
        let found =
            listeners.iter().find(here).or_else(|| listeners.iter().find(|one| one.address.is_unspecified()))?;
        Some(EventProcess { role: Role::Queues, ..found.process })
    }

    fn listen(&mut self, namespace: Option<NamespaceId>, local: InetEndpoint, process: EventProcess) {
        if self.count < REMEMBERED {
            self.count += 1;
            let listener = Listener { address: local.address, process };
            self.listeners.entry((namespace, local.port)).or_default().push(listener);
        }
    }

    fn listen_no_more(&mut self, event: &Event, process: EventProcess) {
        let key = (event.namespace, event.local.port);
        let Some(listeners) = self.listeners.get_mut(&key) else { return };
        let is_it = |one: &Listener| one.address == event.local.address && one.process.id == process.id;
        if let Some(place) = listeners.iter().position(is_it) {
            listeners.swap_remove(place);
            self.count -= 1;
        }
        if listeners.is_empty() {
            self.listeners.remove(&key);
        }
    }
}

fn unspecified(like: IpAddr) -> IpAddr {
    if like.is_ipv6() { Ipv6Addr::UNSPECIFIED.into() } else { Ipv4Addr::UNSPECIFIED.into() }
}

/// The process that has the socket as a file: of several, the one with the lowest number.
pub(super) fn holder(owners: &OwnerTable, inode: Inode) -> Option<EventProcess> {
    let task = owners.holders(inode).last()?.task;
    Some(EventProcess {
        id: Some(task.process),
        thread: task.thread.or(Some(task.process)),
        started: task.started,
        name: ProcessName::cut(&task.name),
        cgroup: None,
        role: Role::Holds,
    })
}

/// Listening sockets of a listing.
#[derive(Default)]
struct Found {
    listeners: Vec<(InetEndpoint, Inode)>,
}

impl SocketSink for Found {
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
        if let SocketFamily::Inet(inet) = &socket.family {
            self.listeners.push((inet.local, socket.inode));
        }
        Ok(())
    }
}
