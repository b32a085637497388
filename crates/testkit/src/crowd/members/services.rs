//! Listeners: the wildcard of each family and of both, loopback, one interface, one link-local address, MPTCP.

use std::net::{Ipv6Addr, SocketAddr, SocketAddrV6};
use std::os::fd::OwnedFd;

use anyhow::{Context, Result};
use nix::net::if_::if_nametoindex;
use socket2::{Domain, Protocol, Socket, Type};

use crate::crowd::cast::{Member, Part};
use crate::crowd::sockets::listen_tcp;

pub(super) const MEMBERS: &[Member] = &[
    Member { name: "services", comm: b"sshd", user: 0, cgroup: "services", part: Part::Main, act: listeners },
    Member { name: "interfaces", comm: b"dnsmasq", user: 0, cgroup: "services", part: Part::Main, act: interfaces },
    Member { name: "mptcp", comm: b"mptcpd", user: 0, cgroup: "", part: Part::Main, act: mptcp },
];

/// The link-local address that `va0` has by its hardware address (RFC 4291, appendix A).
pub(super) fn link_local(port: u16) -> Result<SocketAddr> {
    let address: Ipv6Addr = "fe80::ff:fe00:901".parse()?;
    Ok(SocketAddrV6::new(address, port, 0, if_nametoindex("va0").context("the interface va0")?).into())
}

fn listeners() -> Result<Vec<OwnedFd>> {
    let mut held = Vec::new();
    for (address, backlog) in
        [("0.0.0.0:22", 128), ("[::]:80", 511), ("127.0.0.1:5432", 200), ("[::1]:5432", 200), ("10.9.0.1:3306", 1)]
    {
        held.push(listen_tcp(address.parse()?, backlog)?.into());
    }
    for (address, backlog) in [("[::]:443", 511), ("[::]:22", 128), ("[fd09::1]:8443", 4096)] {
        let socket = Socket::new(Domain::IPV6, Type::STREAM, Some(Protocol::TCP))?;
        socket.set_reuse_address(true)?;
        socket.set_only_v6(true)?;
        socket.bind(&address.parse::<SocketAddr>()?.into())?;
        socket.listen(backlog)?;
        held.push(socket.into());
    }
    Ok(held)
}

fn interfaces() -> Result<Vec<OwnedFd>> {
    let mut held = Vec::new();
    for (address, interface) in
        [("127.0.0.1:8080", "lo"), ("0.0.0.0:8081", "va0"), ("[::]:8082", "va0"), ("[::1]:8083", "lo")]
    {
        let address: SocketAddr = address.parse()?;
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
        socket.bind_device(Some(interface.as_bytes()))?;
        socket.bind(&address.into())?;
        socket.listen(16)?;
        held.push(socket.into());
    }
    held.push(listen_tcp(link_local(8084)?, 16)?.into());
    // Bound, neither listening nor connected.
    held.push(crate::crowd::sockets::bind_tcp("127.0.0.1:8090".parse()?)?.into());
    held.push(Socket::new(Domain::IPV4, Type::STREAM, None)?.into());
    Ok(held)
}

fn mptcp() -> Result<Vec<OwnedFd>> {
    let mut held: Vec<OwnedFd> = Vec::new();
    for (from, to) in [("127.0.0.1:46001", "127.0.0.1:4600"), ("[::1]:46002", "[::1]:4601")] {
        let (from, to): (SocketAddr, SocketAddr) = (from.parse()?, to.parse()?);
        let listener = Socket::new(Domain::for_address(to), Type::STREAM, Some(Protocol::MPTCP))?;
        listener.bind(&to.into())?;
        listener.listen(8)?;
        let client = Socket::new(Domain::for_address(from), Type::STREAM, Some(Protocol::MPTCP))?;
        client.bind(&from.into())?;
        client.connect(&to.into()).context("connect MPTCP")?;
        let (accepted, _) = listener.accept()?;
        client.send(b"hello")?;
        held.extend([listener.into(), client.into(), accepted.into()]);
    }
    Ok(held)
}
