//! Sockets, from the kernel's diagnostics (sock_diag(7)) or, where it has none, from the text files of /proc/net.

mod batch;
mod circuits;
mod connection;
mod dump;
mod inet;
mod netlink;
mod packet;
mod plan;
mod presence;
mod reason;
mod recording;
mod sctp;
mod sink;
mod source;
#[cfg(test)]
mod tests;
mod text;
mod tipc;
mod unix;
mod vsock;
mod xdp;

pub use crate::tables::TableError;
pub(crate) use batch::ends_dump;
pub use circuits::CircuitTable;
pub(crate) use connection::Connections;
pub use connection::{Diagnostics, Open};
pub(crate) use dump::{DumpError, End, Pace, dump_all};
pub use inet::InetQuery;
pub use sctp::SctpTable;
pub use sink::SocketSink;
pub use source::{Reach, SocketSource};

use plan::Plan;
use wire::netlink::TooLong;
use wire::netlink::sock_diag;
use wire::netlink::sock_diag::inet::IpVersion;

/// One table of sockets to list, and which details to add.
#[derive(Clone, Debug)]
pub enum SocketQuery {
    /// TCP, UDP and their relatives.
    Inet(InetQuery),
    /// UNIX domain sockets.
    Unix(sock_diag::unix::Request),
    /// Link-layer sockets.
    Packet(sock_diag::packet::Request),
    /// Netlink sockets.
    Netlink(sock_diag::netlink::Request),
    /// VM sockets.
    Vsock(sock_diag::vsock::Request),
    /// TIPC sockets.
    Tipc(sock_diag::tipc::Request),
    /// AF_XDP sockets.
    Xdp(sock_diag::xdp::Request),
}

impl SocketQuery {
    /// What the kernel is asked, in order.
    pub(crate) fn requests(&self) -> Result<Vec<Vec<u8>>, TooLong> {
        Ok(self.plan()?.requests)
    }

    /// The IP versions that are asked for; none in other families.
    fn versions(&self) -> &[IpVersion] {
        match self {
            Self::Inet(query) => &query.versions,
            _ => &[],
        }
    }

    fn plan(&self) -> Result<Plan, TooLong> {
        match self {
            Self::Inet(query) => inet::plan(query),
            Self::Unix(request) => Ok(unix::plan(request)),
            Self::Packet(request) => Ok(packet::plan(request)),
            Self::Netlink(request) => Ok(netlink::plan(request)),
            Self::Vsock(request) => Ok(vsock::plan(request)),
            Self::Tipc(request) => Ok(tipc::plan(request)),
            Self::Xdp(request) => Ok(xdp::plan(request)),
        }
    }
}
