//! Items made by hand, and octets of every kind in their place.

use super::items::{Item, Kind};
use super::*;
use model::{ProcessName, Role, Why};
use proptest::prelude::*;

/// `struct item` with what a connection to port 80 has, and behind it the account of its end.
fn item(kind: u16, old: u8, new: u8) -> Vec<u8> {
    let mut octets = kind.to_ne_bytes().to_vec();
    // IPv4, TCP, connected, the peer has sent all.
    octets.extend([old, new, 2, 6, 1, 1]);
    for number in [2_000_000_000u64, 1_000_000_000, 77, 4711, 0xffff_8000_0000_0000] {
        octets.extend(number.to_ne_bytes());
    }
    for number in [4_026_531_833u32, 1000] {
        octets.extend(number.to_ne_bytes());
    }
    for number in [0u16, 40_000, 80, 0] {
        octets.extend(number.to_ne_bytes());
    }
    for last in [1, 2] {
        octets.extend([127, 0, 0, last]);
        octets.extend([0; 12]);
    }
    octets.extend([12u32, 13].iter().flat_map(|number| number.to_ne_bytes()));
    octets.extend([30_000_000u64, 9].iter().flat_map(|number| number.to_ne_bytes()));
    octets.extend(b"curl\0\0\0\0\0\0\0\0\0\0\0\0");
    octets
}

fn ended(old: u8) -> Vec<u8> {
    let mut octets = item(1, old, 7);
    // Sent, sent again, acknowledged, received with the end of the stream.
    octets.extend([106u64, 100, 7, 13].iter().flat_map(|number| number.to_ne_bytes()));
    octets.extend([200u32, 20, 3, 0].iter().flat_map(|number| number.to_ne_bytes()));
    octets
}

fn told(octets: &[u8]) -> Event {
    let item = Item::read(octets).expect("it is an item");
    let mut people = People::nobody();
    event(&item, SystemTime::UNIX_EPOCH, 4, &mut people)
}

#[test]
fn an_item_tells_a_socket_and_its_process() {
    let event = told(&item(1, 7, 2));
    assert_eq!(event.kind, EventKind::State { old: Some(State::Close), new: State::SynSent });
    assert_eq!(event.at, SystemTime::UNIX_EPOCH + Duration::from_secs(2));
    assert_eq!((event.local.port, event.peer.port), (40_000, 80));
    assert_eq!(event.peer.address.to_string(), "127.0.0.2");
    assert_eq!((event.cookie, event.inode), (Some(Cookie(77)), Some(Inode(4711))));
    assert_eq!(event.namespace, Some(NamespaceId { device: 4, inode: 4_026_531_833 }));
    let process = event.process.expect("it has one");
    assert_eq!((process.id.map(|id| id.0), process.thread.map(|id| id.0)), (Some(12), Some(13)));
    assert_eq!((process.name, process.role), (ProcessName::cut(b"curl"), Role::Connected));
    assert_eq!(process.started.map(|ticks| ticks.0), Some(3));
    assert_eq!(event.ending, None);
}

#[test]
fn an_end_has_its_account() {
    let event = told(&ended(5));
    assert_eq!(event.kind, EventKind::State { old: Some(State::FinWait2), new: State::TimeWait });
    let ending = event.ending.expect("it has ended");
    assert_eq!((ending.why, ending.lived), (Why::Closed, Some(Duration::from_secs(1))));
    let traffic = ending.traffic.expect("the kernel tells it");
    assert_eq!((traffic.sent, traffic.received, traffic.retransmitted), (Bytes(6), Bytes(12), Bytes(100)));
    assert_eq!((traffic.round_trip.map(|time| time.0), traffic.retransmits), (Some(25), 3));
    assert_eq!(traffic.least_round_trip.map(|time| time.0), Some(20));
}

#[test]
fn items_that_are_cut_or_of_another_kind_are_passed_over() {
    let whole = ended(4);
    let account = whole.len() - 48;
    for length in 0..whole.len() {
        let read = Item::read(&whole[..length]);
        assert_eq!(read.is_some(), length >= account, "{length}");
        // The last four octets are filling.
        assert_eq!(read.is_some_and(|item| item.traffic.is_some()), length + 4 >= whole.len(), "{length}");
    }
    assert_eq!(Item::read(&item(0, 1, 4)), None);
    assert_eq!(Item::read(&item(2, 1, 1)).map(|item| item.kind), Some(Kind::Accepted));
}

proptest! {
    #[test]
    fn any_octets_are_an_event_or_none(mut octets in prop::collection::vec(any::<u8>(), 0..220), kind in 0u16..10) {
        if let Some(start) = octets.first_chunk_mut() {
            *start = kind.to_ne_bytes();
        }
        if let Some(item) = Item::read(&octets) {
            let mut people = People::nobody();
            let event = event(&item, SystemTime::UNIX_EPOCH, 4, &mut people);
            prop_assert!(event.process.is_none_or(|process| process.name.as_bytes().len() <= 16));
            prop_assert!(!event.ending.is_some_and(|ending| ending.lived.is_some_and(|lived| lived.is_zero() && item.at > item.began && item.began != 0)));
        }
    }
}

/// Needs the right to load BPF programs: the rest of this crate's tests do not.
#[test]
fn the_kernel_tells_of_a_connection() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("NOT RUN: only root may load BPF programs");
        return;
    }
    let own = crate::events::own_namespace().unwrap();
    let (mut tracing, _) = Tracing::start(own, true).expect("root may load BPF programs");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let client = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let ports = (client.local_addr().unwrap().port(), listener.local_addr().unwrap().port());
    let server = listener.accept().unwrap().0;
    drop(client);
    drop(server);
    let (mut states, mut accepted) = (Vec::new(), None);
    let end = std::time::Instant::now() + Duration::from_secs(5);
    while std::time::Instant::now() < end && states.len() < 10 {
        tracing
            .next(Duration::from_millis(100), &mut |seen| {
                if let Seen::Event(event) = seen
                    && [(event.local.port, event.peer.port), (event.peer.port, event.local.port)].contains(&ports)
                {
                    match event.kind {
                        EventKind::Accepted => accepted = event.process.and_then(|process| process.id),
                        EventKind::State { new, .. } => states.push((event.local.port == ports.0, new)),
                        _ => {}
                    }
                }
                Ok(())
            })
            .unwrap();
    }
    let of = |is_client| states.iter().filter(move |(one, _)| *one == is_client).map(|(_, state)| *state);
    assert!(of(true).take(3).eq([State::SynSent, State::Established, State::FinWait1]), "{states:?}");
    assert!(of(false).take(3).eq([State::SynRecv, State::Established, State::CloseWait]), "{states:?}");
    assert_eq!(states.len(), 10, "{states:?}");
    assert_eq!(accepted.map(|id| id.0), Some(std::process::id()));
}
