//! A mass of established loopback TCP connections, to measure on: both ends count as sockets, 9 in 100 are IPv6.
//!
//! Process number `i` talks to itself: from 127.x.y.2 to a listener on 127.x.y.1 (`x.y` from `i`), and from ::1 to
//! ::1, so that no process takes another's ports.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::fd::OwnedFd;

use anyhow::{Result, ensure};

use super::{Crowd, descriptor_limit, raise_descriptor_limit, share, sockets};

/// Share of IPv6 connections, in percent.
const V6_PERCENT: usize = 9;

/// Ports that the listeners take in turn: services that people know, and ask about.
const SERVED: [u16; 5] = [22, 80, 443, 5432, 8080];

/// The first of the clients' ports; each connection of a process takes the next.
const FIRST_CLIENT_PORT: u16 = 10_000;

/// Descriptors a member has open before it makes a socket, and its two listeners.
const OTHER_DESCRIPTORS: usize = 8;

/// Starts `processes` members that hold `sockets` connected sockets in all, and waits for them.
///
/// # Errors
/// More sockets per process than descriptors or ports are allowed, or a member failed.
pub fn gather(sockets: usize, processes: usize) -> Result<Crowd> {
    let limit = descriptor_limit()?;
    let connections = sockets / 2;
    ensure!((1..=40_000).contains(&processes), "1 to 40000 processes, not {processes}");
    let most = 2 * connections.div_ceil(processes) + OTHER_DESCRIPTORS;
    ensure!(most as u64 <= limit, "{most} descriptors in a process, and the limit is {limit}: take more processes");
    let v6 = connections * V6_PERCENT / 100;
    let mut crowd = Crowd::default();
    for index in 0..processes {
        let share = |total| share(total, index, processes).to_string();
        let part = ["mass".to_owned(), index.to_string(), share(connections - v6), share(v6)];
        crowd.start(&part)?;
    }
    crowd.wait_ready(0)?;
    Ok(crowd)
}

/// The part of process number `index`: `v4` and `v6` connections, both ends held.
pub(super) fn play(index: usize, v4: usize, v6: usize) -> Result<Vec<OwnedFd>> {
    sockets::name_process(format!("worker-{index:03}").as_bytes())?;
    raise_descriptor_limit()?;
    let octets = (u8::try_from(1 + index / 250)?, u8::try_from(1 + index % 250)?);
    let near = |last| IpAddr::V4(Ipv4Addr::new(127, octets.0, octets.1, last));
    let served = SERVED[index % SERVED.len()];
    let mut held = Vec::with_capacity(2 * (v4 + v6) + 2);
    connect(SocketAddr::new(near(1), served), near(2), v4, &mut held)?;
    // All processes share ::1, so the listener's port is what tells their connections apart.
    let own = SocketAddr::new(Ipv6Addr::LOCALHOST.into(), 20_000 + u16::try_from(index)?);
    connect(own, Ipv6Addr::LOCALHOST.into(), v6, &mut held)?;
    Ok(held)
}

fn connect(to: SocketAddr, from: IpAddr, count: usize, held: &mut Vec<OwnedFd>) -> Result<()> {
    let listener = sockets::listen_tcp(to, 128)?;
    for step in 0..count {
        let port = FIRST_CLIENT_PORT + u16::try_from(step)?;
        let client = sockets::connect_tcp(SocketAddr::new(from, port), to)?;
        let (accepted, _) = listener.accept()?;
        held.extend([client.into(), accepted.into()]);
    }
    held.push(listener.into());
    Ok(())
}
