//! Scans of ports of this host that listen and that do not.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::os::fd::OwnedFd;

use rustix::net::{AddressFamily, SocketFlags, SocketType, socket_with};

use super::*;
use crate::scan::Unopened;

fn open(peer: SocketAddr) -> Result<OwnedFd, Unopened<Errno>> {
    let family = if peer.is_ipv4() { AddressFamily::INET } else { AddressFamily::INET6 };
    socket_with(family, SocketType::STREAM, SocketFlags::NONBLOCK | SocketFlags::CLOEXEC, None)
        .map_err(Unopened::NoRoom)
}

fn host(last: u8) -> SocketAddr {
    (Ipv4Addr::new(127, 0, 0, last), 0).into()
}

fn scan(plan: &Plan<'_>, ports: impl IntoIterator<Item = u16>) -> Vec<String> {
    let mut lines = Vec::new();
    tcp(plan, ports, open, |answers| {
        lines.extend(answers.iter().map(|answer| format!("{} {:?}", answer.peer, kind(answer))))
    })
    .expect("the scan goes to its end");
    lines
}

fn kind(answer: &Answer) -> &'static str {
    match &answer.outcome {
        Outcome::Open => "open",
        Outcome::Failed(error) if error.kind() == io::ErrorKind::ConnectionRefused => "refused",
        Outcome::Refused | Outcome::Failed(_) => "odd",
        Outcome::TimedOut => "late",
    }
}

/// A listener at one address, and a port of it at which nobody listens.
fn listener(last: u8) -> (TcpListener, u16) {
    let listener = TcpListener::bind((Ipv4Addr::new(127, 0, 0, last), 0)).expect("a port is free");
    let port = listener.local_addr().expect("it has an address").port();
    (listener, port)
}

#[test]
fn each_port_is_tried_at_one_address_after_the_other() {
    let (_listener, port) = listener(71);
    let (closed, closed_port) = listener(72);
    drop(closed);
    let hosts = [host(72), host(71)];
    for is_serial in [false, true] {
        let lines = scan(&Plan { hosts: &hosts, limit: None, is_serial }, [closed_port, port, port]);
        let expected = [
            format!("127.0.0.72:{closed_port} \"refused\""),
            format!("127.0.0.71:{closed_port} \"refused\""),
            format!("127.0.0.72:{port} \"refused\""),
            format!("127.0.0.71:{port} \"open\""),
            format!("127.0.0.72:{port} \"refused\""),
            format!("127.0.0.71:{port} \"open\""),
        ];
        assert_eq!(lines, expected);
    }
}

#[test]
fn what_comes_before_the_end_is_told() {
    let (_listener, port) = listener(73);
    let mut sockets = 0;
    let mut told = 0;
    let end = tcp(
        &Plan { hosts: &[host(73)], limit: None, is_serial: false },
        [port; 10],
        |peer| {
            sockets += 1;
            if sockets == 4 { Err(Unopened::Hopeless(Errno::ACCESS)) } else { open(peer) }
        },
        |answers| told += answers.len(),
    );
    assert!(matches!(end, Err(Failed::Hopeless(Errno::ACCESS))));
    assert_eq!(told, 3);
}

#[test]
fn an_address_without_sockets_is_passed_over() {
    let mut told = 0;
    let hosts = [host(1), host(2)];
    let plan = Plan { hosts: &hosts, limit: None, is_serial: false };
    tcp(&plan, 1..=5, |_| Err::<OwnedFd, _>(Unopened::<Errno>::Unsupported), |answers| told += answers.len())
        .expect("it ends");
    assert_eq!(told, 0);
}

#[test]
fn who_says_nothing_is_given_up_in_time() {
    // Its queue holds two, and what comes after them is dropped without a word.
    let listener = socket_with(AddressFamily::INET, SocketType::STREAM, SocketFlags::CLOEXEC, None).expect("a socket");
    rustix::net::bind(&listener, &host(74)).expect("an address");
    rustix::net::listen(&listener, 1).expect("a port");
    let bound = SocketAddr::try_from(rustix::net::getsockname(&listener).expect("its address")).expect("of IP");
    let waiting: Vec<_> = (0..2).map(|_| std::net::TcpStream::connect(bound).expect("there is room")).collect();
    let limit = std::time::Duration::from_millis(300);
    let begun = Instant::now();
    let lines = scan(&Plan { hosts: &[host(74)], limit: Some(limit), is_serial: false }, [bound.port(); 40]);
    assert_eq!(lines, vec![format!("{bound} \"late\""); 40]);
    assert!(begun.elapsed() < limit * 10, "they waited at the same time");
    drop(waiting);
}

#[test]
fn a_socket_that_met_itself_found_nobody_and_is_not_used_again() {
    let (listener, port) = listener(75);
    drop(listener);
    let local = SocketAddr::from((Ipv4Addr::new(127, 0, 0, 75), port));
    let mut is_first = true;
    let open = |peer| {
        let socket = open(peer)?;
        if std::mem::take(&mut is_first) {
            rustix::net::sockopt::set_socket_reuseaddr(&socket, true).map_err(Unopened::Hopeless)?;
            rustix::net::bind(&socket, &local).map_err(Unopened::Hopeless)?;
        }
        Ok(socket)
    };
    let mut told = Vec::new();
    let plan = Plan { hosts: &[host(75)], limit: None, is_serial: false };
    tcp(&plan, [port, port], open, |answers| told.extend(answers.iter().map(kind))).expect("the scan goes to its end");
    assert_eq!(told, ["refused", "refused"]);
}
