//! From sockets, one by one, to findings.

use super::super::columns::{state_word, transport_word};
use super::super::gather::{Host, Subject, SubjectSink};
use super::findings::{Backlog, Connection, End, Findings, Listener, Reach, Since, TimeWait};
use super::target::Target;
use model::{InetEndpoint, InetSocket, Inode, NamespaceId, SocketFamily, State, Transport, UnixSocket};
use std::collections::HashMap;
use std::io;

/// What a state is called that has no name.
const NAMELESS: &str = "OTHER";
/// What the state of a connected datagram socket is called.
const CONNECTED: &str = "ESTABLISHED";

/// What a socket has to do with the targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// It waits for others on one of them.
    Listener,
    /// It is connected, and one of them is its own.
    Here,
    /// It is connected to one of them from here.
    Client,
}

impl Part {
    /// That of a socket; `None`: nothing.
    pub(super) fn of(targets: &[Target], subject: &Subject<'_>) -> Option<Self> {
        let socket = subject.socket;
        match &socket.family {
            SocketFamily::Inet(inet) => {
                let has = |port| targets.iter().any(|target| target.has_port(port, socket.transport));
                match (has(inet.local.port), subject.is_offered() || is_only_bound(subject)) {
                    (true, true) => Some(Self::Listener),
                    (true, false) => Some(Self::Here),
                    (false, false) => has(inet.peer.port).then_some(Self::Client),
                    (false, true) => None,
                }
            }
            SocketFamily::Unix(unix) => {
                let name = unix.name?;
                let has_name = targets.iter().any(|target| target.has_name(name));
                has_name.then_some(if unix.peer.is_some() { Self::Here } else { Self::Listener })
            }
            _ => None,
        }
    }
}

/// Takes sockets and keeps what has to do with the targets.
#[derive(Debug)]
pub(super) struct Collector<'t> {
    targets: &'t [Target],
    findings: Findings,
    /// UNIX datagram sockets that are connected: to which inode, and their own. Servers do not know them.
    datagram_clients: Vec<(Inode, Inode)>,
    /// Which listener has this inode.
    unix_listeners: HashMap<Inode, usize>,
    /// How much there was when the present table began.
    mark: (usize, usize, TimeWait),
    is_numeric: bool,
}

impl<'t> Collector<'t> {
    pub(super) fn new(targets: &'t [Target], is_numeric: bool) -> Self {
        Self {
            targets,
            findings: Findings::default(),
            datagram_clients: Vec::new(),
            unix_listeners: HashMap::new(),
            mark: (0, 0, TimeWait::default()),
            is_numeric,
        }
    }

    /// Where this socket is.
    fn namespace(&mut self, subject: &Subject<'_>) -> NamespaceId {
        let facts = &subject.place.facts;
        self.findings.namespaces.entry(facts.id).or_insert_with(|| facts.label().into_owned().into());
        facts.id
    }

    fn take_inet(&mut self, subject: &Subject<'_>, inet: &InetSocket<'_>, part: Part) {
        let socket = subject.socket;
        if part == Part::Listener {
            return self.take_listener(subject, inet);
        }
        let is_here = part == Part::Here;
        if socket.state == State::TimeWait {
            let TimeWait { here, clients } = &mut self.findings.time_wait;
            *(if is_here { here } else { clients }) += 1;
            return;
        }
        let namespace = self.namespace(subject);
        let party = self.findings.parties.of(subject);
        self.findings.connections.push(Connection {
            transport: socket.transport,
            state: socket.state,
            word: state_word(socket).unwrap_or(NAMELESS),
            local: End::Inet(canonical(inet.local)),
            peer: End::Inet(canonical(inet.peer)),
            is_here,
            since: Since::of(inet.tcp.as_ref()),
            party,
            other: None,
            namespace,
        });
    }

    fn take_listener(&mut self, subject: &Subject<'_>, inet: &InetSocket<'_>) {
        let socket = subject.socket;
        let interface = || (inet.interface.0 != 0).then(|| subject.host.interface(inet.interface)).flatten();
        let reach = match subject.exposure() {
            Some(exposure) => Reach::Network(exposure, interface()),
            None => Reach::Nobody,
        };
        let service = if self.is_numeric { None } else { subject.host.service(socket.transport, inet.local.port) };
        let party = self.findings.parties.of(subject);
        let namespace = self.namespace(subject);
        self.findings.listeners.push(Listener {
            transport: socket.transport,
            kind: transport_word(socket),
            local: End::Inet(inet.local),
            reach,
            service,
            backlog: backlog(subject),
            maker: maker(subject),
            party,
            namespace,
        });
    }

    fn take_unix(&mut self, subject: &Subject<'_>, unix: &UnixSocket<'_>, part: Option<Part>) {
        let socket = subject.socket;
        if let (Transport::UnixDatagram, Some(peer)) = (socket.transport, unix.peer) {
            self.datagram_clients.push((peer, socket.inode));
        }
        let (Some(_), Some(name)) = (part, unix.name) else { return };
        let (namespace, party) = (self.namespace(subject), self.findings.parties.of(subject));
        let local = End::Unix(name.into());
        match unix.peer {
            Some(peer) => {
                let other = Some(self.findings.parties.of_peer(subject.host, peer));
                let word = state_word(socket).unwrap_or(NAMELESS);
                let (transport, state) = (socket.transport, socket.state);
                let (peer, is_here, since) = (End::Unnamed, true, Since::Unknown);
                let connection =
                    Connection { transport, state, word, local, peer, is_here, since, party, other, namespace };
                self.findings.connections.push(connection);
            }
            None => {
                self.unix_listeners.insert(socket.inode, self.findings.listeners.len());
                self.findings.listeners.push(Listener {
                    transport: socket.transport,
                    kind: transport_word(socket),
                    local,
                    reach: Reach::Host,
                    service: None,
                    backlog: backlog(subject),
                    maker: maker(subject),
                    party,
                    namespace,
                });
            }
        }
    }

    /// What was found, the ends of each connection together.
    pub(super) fn finish(mut self, host: &Host) -> Findings {
        for (server, client) in self.datagram_clients {
            let Some(listener) = self.unix_listeners.get(&server).and_then(|place| self.findings.listeners.get(*place))
            else {
                continue;
            };
            let connection = Connection {
                transport: listener.transport,
                state: State::Established,
                word: CONNECTED,
                local: listener.local.clone(),
                peer: End::Unnamed,
                is_here: true,
                since: Since::Unknown,
                party: listener.party,
                other: Some(self.findings.parties.of_peer(host, client)),
                namespace: listener.namespace,
            };
            self.findings.connections.push(connection);
        }
        self.findings.pair();
        self.findings
    }
}

/// Whether it has a port, and neither listens nor is connected.
fn is_only_bound(subject: &Subject<'_>) -> bool {
    subject.socket.transport == Transport::Tcp && matches!(subject.socket.state, State::Close | State::BoundInactive)
}

/// Who made it, which is told of sockets whose holders are not.
fn maker(subject: &Subject<'_>) -> Option<Box<str>> {
    let user = subject.socket.user?;
    Some(subject.host.user(user).map_or_else(|| user.to_string().into(), |name| Box::from(&*name)))
}

/// The queue of connections of a listener.
fn backlog(subject: &Subject<'_>) -> Option<Backlog> {
    let socket = subject.socket;
    (socket.state == State::Listen).then_some(Backlog { waiting: socket.receive_queue, limit: socket.send_queue })
}

/// The same end, an IPv4-mapped address as the IPv4 address that it means: the other end of the connection may have it so.
fn canonical(end: InetEndpoint) -> InetEndpoint {
    InetEndpoint { address: end.address.to_canonical(), port: end.port }
}

impl SubjectSink for Collector<'_> {
    fn accept(&mut self, subject: &Subject<'_>) -> io::Result<()> {
        match (&subject.socket.family, Part::of(self.targets, subject)) {
            (SocketFamily::Inet(inet), Some(part)) => self.take_inet(subject, inet, part),
            (SocketFamily::Unix(unix), part) => self.take_unix(subject, unix, part),
            _ => {}
        }
        Ok(())
    }

    fn begin_table(&mut self) {
        let Findings { listeners, connections, time_wait, .. } = &self.findings;
        self.mark = (listeners.len(), connections.len(), *time_wait);
    }

    fn forget_table(&mut self) -> bool {
        let (listeners, connections, time_wait) = self.mark;
        self.findings.listeners.truncate(listeners);
        self.findings.connections.truncate(connections);
        self.findings.time_wait = time_wait;
        true
    }
}
