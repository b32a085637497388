//! The one model that every source fills and every view reads.
//!
//! Plain values without I/O: a [`Socket`] is one record per socket whatever its
//! family, units stand in the types ([`Micros`], [`BytesPerSecond`], …), and what
//! could not be seen is a [`Gap`] with its reason. Variable-length parts borrow the
//! bytes that they were decoded from, so that a dump of a million sockets allocates nothing.

#![forbid(unsafe_code)]

mod congestion;
mod container;
mod event;
mod exposure;
mod gap;
mod group;
mod inet;
mod interface;
mod memory;
mod namespace;
mod netlink;
mod open_file;
mod owner;
mod ownerless;
mod packet;
mod process;
mod route;
mod socket;
mod state;
mod tcp_info;
mod text;
mod timer;
mod tipc;
mod transport;
mod ulp;
mod units;
mod unix;
mod vsock;
mod xdp;

pub use congestion::{Bbr, CongestionInfo, Dctcp, Vegas};
pub use container::{Container, Pod, Runtime};
pub use event::{Ending, Event, EventKind, EventProcess, ProcessName, Role, Traffic, Why};
pub use exposure::Exposure;
pub use gap::{Facts, Gap};
pub use group::GroupMembership;
pub use inet::{InetEndpoint, InetSocket, MptcpInfo, SctpInfo, SocketOptions};
pub use interface::{
    DeviceMap, HardwareAddress, Interface, InterfaceCounters, InterfaceFlags, Ipv4InterfaceAddress,
    Ipv6InterfaceAddress, Received, Sent,
};
pub use memory::{LegacyMemory, SocketMemory};
pub use namespace::{NamespaceId, NetworkNamespace};
pub use netlink::{NetlinkProtocol, NetlinkSocket};
pub use open_file::{
    Access, DeviceNumber, FileIdentity, FileKind, FileLock, FileNote, FileOperation, FileProcess, FileSlot, OpenFile,
};
pub use owner::{Holder, Holders, OwnerTable, Task};
pub use ownerless::{NoOwner, Privilege};
pub use packet::{PacketInfo, PacketRing, PacketSocket};
pub use process::{Ancestor, Executable, Process};
pub use route::{Ipv4Route, Ipv6Route, RouteFlags};
pub use socket::{Family, Shutdown, Socket, SocketFamily};
pub use state::{State, StateSet, UnknownState};
pub use tcp_info::TcpInfo;
pub use text::{NetlinkText, TcpText, TcpTextConnection};
pub use timer::{Timer, TimerKind};
pub use tipc::{TipcConnection, TipcSocket};
pub use transport::Transport;
pub use ulp::{MptcpSubflow, TlsCipher, TlsConfiguration, TlsInfo, Ulp};
pub use units::{
    Bytes, BytesPerSecond, CgroupId, ClockTicks, Cookie, Inode, InterfaceIndex, Micros, Millis, ProcessId, UserId,
};
pub use unix::{UnixFile, UnixSocket};
pub use vsock::{VsockAddress, VsockSocket};
pub use xdp::{XdpInfo, XdpSocket, XdpStatistics, XdpUmem};
