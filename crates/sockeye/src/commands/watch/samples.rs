//! Events for tests.

use super::words;
use model::{
    Bytes, ClockTicks, Cookie, Ending, Event, EventKind, EventProcess, InetEndpoint, Inode, Micros, NamespaceId,
    ProcessId, ProcessName, Role, State, Traffic, Transport, UserId, Why,
};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::{Duration, UNIX_EPOCH};

/// A connection between two ports of this host became established, at the end of this process.
pub(super) fn event(local: u16, peer: u16, process: u32) -> Event {
    let endpoint = |port| InetEndpoint { address: Ipv4Addr::LOCALHOST.into(), port };
    Event {
        at: UNIX_EPOCH + Duration::from_secs(1_795_266_131),
        kind: EventKind::State { old: Some(State::SynSent), new: State::Established },
        transport: Transport::Tcp,
        local: endpoint(local),
        peer: endpoint(peer),
        namespace: None,
        cookie: None,
        inode: None,
        user: None,
        process: Some(EventProcess {
            id: Some(ProcessId(process)),
            thread: Some(ProcessId(process)),
            started: Some(ClockTicks(1)),
            name: ProcessName::cut(b"curl"),
            cgroup: None,
            role: Role::Connected,
        }),
        ending: None,
    }
}

/// Its end, in order, or for another reason.
pub(super) fn end(local: u16, peer: u16, process: u32, why: Why) -> Event {
    Event {
        kind: EventKind::State { old: Some(State::FinWait2), new: State::TimeWait },
        ending: Some(Ending {
            why,
            lived: Some(Duration::from_micros(1_500)),
            traffic: Some(Traffic {
                sent: Bytes(873),
                received: Bytes(12_345),
                retransmitted: Bytes(100),
                retransmits: 2,
                round_trip: Some(Micros(25)),
                least_round_trip: Some(Micros(20)),
            }),
        }),
        ..event(local, peer, process)
    }
}

/// Events of every kind, state, role and reason, with as much and as little as is ever known.
pub(super) fn every() -> Vec<Event> {
    let whole = Event {
        namespace: Some(NamespaceId { device: 4, inode: 4_026_531_840 }),
        cookie: Some(Cookie(u64::MAX)),
        inode: Some(Inode(7)),
        user: Some(UserId(1000)),
        ..event(40_000, 80, 7)
    };
    let with_process = |change: &dyn Fn(&mut EventProcess)| {
        let mut process = whole.process;
        process.iter_mut().for_each(change);
        Event { process, ..whole.clone() }
    };
    let states = (0..=14).map(State::from_kernel);
    let changes = states.flat_map(|state| {
        [(Some(state), State::Established), (Some(State::Close), state), (None, state)]
            .map(|(old, new)| Event { kind: EventKind::State { old, new }, ..whole.clone() })
    });
    let kinds = words::KINDS.into_iter().flat_map(|kind| {
        [Transport::Tcp, Transport::Udp].map(|transport| Event { kind, transport, process: None, ..whole.clone() })
    });
    let roles = words::ROLES.into_iter().map(|role| with_process(&|process| process.role = role));
    let ends = words::REASONS.into_iter().map(|why| end(40_000, 80, 7, why));
    let bare = Ending { why: Why::Unknown, lived: None, traffic: None };
    let unspecified = InetEndpoint { address: Ipv6Addr::UNSPECIFIED.into(), port: 0 };
    let mut all: Vec<Event> = changes.chain(kinds).chain(roles).chain(ends).collect();
    all.extend([
        with_process(&|process| (process.id, process.thread, process.started) = (None, None, None)),
        with_process(&|process| process.name = ProcessName::cut(b"\x1b[2J\xff\n")),
        Event { local: unspecified, peer: unspecified, ending: Some(bare), ..event(0, 0, 7) },
    ]);
    all
}
