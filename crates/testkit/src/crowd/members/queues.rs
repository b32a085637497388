//! Full queues: TCP in both directions, a listener's backlog, UDP and UNIX receivers that do not read.

use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::path::Path;

use anyhow::Result;
use nix::sys::socket::{setsockopt, sockopt};
use socket2::{Domain, Socket, Type};

use crate::crowd::cast::{Member, Part};
use crate::crowd::sockets::{bind_udp, bind_unix, connect_tcp, fill, listen_tcp, start_connect_tcp, tcp_pair};
use crate::lab;

pub(super) const MEMBERS: &[Member] = &[
    Member { name: "slow", comm: b"slow-reader", user: 0, cgroup: "", part: Part::Main, act: tcp },
    Member { name: "busy", comm: b"busy-listener", user: 0, cgroup: "", part: Part::Main, act: backlog },
    Member { name: "deaf", comm: b"deaf", user: 0, cgroup: "", part: Part::Main, act: datagrams },
];

fn tcp() -> Result<Vec<OwnedFd>> {
    let listener = listen_tcp("127.0.0.1:8300".parse()?, 8)?;
    let (full, full_peer) = tcp_pair("127.0.0.1:45001".parse()?, &listener)?;
    fill(&full)?;
    let (some, some_peer) = tcp_pair("127.0.0.1:45002".parse()?, &listener)?;
    some.send(&[b'x'; 12_345])?;
    Ok(vec![listener.into(), full.into(), full_peer.into(), some.into(), some_peer.into()])
}

/// A backlog of one holds two connections (the kernel compares with "greater"); the third client keeps asking.
fn backlog() -> Result<Vec<OwnedFd>> {
    let at: SocketAddr = "127.0.0.1:8301".parse()?;
    let listener = listen_tcp(at, 1)?;
    let first = connect_tcp("127.0.0.1:45011".parse()?, at)?;
    let second = connect_tcp("127.0.0.1:45012".parse()?, at)?;
    let third = start_connect_tcp("127.0.0.1:45013".parse()?, at)?;
    Ok(vec![listener.into(), first.into(), second.into(), third.into()])
}

fn datagrams() -> Result<Vec<OwnedFd>> {
    let receiver = bind_udp("127.0.0.1:8302".parse()?)?;
    setsockopt(&receiver, sockopt::RcvBuf, &20_000)?;
    let sender = bind_udp("127.0.0.1:45021".parse()?)?;
    sender.connect(&"127.0.0.1:8302".parse::<SocketAddr>()?.into())?;
    // UDP drops what does not fit, so a fixed number fills the queue.
    for _ in 0..100 {
        sender.send(&[b'x'; 1000])?;
    }
    let path = Path::new(lab::PATHS).join("deaf");
    let unix = bind_unix(Type::DGRAM, &path)?;
    let writer = Socket::new(Domain::UNIX, Type::DGRAM, None)?;
    writer.connect(&socket2::SockAddr::unix(&path)?)?;
    fill(&writer)?;
    Ok(vec![receiver.into(), sender.into(), unix.into(), writer.into()])
}
