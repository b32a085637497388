//! What a run keeps for the ports that are left.

use super::*;
use crate::applets::nc::args::{self, Command};

const LOCAL: ([u8; 4], u16) = ([127, 0, 0, 1], 4000);

/// What is kept by this command line after its first connection, from [`LOCAL`].
fn kept(line: &str, ports_left: &[u16]) -> Remaining {
    let words = line.split_whitespace().map(Into::into);
    let request = match args::read(words) {
        Ok(Command::Run(request)) => request,
        other => panic!("{line}: {other:?}"),
    };
    let proxy = match &request.task {
        Task::Connect { proxy, .. } => proxy.as_ref(),
        other => panic!("{line}: {other:?}"),
    };
    remaining(&request, proxy, Some(LOCAL.into()), ports_left)
}

#[test]
fn the_last_port_leaves_nothing_to_do() {
    for line in ["h 1", "-p 4000 h 1", "-s 127.0.0.1 h 1", "-u h 1", "-x p h 1"] {
        assert_eq!(kept(line, &[]), Remaining::default(), "{line}");
    }
}

#[test]
fn ports_that_are_left_are_connected_to() {
    let ports = Remaining { tcp_ports: vec![2..=2, 3..=3], ..Remaining::default() };
    assert_eq!(kept("h 1-3", &[2, 3]), ports);
    // The port was tied to as a name: it is the one that the first connection had.
    let tied = Remaining { own_port: Some(4000), looks_up_names: true, ..ports.clone() };
    assert_eq!(kept("-p terabase h 1-3", &[2, 3]), tied);
    assert_eq!(kept("-s 127.0.0.1 h 1-3", &[2, 3]), Remaining { own_port: Some(0), ..tied });
}

#[test]
fn datagrams_need_sockets_of_their_own() {
    assert_eq!(kept("-u h 1-3", &[2, 3]), Remaining { opens_other_sockets: true, ..Remaining::default() });
}

#[test]
fn proxies_are_looked_up_each_time() {
    let any_port = Remaining { tcp_ports: vec![0..=u16::MAX], looks_up_names: true, ..Remaining::default() };
    assert_eq!(kept("-x p:http h 1-3", &[2, 3]), any_port);
    assert_eq!(kept("-x p -p 4000 h 1-3", &[2, 3]), Remaining { own_port: Some(4000), ..any_port });
}
