//! TCP connections stopped in the states that last only while the other side is silent (RFC 9293, section 3.3.2).
//!
//! Silence is made by giving a far address a hardware address that nobody has: what the near side then sends is
//! lost, while the far side's segments still arrive. Sockets are shut down, not closed, so that they keep their owner.

use std::net::{Shutdown, SocketAddr};
use std::os::fd::OwnedFd;

use anyhow::Result;
use socket2::Socket;

use crate::crowd::cast::{Member, Part};
use crate::crowd::sockets::{far, listen_tcp, start_connect_tcp, tcp_pair, wait_for_state};
use crate::lab;

pub(super) const MEMBERS: &[Member] = &[
    Member { name: "asking", comm: b"telnet", user: 0, cgroup: "", part: Part::Main, act: syn_sent },
    Member { name: "half-open", comm: b"httpd", user: 0, cgroup: "services", part: Part::Main, act: syn_recv },
    Member { name: "half-closed", comm: b"rsync", user: 0, cgroup: "", part: Part::Main, act: half_closed },
    Member { name: "stuck", comm: b"wget", user: 0, cgroup: "", part: Part::Main, act: stuck },
    Member { name: "stuck6", comm: b"wget", user: 0, cgroup: "", part: Part::Main, act: stuck_v6 },
];

/// States by their number in the kernel (include/net/tcp_states.h).
const FIN_WAIT_1: u8 = 4;
const FIN_WAIT_2: u8 = 5;
const CLOSE_WAIT: u8 = 8;
const LAST_ACK: u8 = 9;
const SYN_RECV: u8 = 3;
const CLOSING: u8 = 11;

/// A hardware address that no interface has.
const NOWHERE: &str = "02:00:00:00:09:99";

fn silence(address: &str) -> Result<()> {
    lab::ip(&["neigh", "replace", address, "lladdr", NOWHERE, "nud", "permanent", "dev", "va0"], "")
}

fn syn_sent() -> Result<Vec<OwnedFd>> {
    silence("10.9.0.66")?;
    silence("fd09::66")?;
    Ok(vec![
        start_connect_tcp("10.9.0.1:43001".parse()?, "10.9.0.66:80".parse()?)?.into(),
        start_connect_tcp("[fd09::1]:43002".parse()?, "[fd09::66]:443".parse()?)?.into(),
    ])
}

/// Far clients ask, and our answers do not reach them. They may go then: what is left is ours alone.
fn syn_recv() -> Result<Vec<OwnedFd>> {
    silence("10.9.0.4")?;
    let listener = listen_tcp("10.9.0.1:8100".parse()?, 16)?;
    for from in ["10.9.0.4:51001", "10.9.0.4:51002"] {
        let from: SocketAddr = from.parse()?;
        let to = "10.9.0.1:8100".parse()?;
        far(|| start_connect_tcp(from, to))?;
    }
    wait_for_state("tcp", 8100, SYN_RECV)?;
    Ok(vec![listener.into()])
}

fn half_closed() -> Result<Vec<OwnedFd>> {
    let mut held: Vec<OwnedFd> = Vec::new();
    for (from, to, table) in [("127.0.0.1:43101", "127.0.0.1:8101", "tcp"), ("[::1]:43102", "[::1]:8102", "tcp6")] {
        let (from, to): (SocketAddr, SocketAddr) = (from.parse()?, to.parse()?);
        let listener = listen_tcp(to, 4)?;
        let (client, accepted) = tcp_pair(from, &listener)?;
        client.shutdown(Shutdown::Write)?;
        wait_for_state(table, from.port(), FIN_WAIT_2)?;
        wait_for_state(table, to.port(), CLOSE_WAIT)?;
        held.extend([listener.into(), client.into(), accepted.into()]);
    }
    Ok(held)
}

fn stuck() -> Result<Vec<OwnedFd>> {
    stick("10.9.0.1", "10.9.0.3", "tcp", 43200)
}

fn stuck_v6() -> Result<Vec<OwnedFd>> {
    lab::ip(&["-n", lab::FAR_NAMESPACE, "addr", "add", "fd09::3/64", "dev", "vb0", "nodad"], "")?;
    stick("[fd09::1]", "[fd09::3]", "tcp6", 43300)
}

/// From an established connection each, with `silent` unreachable from then on: data never acknowledged,
/// FIN-WAIT-1, CLOSING and LAST-ACK.
fn stick(near: &str, silent: &str, table: &str, first_port: u16) -> Result<Vec<OwnedFd>> {
    let to: SocketAddr = format!("{silent}:7100").parse()?;
    let listener = far(|| listen_tcp(to, 8))?;
    let open = |step: u16| -> Result<(Socket, Socket)> {
        tcp_pair(format!("{near}:{}", first_port + step).parse()?, &listener)
    };
    let pairs = [open(1)?, open(2)?, open(3)?, open(4)?];
    let [(sending, _), (closing_first, _), (closing_too, closing_peer), (closing_last, leaving_peer)] = &pairs;
    leaving_peer.shutdown(Shutdown::Write)?;
    wait_for_state(table, first_port + 4, CLOSE_WAIT)?;

    silence(silent.trim_matches(['[', ']']))?;
    sending.send(b"are you there?")?;
    closing_first.shutdown(Shutdown::Write)?;
    wait_for_state(table, first_port + 2, FIN_WAIT_1)?;
    closing_too.shutdown(Shutdown::Write)?;
    closing_peer.shutdown(Shutdown::Write)?;
    wait_for_state(table, first_port + 3, CLOSING)?;
    closing_last.shutdown(Shutdown::Write)?;
    wait_for_state(table, first_port + 4, LAST_ACK)?;

    let mut held: Vec<OwnedFd> = vec![listener.into()];
    held.extend(pairs.into_iter().flat_map(|(one, other)| [one.into(), other.into()]));
    Ok(held)
}
