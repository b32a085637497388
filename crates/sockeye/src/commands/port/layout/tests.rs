//! What `sockeye port` looks like on screens of several widths, from findings made by hand.

use super::super::findings::{Backlog, Connection, Listener, Reach, Since, TimeWait};
use super::*;
use crate::commands::parties::tests::{member, process};
use crate::commands::parties::{Member, PartyId};
use jiff::tz::TimeZone;
use model::{Container, Exposure, Micros, NamespaceId, Process, Runtime, State, Transport};
use render::style::Colours;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

const NOON: u64 = 1_795_262_400;

fn end(text: &str) -> End {
    let parsed: SocketAddr = text.parse().unwrap();
    End::Inet(InetEndpoint { address: parsed.ip(), port: parsed.port() })
}

fn contained(member: Member) -> Member {
    let container = Container {
        name: Some((*b"web").into()),
        image: Some((*b"docker.io/library/nginx:1.25").into()),
        ..Container::new(Runtime::Docker, [b'a'; 64])
    };
    let process = Process { container: Some(Arc::new(container)), ..Process::clone(&member.process.unwrap()) };
    let started = Some(UNIX_EPOCH + Duration::from_secs(NOON - 11_100));
    Member { process: Some(Arc::new(process)), started, ..member }
}

fn listener(local: &str, exposure: Exposure, waiting: u32, party: PartyId) -> Listener {
    Listener {
        transport: Transport::Tcp,
        kind: "tcp",
        local: end(local),
        reach: Reach::Network(exposure, None),
        service: Some(b"http-alt".to_vec()),
        backlog: Some(Backlog { waiting, limit: 128 }),
        maker: None,
        party,
        namespace: NamespaceId::default(),
    }
}

fn connection(local: &str, peer: &str, state: (State, &'static str), party: PartyId) -> Connection {
    Connection {
        transport: Transport::Tcp,
        state: state.0,
        word: state.1,
        local: end(local),
        peer: end(peer),
        is_here: true,
        since: Since::AtLeast(Micros(252_000_000)),
        party,
        other: None,
        namespace: NamespaceId::default(),
    }
}

const ESTABLISHED: (State, &str) = (State::Established, "ESTABLISHED");

/// A server with workers in a container, a queue that is full, clients here and elsewhere.
fn busy() -> Findings {
    let mut findings = Findings { time_wait: TimeWait { here: 212, clients: 0 }, ..Findings::default() };
    let nginx = contained(process(812, "nginx", "root"));
    let workers: Vec<_> = (813..818).map(|id| contained(process(id, "nginx", "www-data"))).collect();
    let all = std::iter::once(nginx).chain(workers.iter().cloned()).collect();
    let server = findings.parties.add(Party::Held(all));
    let worker = findings.parties.add(Party::Held(vec![workers[0].clone()]));
    let curl = findings.parties.add(Party::Held(vec![process(4711, "curl", "alice")]));
    findings.listeners =
        vec![listener("0.0.0.0:8080", Exposure::World, 3, server), listener("[::]:8080", Exposure::World, 129, server)];
    for port in 40_000..40_012 {
        findings.connections.push(connection("10.0.0.1:8080", &format!("10.0.0.7:{port}"), ESTABLISHED, worker));
    }
    let half_closed = (State::CloseWait, "CLOSE-WAIT");
    findings.connections.push(connection("10.0.0.1:8080", "192.0.2.200:55123", half_closed, worker));
    findings.connections.push(Connection {
        since: Since::Exactly(Micros(12_400_000)),
        other: Some(curl),
        ..connection("127.0.0.1:8080", "127.0.0.1:43210", ESTABLISHED, worker)
    });
    findings.connections.push(Connection {
        is_here: false,
        ..connection("10.0.0.1:50000", "198.51.100.9:8080", (State::SynSent, "SYN-SENT"), curl)
    });
    findings
}

fn shown(findings: &Findings, width: Option<u16>) -> String {
    let now = UNIX_EPOCH + Duration::from_secs(NOON);
    let manner = Manner {
        asked: "port 8080",
        screen: Screen { width, colours: Colours::Never },
        clock: &Clock::new(TimeZone::UTC, now),
        now,
        all: false,
        tells_namespaces: false,
    };
    String::from_utf8(text(findings, &manner).unwrap()).unwrap()
}

#[test]
fn screens_of_every_width_show_who_has_the_port() {
    for width in [40, 80, 120, 200] {
        insta::assert_snapshot!(format!("busy_{width}"), shown(&busy(), Some(width)));
    }
    insta::assert_snapshot!("busy_pipe", shown(&busy(), None));
}

#[test]
fn nobody_is_said_in_one_line_and_what_is_left_in_time_wait_below() {
    assert_eq!(shown(&Findings::default(), Some(80)), "Nobody has port 8080.\n");
    let findings = Findings { time_wait: TimeWait { here: 2, clients: 0 }, ..Findings::default() };
    assert_eq!(shown(&findings, Some(80)), "Nobody has port 8080.\n\nConnected: 2 TIME-WAIT\n");
}

#[test]
fn a_unix_socket_has_no_peer_addresses() {
    let mut findings = Findings::default();
    let server = findings.parties.add(Party::Held(vec![process(90, "dbus-daemon", "messagebus")]));
    let client = findings.parties.add(Party::Held(vec![member(91, "gdm")]));
    let local = End::Unix((*b"\0/tmp/dbus\0x").into());
    findings.listeners.push(Listener {
        transport: Transport::UnixStream,
        kind: "unix-stream",
        local: local.clone(),
        reach: Reach::Host,
        service: None,
        backlog: None,
        maker: None,
        party: server,
        namespace: NamespaceId::default(),
    });
    for _ in 0..5 {
        findings.connections.push(Connection {
            transport: Transport::UnixStream,
            local: local.clone(),
            peer: End::Unnamed,
            since: Since::Unknown,
            other: Some(client),
            ..connection("0.0.0.0:1", "0.0.0.0:1", ESTABLISHED, server)
        });
    }
    insta::assert_snapshot!("unix", shown(&findings, Some(80)));
}

#[test]
fn hostile_names_keep_to_their_place() {
    let mut findings = busy();
    let name = "\x1b]0;x\x07\n\u{202e}".repeat(400);
    let hostile = contained(process(666, &name, &name));
    let party = findings.parties.add(Party::Held(vec![hostile]));
    findings.listeners.push(listener("0.0.0.0:1", Exposure::World, 0, party));
    findings.connections.push(connection("10.0.0.1:8080", "10.9.9.9:1", ESTABLISHED, party));
    for width in [1, 2, 7, 20, 40, 80, 200] {
        let text = shown(&findings, Some(width));
        assert!(text.chars().all(|character| character == '\n' || !character.is_control()), "{text:?}");
        assert!(!text.contains('\u{202e}'));
        // Labels of facts need some room.
        let most = usize::from(width).max(28);
        let widest = text.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(most), "{width}: {widest:?}");
    }
}

#[test]
fn connections_with_both_ends_here_take_one_row() {
    let mut findings = Findings::default();
    let server = findings.parties.add(Party::Held(vec![member(1, "server")]));
    let client = findings.parties.add(Party::Held(vec![member(2, "client")]));
    findings.listeners = vec![listener("127.0.0.1:8080", Exposure::Loopback, 0, server)];
    findings.connections = vec![
        Connection { is_here: false, ..connection("127.0.0.1:4000", "127.0.0.1:8080", ESTABLISHED, client) },
        connection("127.0.0.1:8080", "127.0.0.1:4000", ESTABLISHED, server),
    ];
    let mut both_asked = Findings { connections: findings.connections.clone(), ..Findings::default() };
    both_asked.listeners = findings.listeners.clone();
    both_asked.connections[0].is_here = true;
    for mut findings in [findings, both_asked] {
        findings.pair();
        let rows: Vec<_> = findings.connections.iter().map(|row| (row.party, row.other)).collect();
        assert_eq!(rows, [(server, Some(client))]);
    }
}
