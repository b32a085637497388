//! One record per socket, whatever its family.

use crate::{
    Cookie, InetSocket, Inode, NetlinkSocket, PacketSocket, SocketMemory, State, TipcSocket, Transport, UnixSocket,
    UserId, VsockSocket, XdpSocket,
};

/// Everything that one source knows of one socket.
#[derive(Clone, Debug, PartialEq)]
pub struct Socket<'a> {
    /// What kind of socket it is.
    pub transport: Transport,
    /// Its state; families without connections report [`State::Close`] or [`State::Established`].
    pub state: State,
    /// Octets waiting for the program; for a listener, connections waiting to be accepted.
    pub receive_queue: u32,
    /// Octets not yet acknowledged or sent; for a listener, the most connections that may wait.
    pub send_queue: u32,
    /// Its inode on sockfs; zero when no file refers to it.
    pub inode: Inode,
    /// Its cookie; `None` where the source has none (text files).
    pub cookie: Option<Cookie>,
    /// Who created it; `None` where the source does not say.
    pub user: Option<UserId>,
    /// The account of its memory, where it was asked for.
    pub memory: Option<SocketMemory>,
    /// Which directions were shut down, where the source says.
    pub shutdown: Option<Shutdown>,
    /// What only its family has.
    pub family: SocketFamily<'a>,
}

/// The part of a socket that only its family has.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)] // Filled in place and lent out row by row; boxing would allocate per socket.
pub enum SocketFamily<'a> {
    /// IPv4 and IPv6.
    Inet(InetSocket<'a>),
    /// UNIX domain.
    Unix(UnixSocket<'a>),
    /// Link layer.
    Packet(PacketSocket<'a>),
    /// Netlink.
    Netlink(NetlinkSocket<'a>),
    /// VM sockets.
    Vsock(VsockSocket),
    /// TIPC.
    Tipc(TipcSocket),
    /// AF_XDP.
    Xdp(XdpSocket),
}

/// An address family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// IPv4 (`AF_INET`).
    Inet,
    /// IPv6 (`AF_INET6`).
    Inet6,
    /// UNIX domain (`AF_UNIX`).
    Unix,
    /// Link layer (`AF_PACKET`).
    Packet,
    /// Netlink (`AF_NETLINK`).
    Netlink,
    /// VM sockets (`AF_VSOCK`).
    Vsock,
    /// TIPC (`AF_TIPC`).
    Tipc,
    /// AF_XDP.
    Xdp,
}

impl<'a> Socket<'a> {
    /// A socket of which only its family tells more yet.
    #[inline]
    pub fn blank(transport: Transport, family: SocketFamily<'a>) -> Self {
        Self {
            transport,
            state: State::Close,
            receive_queue: 0,
            send_queue: 0,
            inode: Inode(0),
            cookie: None,
            user: None,
            memory: None,
            shutdown: None,
            family,
        }
    }

    /// The family by which the socket was created: an IPv4-mapped address on an IPv6 socket is [`Family::Inet6`].
    pub fn family(&self) -> Family {
        match &self.family {
            SocketFamily::Inet(inet) => inet.family(),
            SocketFamily::Unix(_) => Family::Unix,
            SocketFamily::Packet(_) => Family::Packet,
            SocketFamily::Netlink(_) => Family::Netlink,
            SocketFamily::Vsock(_) => Family::Vsock,
            SocketFamily::Tipc(_) => Family::Tipc,
            SocketFamily::Xdp(_) => Family::Xdp,
        }
    }
}

/// Which directions of a socket were shut down (`RCV_SHUTDOWN` 1, `SEND_SHUTDOWN` 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shutdown(pub u8);

impl Shutdown {
    /// Nothing more is received.
    pub fn receive(self) -> bool {
        self.0 & 1 != 0
    }

    /// Nothing more is sent.
    pub fn send(self) -> bool {
        self.0 & 2 != 0
    }
}
