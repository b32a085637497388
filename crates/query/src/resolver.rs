//! What a front end needs to know of the host to understand names in a filter. Numbers and literal addresses never ask.

use crate::ast::PortRange;
use model::{CgroupId, Family, InterfaceIndex, NetlinkProtocol, Transport, UserId};
use std::net::IpAddr;
use std::path::Path;

/// Looks up the names that may stand in a filter.
pub trait Resolver {
    /// The port of this service (`/etc/services`) over [`Transport::Tcp`] or [`Transport::Udp`].
    fn service(&self, name: &str, transport: Transport) -> Option<u16>;

    /// The addresses of this host in [`Family::Inet`] or [`Family::Inet6`], preferred first; empty when it is unknown.
    /// Numbers in the forms of inet_aton(3) count as hosts too (`2130706433`), as gethostbyname2(3) has it.
    fn addresses(&self, host: &str, family: Family) -> Vec<IpAddr>;

    /// The index of the interface with this name.
    fn interface(&self, name: &str) -> Option<InterfaceIndex>;

    /// The id of the cgroup whose directory this is, relative to the working directory: what the kernel gives as the
    /// eight octets of its file handle (name_to_handle_at(2)). `None` where there is no such handle.
    fn cgroup(&self, path: &Path) -> Option<CgroupId>;

    /// The user of this name (passwd(5)).
    fn user(&self, name: &str) -> Option<UserId>;

    /// The netlink protocol with this name (`nl_protos` of iproute2: `route`, `audit`, …).
    fn netlink_protocol(&self, name: &str) -> Option<NetlinkProtocol>;

    /// The Ethernet protocol with this name (`ip`, `arp`, `all`, …), in host order.
    fn ethernet_protocol(&self, name: &str) -> Option<u16>;

    /// The ports from which the kernel picks one (`net.ipv4.ip_local_port_range`).
    fn local_ports(&self) -> PortRange;
}
