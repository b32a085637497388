//! TIPC sockets (`include/uapi/linux/tipc_netlink.h`, `tipc_sockets_diag.h`).

/// What a TIPC socket has beyond the common record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TipcSocket {
    /// The `SOCK_*` type.
    pub socket_type: u32,
    /// Address of this node.
    pub node: u32,
    /// Reference (port) of the socket.
    pub reference: u32,
    /// Its connection, if it has one.
    pub connection: Option<TipcConnection>,
    /// Whether it has published a name.
    pub published: bool,
    /// Packets dropped.
    pub drops: u32,
    /// The connection is congested.
    pub congested: bool,
    /// The link is congested.
    pub link_congested: bool,
}

/// The other end of a TIPC connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TipcConnection {
    /// Address of the peer's node.
    pub node: u32,
    /// Reference (port) of the peer's socket.
    pub reference: u32,
    /// Whether it was set up through a published name, and which (type, instance).
    pub via: Option<(u32, u32)>,
}
