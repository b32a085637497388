//! Events for tests.

use model::{
    Bytes, ClockTicks, Ending, Event, EventKind, EventProcess, InetEndpoint, Micros, ProcessId, ProcessName, Role,
    State, Traffic, Transport, Why,
};
use std::net::Ipv4Addr;
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
