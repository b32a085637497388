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
    /// What went wrong with its packets.
    pub statistics: Option<XdpStatistics>,
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

/// Packets and descriptors of an AF_XDP socket that went wrong, since it was made (`struct xdp_diag_stats`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct XdpStatistics {
    /// Received packets dropped, for other reasons than a full ring.
    pub receive_dropped: u64,
    /// Invalid descriptors in the fill ring.
    pub receive_invalid: u64,
    /// Received packets dropped because the receive ring was full.
    pub receive_ring_full: u64,
    /// Times that the fill ring had nothing to offer.
    pub fill_ring_empty: u64,
    /// Invalid descriptors in the transmit ring.
    pub transmit_invalid: u64,
    /// Times that the transmit ring had nothing to send.
    pub transmit_ring_empty: u64,
}
