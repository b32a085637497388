//! Expected rows are what iproute2 6.1 printed for the same values, fed to it as netlink answers or `/proc` text.

mod account;
mod inet;
mod newest;
mod number;
mod others;
mod ownership;
mod summary;
mod text;

use super::*;
use model::{
    CgroupId, Cookie, Holders, InetEndpoint, InetSocket, NetlinkProtocol, NoOwner, OwnerTable, ProcessId, State, Task,
    Timer, TimerKind, Transport,
};
use render::table::Width;
use std::net::IpAddr;
use std::rc::Rc;

const NUMERIC: Details = Details {
    numeric: true,
    resolve: false,
    options: false,
    extended: false,
    memory: false,
    info: false,
    newest: false,
    processes: false,
    owner: false,
    contexts: Contexts::Hidden,
    no_queues: false,
    one_line: false,
    type_of_service: false,
    cgroup: false,
    socket_options: false,
    filters: false,
    tipc: false,
};

/// Surroundings that know one of each name.
#[derive(Debug, Default)]
struct Known {
    owners: OwnerTable,
    /// Who the only process is that lives.
    ownership: Option<Rc<Owner>>,
}

fn answer(is_known: bool, name: &'static str) -> Option<&'static [u8]> {
    is_known.then_some(name.as_bytes())
}

impl Lookups for Known {
    fn interface(&mut self, index: InterfaceIndex) -> Option<&[u8]> {
        answer(index.0 == 1, "lo")
    }
    fn service(&mut self, transport: Transport, port: u16) -> Option<&[u8]> {
        answer(transport == Transport::Tcp && port == 22, "ssh")
    }
    fn ip_protocol(&mut self, number: u16) -> Option<&[u8]> {
        answer(number == 58, "ipv6-icmp")
    }
    fn host(&mut self, address: IpAddr) -> Option<&[u8]> {
        answer(address.is_loopback() && address.is_ipv4(), "localhost")
    }
    fn cgroup(&mut self, id: CgroupId) -> Option<&[u8]> {
        answer(id.0 == 1, "/")
    }
    fn holders(&self, inode: Inode) -> Holders<'_> {
        self.owners.holders(inode)
    }
    fn owner(&self, task: &Task) -> Option<Rc<Owner>> {
        self.ownership.clone().filter(|owner| owner.process.id == task.process)
    }
    fn no_owner(&self, _: &Socket<'_>) -> NoOwner {
        NoOwner::TimeWait
    }
    fn security_context(&mut self, id: ProcessId) -> Option<&[u8]> {
        answer(id.0 == 0, "system_u:system_r:kernel_t:s0")
    }
    fn process(&mut self, id: ProcessId) -> Option<&[u8]> {
        answer(id.0 == 1, "init")
    }
    fn netlink_protocol(&mut self, protocol: NetlinkProtocol) -> Option<&[u8]> {
        answer(protocol.0 == 0, "rtnl")
    }
    fn ether_type(&mut self, number: u16) -> Option<&[u8]> {
        answer(number == 0x800, "ip")
    }
}

/// The rows of these sockets without a header, blanks at the ends of lines cut.
fn rows(details: Details, lookups: &mut Known, sockets: &[Socket<'_>]) -> String {
    let mut table = columns::table(columns::Origins::Hidden, Width::Unlimited, Vec::new());
    let mut layout = Layout::new(details, lookups);
    for socket in sockets {
        layout.row(&mut table, socket).unwrap();
    }
    let text = String::from_utf8(table.finish().unwrap()).unwrap();
    text.lines().map(|line| line.trim_end_matches(' ').to_owned() + "\n").collect()
}

/// The row of one socket, as [`rows`].
fn row(details: Details, socket: &Socket<'_>) -> String {
    rows(details, &mut Known::default(), std::slice::from_ref(socket))
}

/// What stands behind the peer's port in the row of one socket, blanks at its ends cut.
fn said(details: Details, socket: &Socket<'_>) -> String {
    let row = row(details, socket);
    let (_, behind) = row.split_once(":80").unwrap();
    behind.trim_matches(['\n', ' ']).to_owned()
}

fn end(address: &str, port: u16) -> InetEndpoint {
    InetEndpoint { address: address.parse().unwrap(), port }
}

/// An established connection from port 1234 to port 80 of loopback, of which nothing else is known.
fn inet(local: &str, peer: &str) -> InetSocket<'static> {
    InetSocket::between(end(local, 1234), end(peer, 80))
}

fn socket(transport: Transport, family: SocketFamily<'_>) -> Socket<'_> {
    Socket { state: State::Established, cookie: Some(Cookie(1)), ..Socket::blank(transport, family) }
}
