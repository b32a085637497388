//! Membership of interfaces in multicast groups.

use std::net::IpAddr;

/// An interface receives what is sent to a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupMembership<'a> {
    /// The name of the interface. Untrusted bytes.
    pub interface: &'a [u8],
    /// How many sockets and parts of the kernel joined it there.
    pub users: u32,
    /// The group's address.
    pub group: IpAddr,
}
