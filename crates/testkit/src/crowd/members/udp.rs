//! UDP: the wildcard and bound, connected, on one interface, multicast; and UDP-Lite, which `ss` does not list.

use std::net::{Ipv4Addr, SocketAddr};
use std::os::fd::OwnedFd;

use anyhow::Result;
use nix::net::if_::if_nametoindex;
use socket2::{Domain, Protocol, Socket, Type};

use super::services::link_local;
use crate::crowd::cast::{Member, Part};
use crate::crowd::sockets::{bind_datagram, bind_udp};

pub(super) const MEMBERS: &[Member] = &[
    Member { name: "resolver", comm: b"named", user: 105, cgroup: "services", part: Part::Main, act: bound },
    Member { name: "multicast", comm: b"avahi-daemon", user: 0, cgroup: "", part: Part::Main, act: multicast },
    Member { name: "datagrams", comm: b"openvpn", user: 0, cgroup: "", part: Part::Main, act: connected },
];

fn bound() -> Result<Vec<OwnedFd>> {
    let mut held = Vec::new();
    for address in ["0.0.0.0:5300", "[::]:5300", "127.0.0.1:5323", "[::1]:5323", "0.0.0.0:1111", "10.9.0.1:5300"] {
        held.push(bind_udp(address.parse()?)?.into());
    }
    held.push(bind_udp(link_local(5546)?)?.into());
    let both_families = Socket::new(Domain::IPV6, Type::DGRAM, Some(Protocol::UDP))?;
    both_families.bind(&"[::]:5998".parse::<SocketAddr>()?.into())?;
    held.push(both_families.into());
    let lite = Protocol::from(nix::libc::IPPROTO_UDPLITE);
    held.push(bind_datagram("0.0.0.0:1234".parse()?, lite)?.into());
    Ok(held)
}

fn multicast() -> Result<Vec<OwnedFd>> {
    let group: Ipv4Addr = "224.0.0.251".parse()?;
    let mut held = Vec::new();
    for address in ["0.0.0.0:5353", "224.0.0.251:5353"] {
        let socket = bind_udp(address.parse()?)?;
        socket.join_multicast_v4(&group, &"10.9.0.1".parse()?)?;
        held.push(socket.into());
    }
    let v6 = bind_udp("[::]:5353".parse()?)?;
    v6.join_multicast_v6(&"ff02::fb".parse()?, if_nametoindex("va0")?)?;
    held.push(v6.into());
    // A client's port, as DHCP has it.
    let dhcp = Socket::new(Domain::IPV4, Type::DGRAM, Some(Protocol::UDP))?;
    dhcp.bind_device(Some(b"va0"))?;
    dhcp.bind(&"0.0.0.0:68".parse::<SocketAddr>()?.into())?;
    held.push(dhcp.into());
    Ok(held)
}

fn connected() -> Result<Vec<OwnedFd>> {
    let mut held = Vec::new();
    for (from, to) in [
        ("127.0.0.1:47001", "127.0.0.1:5323"),
        ("[::1]:47002", "[::1]:5323"),
        ("10.9.0.1:5000", "10.9.0.2:6000"),
        ("[fd09::1]:5000", "[fd09::2]:6000"),
    ] {
        let socket = bind_udp(from.parse()?)?;
        socket.connect(&to.parse::<SocketAddr>()?.into())?;
        held.push(socket.into());
    }
    let marked = bind_udp("10.9.0.1:5001".parse()?)?;
    marked.set_mark(0x10)?;
    marked.set_tos_v4(0x28)?;
    held.push(marked.into());
    Ok(held)
}
