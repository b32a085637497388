//! NETLINK sockets by protocol, with groups, with a port id that is no pid, connected.

use std::os::fd::{AsRawFd, OwnedFd};

use anyhow::{Context, Result};
use nix::sys::socket::{AddressFamily, NetlinkAddr, SockFlag, SockProtocol, SockType, bind, connect, socket};

use crate::crowd::cast::{Member, Part};

pub(super) const MEMBERS: &[Member] =
    &[Member { name: "netlink", comm: b"NetworkManager", user: 0, cgroup: "services", part: Part::Main, act: netlink }];

fn netlink() -> Result<Vec<OwnedFd>> {
    let mut held = Vec::new();
    // Port id 0 lets the kernel choose: this process's pid for the first of a protocol.
    for (protocol, port, groups) in [
        (SockProtocol::NetlinkRoute, 0, 0x11),
        (SockProtocol::NetlinkRoute, 0, 0),
        (SockProtocol::NetlinkRoute, 123_456, 0x8000_0000),
        (SockProtocol::NetlinkKObjectUEvent, 0, 1),
        (SockProtocol::NetlinkKObjectUEvent, 4_000_000_000, 2),
        (SockProtocol::NetlinkGeneric, 0, 0),
        (SockProtocol::NetlinkSockDiag, 0, 3),
        (SockProtocol::NetlinkUserSock, 1, 4),
        (SockProtocol::NetlinkNetFilter, 0, 0),
    ] {
        let netlink = socket(AddressFamily::Netlink, SockType::Raw, SockFlag::SOCK_CLOEXEC, protocol)?;
        bind(netlink.as_raw_fd(), &NetlinkAddr::new(port, groups)).with_context(|| format!("bind {protocol:?}"))?;
        held.push(netlink);
    }
    let connected =
        socket(AddressFamily::Netlink, SockType::Datagram, SockFlag::SOCK_CLOEXEC, SockProtocol::NetlinkUserSock)?;
    bind(connected.as_raw_fd(), &NetlinkAddr::new(77_777, 0))?;
    connect(connected.as_raw_fd(), &NetlinkAddr::new(1, 4))?;
    held.push(connected);
    Ok(held)
}
