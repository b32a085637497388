//! Changes between listings made by hand.

use super::known::{Known, Row};
use crate::events::announced::Ended;
use crate::owners::{OwnerDetails, Search};
use model::{
    Bytes, Cookie, Event, EventKind, InetEndpoint, InetSocket, Socket, SocketFamily, State, Traffic, Transport, Why,
};
use std::net::Ipv4Addr;
use std::path::Path;
use std::time::{Duration, SystemTime};

fn endpoint(port: u16) -> InetEndpoint {
    InetEndpoint { address: Ipv4Addr::LOCALHOST.into(), port }
}

/// A socket with this cookie, on a port of the same number.
fn row(cookie: u64, state: State) -> Row {
    let inet = InetSocket::between(endpoint(cookie as u16), endpoint(80));
    let mut socket = Socket::blank(Transport::Tcp, SocketFamily::Inet(inet));
    socket.state = state;
    socket.cookie = Some(Cookie(cookie));
    Row::of(&socket).expect("it is of the internet")
}

fn ended(cookie: u64) -> Ended {
    Ended {
        at: SystemTime::UNIX_EPOCH + Duration::from_secs(9),
        transport: Transport::Tcp,
        cookie: Some(Cookie(cookie)),
        local: endpoint(cookie as u16),
        peer: endpoint(80),
        user: None,
        traffic: Some(Traffic { sent: Bytes(6), ..Traffic::default() }),
    }
}

/// The second listing at which something happened, and what happened.
struct Told(Known);

impl Told {
    fn list(&mut self, second: u64, rows: &[(u64, State)]) -> Vec<(u64, Option<State>, State)> {
        let rows = rows.iter().map(|&(cookie, state)| row(cookie, state)).collect();
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(second);
        let search = || Search::new(Path::new("/nonexistent"), OwnerDetails::default());
        self.0.compare(rows, now, search).iter().map(brief).collect()
    }
}

fn brief(event: &Event) -> (u64, Option<State>, State) {
    let EventKind::State { old, new } = event.kind else { panic!("listings tell of states") };
    (event.cookie.map_or(0, |cookie| cookie.0), old, new)
}

#[test]
fn what_differs_between_two_listings_is_told() {
    let mut told = Told(Known::default());
    assert_eq!(told.list(1, &[(1, State::Listen), (2, State::Established), (3, State::TimeWait)]), []);
    let second = told.list(2, &[(1, State::Listen), (2, State::CloseWait), (4, State::SynSent)]);
    assert_eq!(second, [(2, Some(State::Established), State::CloseWait), (4, None, State::SynSent)]);
    let third = told.list(3, &[(1, State::Listen), (2, State::CloseWait)]);
    assert_eq!(third, [(4, Some(State::SynSent), State::Close)]);
}

#[test]
fn an_announced_end_is_told_once() {
    let mut told = Told(Known::default());
    told.list(1, &[]);
    told.list(2, &[(5, State::Established)]);
    let event = told.0.end(ended(5)).expect("it was there");
    assert_eq!(brief(&event), (5, Some(State::Established), State::Close));
    let ending = event.ending.expect("it has ended");
    assert_eq!((ending.why, ending.lived), (Why::Unknown, Some(Duration::from_secs(7))));
    assert_eq!(ending.traffic.map(|traffic| traffic.sent), Some(Bytes(6)));
    // What the kernel keeps of it is no news, nor is its end.
    assert_eq!(told.list(10, &[(5, State::TimeWait)]), []);
    assert_eq!(told.list(70, &[]), []);
    // One that no listing had.
    assert_eq!(told.0.end(ended(6)).map(|event| brief(&event)), Some((6, None, State::Close)));
}
