//! AF_XDP sockets (`include/uapi/linux/xdp_diag.h`).

use crate::InterfaceIndex;

/// What an AF_XDP socket has beyond the common record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct XdpSocket {
    /// Where it is bound.
    pub info: Option<XdpInfo>,
    /// Entries of the receive ring.
    pub receive_ring: Option<u32>,
    /// Entries of the transmit ring.
    pub transmit_ring: Option<u32>,
    /// Its packet memory.
    pub umem: Option<XdpUmem>,
    /// Entries of the fill ring.
    pub fill_ring: Option<u32>,
    /// Entries of the completion ring.
    pub completion_ring: Option<u32>,
}

/// Where an AF_XDP socket is bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct XdpInfo {
    /// The interface.
    pub interface: InterfaceIndex,
    /// The queue.
    pub queue: u32,
}

/// Packet memory of an AF_XDP socket (`struct xdp_diag_umem`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct XdpUmem {
    /// Octets.
    pub size: u64,
    /// Number of the memory.
    pub id: u32,
    /// Pages.
    pub pages: u32,
    /// Octets per chunk.
    pub chunk_size: u32,
    /// Octets before each packet.
    pub headroom: u32,
    /// The interface.
    pub interface: InterfaceIndex,
    /// The queue.
    pub queue: u32,
    /// `XDP_DU_F_*` flags: 1 zero copy.
    pub flags: u32,
    /// Sockets that share it.
    pub references: u32,
}
