//! Raw IP sockets by protocol, bound and connected, and ping sockets.

use std::net::SocketAddr;
use std::os::fd::OwnedFd;

use anyhow::{Context, Result};
use socket2::{Domain, Protocol, Socket, Type};

use crate::crowd::cast::{Member, Part};

pub(super) const MEMBERS: &[Member] =
    &[Member { name: "raw", comm: b"ping", user: 0, cgroup: "", part: Part::Main, act: raw }];

fn raw() -> Result<Vec<OwnedFd>> {
    let mut held: Vec<OwnedFd> = Vec::new();
    // ICMP, OSPF, one without a name, UDP, and 255 (IPPROTO_RAW), which only sends.
    for protocol in [1, 89, 253, 17, 255] {
        held.push(socket(Domain::IPV4, Type::RAW, protocol)?.into());
    }
    for protocol in [58, 6] {
        held.push(socket(Domain::IPV6, Type::RAW, protocol)?.into());
    }
    let bound = socket(Domain::IPV4, Type::RAW, 1)?;
    bound.bind(&"127.0.0.1:0".parse::<SocketAddr>()?.into())?;
    let connected = socket(Domain::IPV4, Type::RAW, 47)?;
    connected.bind(&"10.9.0.1:0".parse::<SocketAddr>()?.into())?;
    connected.connect(&"10.9.0.2:0".parse::<SocketAddr>()?.into())?;
    let connected6 = socket(Domain::IPV6, Type::RAW, 58)?;
    connected6.connect(&"[fd09::2]:0".parse::<SocketAddr>()?.into())?;
    let on_interface = socket(Domain::IPV4, Type::RAW, 2)?;
    on_interface.bind_device(Some(b"va0"))?;
    let ping = socket(Domain::IPV4, Type::DGRAM, 1)?;
    ping.bind(&"127.0.0.1:77".parse::<SocketAddr>()?.into())?;
    let ping6 = socket(Domain::IPV6, Type::DGRAM, 58)?;
    held.extend([bound, connected, connected6, on_interface, ping, ping6].map(OwnedFd::from));
    Ok(held)
}

fn socket(domain: Domain, kind: Type, protocol: i32) -> Result<Socket> {
    Socket::new(domain, kind, Some(Protocol::from(protocol)))
        .with_context(|| format!("make a {kind:?} socket of protocol {protocol}"))
}
