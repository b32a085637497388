//! Sockets grouped while they are read, so that a hundred thousand of them take no more room than what is told of them.
//!
//! What waits for others is read first: which end of a connection is the server's can be told only then. Of connections within this host
//! one end is kept until the other is met.

use super::super::columns::{state_word, transport_word};
use super::super::gather::{Subject, SubjectSink};
use super::super::parties::{Parties, PartyId};
use super::crew::{CrewId, Crews, Staff};
use model::{Exposure, InetSocket, NoOwner, SocketFamily, State};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io;
use std::net::IpAddr;

/// What the host offers, and whom it talks to.
#[derive(Clone, Debug, Default)]
pub(super) struct Survey {
    pub(super) crews: Crews,
    pub(super) offers: HashMap<OfferKey, Offer>,
    pub(super) talks: HashMap<TalkKey, Talk>,
    pub(super) counts: Counts,
    pub(super) parties: Parties,
    /// Ports on which somebody waits.
    served: HashSet<(Word, u16)>,
    /// Connections within this host of which one end was met: its own and the other address and port.
    halves: HashMap<(Word, Side, Side), Half>,
}

/// What a transport is called.
type Word = &'static str;
/// An address and a port.
type Side = (IpAddr, u16);

/// One end of a connection within this host.
#[derive(Clone, Copy, Debug)]
struct Half {
    party: PartyId,
    crew: CrewId,
    state: State,
    word: &'static str,
}

/// How many sockets there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Sockets that wait for connections.
    pub(super) listeners: usize,
    /// Sockets without connections that wait for datagrams.
    pub(super) bound: usize,
    /// Connections by what their state is called.
    pub(super) connections: BTreeMap<&'static str, usize>,
    /// Sockets whose holders were kept from the reader.
    pub(super) hidden: usize,
}

/// What listeners have in common that share a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct OfferKey {
    pub(super) exposure: Exposure,
    pub(super) port: u16,
    pub(super) transport: &'static str,
    pub(super) crew: CrewId,
}

/// What waits on one port.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Offer {
    /// The addresses that it is bound to, IPv4 in IPv6 form as IPv4.
    pub(super) addresses: BTreeSet<IpAddr>,
    /// Whether a socket bound to every IPv6 address takes IPv4 as well.
    pub(super) takes_both: bool,
    /// The interfaces that it is bound to. Untrusted bytes.
    pub(super) interfaces: BTreeSet<Vec<u8>>,
    /// The name of its service. Untrusted bytes.
    pub(super) service: Option<Vec<u8>>,
    /// The fullest queue of connections that wait: how many do, and how many may.
    pub(super) waiting: (u32, u32),
    /// Who holds the sockets.
    pub(super) holders: BTreeSet<PartyId>,
}

/// What connections have in common that share a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct TalkKey {
    pub(super) crew: CrewId,
    pub(super) way: Way,
    pub(super) transport: &'static str,
}

/// Which way connections go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Way {
    /// From others to this port of ours.
    In(u16),
    /// To others.
    Out,
    /// To this port, where this crew of the same host serves.
    Within(u16, CrewId),
}

/// Connections of one crew that go the same way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Talk {
    pub(super) count: usize,
    /// By address, and towards others by their port.
    pub(super) peers: HashMap<(IpAddr, Option<u16>), usize>,
    /// Those that are not established, by state.
    pub(super) unsettled: BTreeMap<&'static str, (State, usize)>,
    /// Who holds this end of them.
    pub(super) holders: BTreeSet<PartyId>,
    /// Who holds the other end, where that is here.
    pub(super) servers: BTreeSet<PartyId>,
}

impl Survey {
    /// Those of a crew who are in these parties.
    pub(super) fn staff(&self, crew: CrewId, parties: &BTreeSet<PartyId>) -> Staff {
        self.crews.staff(crew, parties.iter().map(|id| self.parties.get(*id)))
    }

    fn take(&mut self, subject: &Subject<'_>, inet: &InetSocket<'_>) {
        let socket = subject.socket;
        if socket.state == State::TimeWait {
            // The kernel keeps it on its own account.
            return self.counts.connect("TIME-WAIT");
        }
        let party = self.parties.of(subject);
        let crew = self.crew(party);
        if let Some(exposure) = subject.exposure() {
            self.offer(subject, inet, (crew, party), exposure);
        } else if socket.state != State::Close {
            let word = state_word(socket).unwrap_or("OTHER");
            self.counts.connect(word);
            self.connect(subject, inet, Half { party, crew, state: socket.state, word });
        }
    }

    fn crew(&mut self, id: PartyId) -> CrewId {
        let party = self.parties.get(id);
        if let super::super::parties::Party::Nobody(NoOwner::NeedsPrivilege(_)) = party {
            self.counts.hidden += 1;
        }
        self.crews.of(id, party)
    }

    fn offer(
        &mut self,
        subject: &Subject<'_>,
        inet: &InetSocket<'_>,
        (crew, party): (CrewId, PartyId),
        exposure: Exposure,
    ) {
        let (socket, port) = (subject.socket, inet.local.port);
        let transport = transport_word(socket);
        self.served.insert((transport, port));
        match socket.state {
            State::Listen => self.counts.listeners += 1,
            _ => self.counts.bound += 1,
        }
        let offer = self.offers.entry(OfferKey { exposure, port, transport, crew });
        let offer = offer
            .or_insert_with(|| Offer { service: subject.host.service(socket.transport, port), ..Offer::default() });
        offer.holders.insert(party);
        let address = inet.local.address.to_canonical();
        offer.takes_both |= address.is_ipv6() && address.is_unspecified() && inet.v6_only != Some(true);
        offer.addresses.insert(address);
        if inet.interface.0 != 0 {
            offer.interfaces.extend(subject.host.interface(inet.interface));
        }
        if socket.state == State::Listen {
            offer.add_queue((socket.receive_queue, socket.send_queue));
        }
    }

    fn connect(&mut self, subject: &Subject<'_>, inet: &InetSocket<'_>, half: Half) {
        let transport = transport_word(subject.socket);
        let side = |end: model::InetEndpoint| (end.address.to_canonical(), end.port);
        let (local, peer) = (side(inet.local), side(inet.peer));
        if local.0 != peer.0 && !local.0.is_loopback() {
            return self.talk(transport, local, peer, half);
        }
        match self.halves.remove(&(transport, peer, local)) {
            Some(other) => self.talk_within(transport, (local, half), (peer, other)),
            None => drop(self.halves.insert((transport, local, peer), half)),
        }
    }

    /// A connection of which only one end is here.
    fn talk(&mut self, transport: Word, local: Side, peer: Side, half: Half) {
        let is_in = self.served.contains(&(transport, local.1));
        let (way, peer_port) = if is_in { (Way::In(local.1), None) } else { (Way::Out, Some(peer.1)) };
        let talk = self.talks.entry(TalkKey { crew: half.crew, way, transport }).or_default();
        talk.count += 1;
        talk.holders.insert(half.party);
        *talk.peers.entry((peer.0, peer_port)).or_default() += 1;
        talk.add_state(half);
    }

    /// A connection whose ends are both here.
    fn talk_within(&mut self, transport: Word, one: (Side, Half), other: (Side, Half)) {
        let serves = |((_, port), _): (Side, Half)| self.served.contains(&(transport, port));
        // Where both ends have a port on which somebody waits, or neither: the lower one is the server's.
        let is_first_server = match (serves(one), serves(other)) {
            (true, false) => true,
            (false, true) => false,
            _ => one.0.1 < other.0.1,
        };
        let (server, client) = if is_first_server { (one, other) } else { (other, one) };
        let way = Way::Within(server.0.1, server.1.crew);
        let talk = self.talks.entry(TalkKey { crew: client.1.crew, way, transport }).or_default();
        talk.count += 1;
        talk.holders.insert(client.1.party);
        talk.servers.insert(server.1.party);
        talk.add_state(client.1);
        if server.1.state != client.1.state {
            talk.add_state(server.1);
        }
    }

    /// Counts the connections of which no other end was met.
    fn settle(&mut self) {
        for ((transport, local, peer), half) in std::mem::take(&mut self.halves) {
            self.talk(transport, local, peer, half);
        }
    }
}

impl Counts {
    fn connect(&mut self, word: &'static str) {
        *self.connections.entry(word).or_default() += 1;
    }
}

impl Offer {
    /// Keeps the queue that is fuller in proportion.
    fn add_queue(&mut self, (waiting, limit): (u32, u32)) {
        let (known, known_limit) = self.waiting;
        let is_fuller = u64::from(waiting) * u64::from(known_limit.max(1)) > u64::from(known) * u64::from(limit.max(1));
        if is_fuller || self.waiting == (0, 0) {
            self.waiting = (waiting, limit);
        }
    }

    /// Whether the kernel turns away who comes next: it lets one more in than the limit says.
    pub(super) fn is_full(&self) -> bool {
        self.waiting.0 > self.waiting.1
    }
}

impl Talk {
    fn add_state(&mut self, half: Half) {
        if half.state != State::Established {
            self.unsettled.entry(half.word).or_insert((half.state, 0)).1 += 1;
        }
    }
}

/// Fills a survey, and takes back what has to be read again.
#[derive(Debug, Default)]
pub(super) struct Surveyor {
    survey: Survey,
    /// As it was when the present table began.
    before: Survey,
}

impl Surveyor {
    /// What was found.
    pub(super) fn finish(mut self) -> Survey {
        self.survey.settle();
        self.survey
    }
}

impl SubjectSink for Surveyor {
    fn accept(&mut self, subject: &Subject<'_>) -> io::Result<()> {
        if let SocketFamily::Inet(inet) = &subject.socket.family {
            self.survey.take(subject, inet);
        }
        Ok(())
    }

    fn begin_table(&mut self) {
        self.survey.settle();
        self.before = self.survey.clone();
    }

    fn forget_table(&mut self) -> bool {
        self.survey = self.before.clone();
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::columns::made_up::MadeUp;

    #[test]
    fn a_table_that_is_read_again_is_not_counted_twice() {
        let made_up = MadeUp::new("survey-again");
        let (mut once, mut again) = (Surveyor::default(), Surveyor::default());
        made_up.show(&mut once);
        made_up.show(&mut again);
        assert!(again.forget_table());
        made_up.show(&mut again);
        let (once, again) = (once.finish(), again.finish());
        assert!(once.counts.listeners > 0 && !once.counts.connections.is_empty(), "{:?}", once.counts);
        assert_eq!(once.counts, again.counts);
        assert_eq!((once.offers, once.talks), (again.offers, again.talks));
    }

    #[test]
    fn the_fuller_queue_is_told() {
        let mut offer = Offer::default();
        for queue in [(0, 128), (3, 128), (2, 4096), (1, 5)] {
            offer.add_queue(queue);
        }
        assert_eq!(offer.waiting, (1, 5));
        assert!(!offer.is_full());
        offer.add_queue((1, 0));
        assert!(offer.is_full());
    }
}
