//! Probes of ports of this host, which refuses at once, and never seldom.

use std::net::{Ipv4Addr, UdpSocket};
use std::os::fd::AsFd;

use super::*;
use crate::scan::Unopened;

fn open(_: std::net::SocketAddr) -> Result<OwnedFd, Unopened<io::Error>> {
    UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).map(OwnedFd::from).map_err(Unopened::NoRoom)
}

/// A socket that takes what comes, and the number of a port that nobody has.
fn taker_and_closed() -> (UdpSocket, u16) {
    let (taker, other) =
        (UdpSocket::bind("127.0.0.1:0").expect("a port"), UdpSocket::bind("127.0.0.1:0").expect("a port"));
    (taker, other.local_addr().expect("its address").port())
}

fn scan(probes: Option<Probes>, ports: &[u16]) -> Vec<(u16, bool)> {
    let mut told = Vec::new();
    udp(
        &Plan { hosts: &[(Ipv4Addr::LOCALHOST, 0).into()], limit: None, is_serial: false },
        probes,
        ports.iter().copied(),
        open,
        |answers| {
            told.extend(answers.iter().map(|answer| (answer.peer.port(), matches!(answer.outcome, Outcome::Open))));
        },
    )
    .expect("the scan goes to its end");
    told
}

#[test]
fn ports_are_probed_at_the_same_time_and_told_in_order() {
    let (taker, closed) = taker_and_closed();
    let open = taker.local_addr().expect("its address").port();
    let begun = Instant::now();
    let told = scan(Some(Probes::within(Some(Duration::from_millis(1999)))), &[open, closed, open, closed]);
    assert_eq!(told, [(open, true), (closed, false), (open, true), (closed, false)]);
    assert!(begun.elapsed() >= PAUSE && begun.elapsed() < PAUSE * 2, "{:?}", begun.elapsed());
    taker.set_nonblocking(true).expect("it can");
    let mut octets = [0; 8];
    let received: Vec<_> =
        std::iter::from_fn(|| taker.recv(&mut octets).ok().map(|length| octets[..length].to_vec())).collect();
    assert_eq!(received, vec![b"X".to_vec(); 6], "three for each");
}

#[test]
fn without_probes_a_port_is_open_that_can_be_connected_to() {
    let (_, closed) = taker_and_closed();
    assert_eq!(scan(None, &[closed]), [(closed, true)]);
}

#[test]
fn probes_without_time_are_two_at_once() {
    let (taker, closed) = taker_and_closed();
    let open = taker.local_addr().expect("its address").port();
    let none = Probes::within(Some(Duration::ZERO));
    assert_eq!(scan(Some(none), &[closed, open]), [(closed, false), (open, true)]);
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a port");
    socket.connect(("127.0.0.1", closed)).expect("it connects");
    assert!(!probe(socket.as_fd(), none));
    socket.connect(("127.0.0.1", open)).expect("it connects");
    assert!(probe(socket.as_fd(), none));
}

#[test]
fn a_socket_that_met_itself_found_nobody() {
    let met = UdpSocket::bind("127.0.0.1:0").expect("a port");
    let port = met.local_addr().expect("its address").port();
    let mut socket = Some(OwnedFd::from(met));
    let mut told = Vec::new();
    let plan = Plan { hosts: &[(Ipv4Addr::LOCALHOST, 0).into()], limit: None, is_serial: true };
    let open = |_| Ok::<_, Unopened<()>>(socket.take().expect("one port"));
    let keep = |answers: &[Answer]| told.extend(answers.iter().map(|answer| format!("{:?}", answer.outcome)));
    udp(&plan, Some(Probes::within(None)), [port], open, keep).expect("the scan goes to its end");
    assert_eq!(told, ["Refused"]);
}
