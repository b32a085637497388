//! Netlink sockets (`include/uapi/linux/netlink_diag.h`).

use crate::NetlinkText;

/// A netlink protocol by its number (`NETLINK_*`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NetlinkProtocol(pub u8);

/// What a netlink socket has beyond the common record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetlinkSocket<'a> {
    /// Which netlink protocol it speaks.
    pub protocol: NetlinkProtocol,
    /// Its address, by custom the process id; zero is the kernel's end.
    pub port_id: u32,
    /// The address that it is connected to.
    pub peer_port_id: u32,
    /// The group that it is connected to, as a mask or number.
    pub peer_group: u32,
    /// The groups that it listens to, as native-endian words.
    pub groups: Option<&'a [u8]>,
    /// `NDIAG_FLAG_*`: 1 callback running, 2 pktinfo, 4 broadcast errors, 8 no ENOBUFS, 16 listens to all namespaces.
    pub flags: Option<u32>,
    /// What only the text table tells; `None` where the record comes from the diagnostics.
    pub text: Option<NetlinkText>,
}
