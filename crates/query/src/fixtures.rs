//! Sockets and a host for tests.

use crate::Resolver;
use crate::ast::PortRange;
use model::{
    CgroupId, Family, InetEndpoint, InetSocket, Inode, InterfaceIndex, NetlinkProtocol, NetlinkSocket, PacketSocket,
    Socket, SocketFamily, Transport, UnixSocket, UserId, VsockAddress, VsockSocket,
};
use std::net::IpAddr;
use std::path::Path;

/// A host with a few names.
pub(crate) struct Host;

impl Resolver for Host {
    fn service(&self, name: &str, transport: Transport) -> Option<u16> {
        match (name, transport) {
            ("ssh", Transport::Tcp) => Some(22),
            ("http", Transport::Tcp) => Some(80),
            ("domain", Transport::Tcp | Transport::Udp) => Some(53),
            ("shell", Transport::Tcp) => Some(514),
            ("shell", Transport::Udp) => Some(515),
            _ => None,
        }
    }

    fn addresses(&self, host: &str, family: Family) -> Vec<IpAddr> {
        match (host, family) {
            ("localhost", Family::Inet) => vec![IpAddr::from([127, 0, 0, 1])],
            ("localhost", Family::Inet6) => vec!["::1".parse().unwrap()],
            _ => Vec::new(),
        }
    }

    fn interface(&self, name: &str) -> Option<InterfaceIndex> {
        (name == "lo").then_some(InterfaceIndex(1))
    }

    fn cgroup(&self, path: &Path) -> Option<CgroupId> {
        (path == Path::new("/sys/fs/cgroup/unified")).then_some(CgroupId(1))
    }

    fn user(&self, name: &str) -> Option<UserId> {
        match name {
            "root" => Some(UserId(0)),
            "daemon" => Some(UserId(1)),
            _ => None,
        }
    }

    fn netlink_protocol(&self, name: &str) -> Option<NetlinkProtocol> {
        match name {
            "rtnl" => Some(NetlinkProtocol(0)),
            "genl" => Some(NetlinkProtocol(16)),
            _ => None,
        }
    }

    fn ethernet_protocol(&self, name: &str) -> Option<u16> {
        match name.to_ascii_lowercase().as_str() {
            "ip" => Some(0x0800),
            "all" => Some(3),
            _ => None,
        }
    }

    fn local_ports(&self) -> PortRange {
        LOCAL_PORTS
    }
}

/// The ports from which [`Host`] picks.
pub(crate) const LOCAL_PORTS: PortRange = PortRange { first: 32768, last: 60999 };

/// A TCP socket between these ends.
pub(crate) fn tcp(local: (&str, u16), peer: (&str, u16)) -> Socket<'static> {
    let end = |(address, port): (&str, u16)| InetEndpoint { address: address.parse().unwrap(), port };
    Socket::blank(Transport::Tcp, SocketFamily::Inet(InetSocket::between(end(local), end(peer))))
}

/// A TCP socket with these facts.
pub(crate) fn tcp_of(inet: InetSocket<'static>) -> Socket<'static> {
    Socket::blank(Transport::Tcp, SocketFamily::Inet(inet))
}

/// A UNIX stream socket with this inode and name.
pub(crate) fn unix(inode: u64, name: Option<&'static [u8]>) -> Socket<'static> {
    let unix = UnixSocket { name, ..UnixSocket::default() };
    Socket { inode: Inode(inode), ..Socket::blank(Transport::UnixStream, SocketFamily::Unix(unix)) }
}

/// A raw packet socket.
pub(crate) fn packet(protocol: u16, interface: u32) -> Socket<'static> {
    let packet = PacketSocket { protocol, interface: InterfaceIndex(interface), ..PacketSocket::default() };
    Socket::blank(Transport::PacketRaw, SocketFamily::Packet(packet))
}

/// A netlink socket.
pub(crate) fn netlink(protocol: u8, port_id: u32) -> Socket<'static> {
    let netlink = NetlinkSocket { protocol: NetlinkProtocol(protocol), port_id, ..NetlinkSocket::default() };
    Socket::blank(Transport::Netlink, SocketFamily::Netlink(netlink))
}

/// A VM socket, listening.
pub(crate) fn vsock(cid: u32, port: u32) -> Socket<'static> {
    let vsock = VsockSocket { local: VsockAddress { cid, port }, peer: VsockAddress::default() };
    Socket::blank(Transport::VsockStream, SocketFamily::Vsock(vsock))
}

/// A TIPC socket.
pub(crate) fn tipc() -> Socket<'static> {
    Socket::blank(Transport::Tipc, SocketFamily::Tipc(model::TipcSocket::default()))
}
