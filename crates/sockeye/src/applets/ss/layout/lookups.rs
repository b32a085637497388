//! What a layout must ask others: names for numbers, and who holds a socket.

use model::{
    CgroupId, Holders, Inode, InterfaceIndex, NetlinkProtocol, NoOwner, Process, ProcessId, Socket, Task, Transport,
};
use std::net::IpAddr;
use std::rc::Rc;
use std::sync::Arc;

/// Answers of a listing's surroundings. Names are untrusted bytes; `None` where there is no name.
pub trait Lookups {
    /// Name of an interface.
    fn interface(&mut self, index: InterfaceIndex) -> Option<&[u8]>;
    /// Name of the service on a port of a transport (`/etc/services`).
    fn service(&mut self, transport: Transport, port: u16) -> Option<&[u8]>;
    /// Name of an IP protocol (`/etc/protocols`).
    fn ip_protocol(&mut self, number: u16) -> Option<&[u8]>;
    /// Name of the host with an address. May wait for a name server.
    fn host(&mut self, address: IpAddr) -> Option<&[u8]>;
    /// Path of a cgroup below the root of cgroup2, from its slash on.
    fn cgroup(&mut self, id: CgroupId) -> Option<&[u8]>;
    /// Who holds the socket with this inode: newest process first, higher descriptor first.
    fn holders(&self, inode: Inode) -> Holders<'_>;
    /// Who this task is; `None` where it has ended since it was seen.
    fn owner(&self, task: &Task) -> Option<Rc<Owner>>;
    /// Why a socket without holders has none.
    fn no_owner(&self, socket: &Socket<'_>) -> NoOwner;
    /// SELinux context of a process that lives; of the kernel where the number is zero.
    fn security_context(&mut self, id: ProcessId) -> Option<&[u8]>;
    /// Name of a process that lives.
    fn process(&mut self, id: ProcessId) -> Option<&[u8]>;
    /// Name of a netlink protocol (`/etc/iproute2/nl_protos`).
    fn netlink_protocol(&mut self, protocol: NetlinkProtocol) -> Option<&[u8]>;
    /// Name of an Ethernet protocol.
    fn ether_type(&mut self, number: u16) -> Option<&[u8]>;
}

/// A process, with what people say for its numbers.
#[derive(Debug)]
pub struct Owner {
    /// The process.
    pub process: Arc<Process>,
    /// When it started, in the form of RFC 3339; `None` where the host's clock is not known.
    pub started: Option<String>,
    /// The name of the user as whom it acts. Untrusted.
    pub user: Option<String>,
    /// The name of its network namespace, if it has one. Untrusted bytes.
    pub network_namespace: Option<Box<[u8]>>,
}
