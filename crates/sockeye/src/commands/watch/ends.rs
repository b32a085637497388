//! The processes at both ends of connections whose ends are both on this host.
//!
//! Each end has its own events; a row names the other one's process too, once that is known.

use model::{Event, EventKind, EventProcess, InetEndpoint, NamespaceId, Role, Transport};
use std::collections::HashMap;

/// So many ends are remembered; then those that are over are forgotten, and if that does not help, all.
const REMEMBERED: usize = 1 << 19;

/// One end of a connection, by the addresses as it has them.
type Key = (Option<NamespaceId>, InetEndpoint, InetEndpoint);

/// Whose an end is.
#[derive(Clone, Copy, Debug)]
struct End {
    process: EventProcess,
    is_over: bool,
}

/// Ends of connections that are there, or whose other end is.
#[derive(Debug, Default)]
pub(super) struct Ends {
    known: HashMap<Key, End>,
}

impl Ends {
    /// Takes note of an event, and returns the process at the other end.
    pub(super) fn other(&mut self, event: &Event) -> Option<EventProcess> {
        if event.transport != Transport::Tcp || event.peer.port == 0 {
            return None;
        }
        let (local, peer) = (canonical(event.local), canonical(event.peer));
        let (own, others) = ((event.namespace, local, peer), (event.namespace, peer, local));
        if let Some(process) = event.process.filter(|process| process.role != Role::Queues) {
            self.note(own, process, event.kind);
        }
        let other = self.known.get(&others).copied();
        if event.ending.is_some() {
            match other {
                // It will be asked for once more: when that end is over.
                Some(End { is_over: false, .. }) => {
                    if let Some(end) = self.known.get_mut(&own) {
                        end.is_over = true;
                    }
                }
                _ => {
                    self.known.remove(&own);
                    self.known.remove(&others);
                }
            }
        }
        other.map(|end| end.process)
    }

    fn note(&mut self, key: Key, process: EventProcess, kind: EventKind) {
        if self.known.len() >= REMEMBERED {
            self.known.retain(|_, end| !end.is_over);
            if self.known.len() >= REMEMBERED {
                self.known.clear();
            }
        }
        let end = self.known.entry(key).or_insert(End { process, is_over: false });
        // One who used the ports before is forgotten.
        if matches!(kind, EventKind::Accepted) || end.is_over {
            *end = End { process, is_over: false };
        }
    }
}

/// An IPv6 socket has the addresses of an IPv4 connection in IPv6 form; the other end may not, and people need not.
pub(super) fn canonical(endpoint: InetEndpoint) -> InetEndpoint {
    InetEndpoint { address: endpoint.address.to_canonical(), port: endpoint.port }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::watch::samples;
    use model::{Ending, State, Why};

    /// An event at the end `local` of a connection, of this process.
    fn at(local: u16, peer: u16, process: u32, kind: EventKind, is_over: bool) -> Event {
        let ending = Ending { why: Why::Closed, lived: None, traffic: None };
        Event { kind, ending: is_over.then_some(ending), ..samples::event(local, peer, process) }
    }

    #[test]
    fn each_end_knows_the_other_until_both_are_over() {
        let mut ends = Ends::default();
        let mut other = |event: Event| ends.other(&event).and_then(|process| process.id).map(|id| id.0);
        let change = |new| EventKind::State { old: None, new };
        assert_eq!(other(at(1000, 80, 7, change(State::SynSent), false)), None);
        assert_eq!(other(at(80, 1000, 9, EventKind::Accepted, false)), Some(7));
        assert_eq!(other(at(1000, 80, 7, change(State::FinWait1), false)), Some(9));
        assert_eq!(other(at(1000, 80, 7, change(State::TimeWait), true)), Some(9));
        assert_eq!(other(at(80, 1000, 9, change(State::Close), true)), Some(7));
        // The ports are used again.
        assert_eq!(other(at(1000, 80, 8, change(State::SynSent), false)), None);
        assert!(ends.known.len() == 1);
    }

    #[test]
    fn a_connection_to_elsewhere_leaves_nothing_behind() {
        let mut ends = Ends::default();
        let change = |new| EventKind::State { old: None, new };
        assert_eq!(ends.other(&at(1000, 443, 7, change(State::SynSent), false)), None);
        assert_eq!(ends.other(&at(1000, 443, 7, change(State::TimeWait), true)), None);
        assert!(ends.known.is_empty());
    }
}
