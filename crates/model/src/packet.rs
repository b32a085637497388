//! Link-layer sockets (`include/uapi/linux/packet_diag.h`).

use crate::InterfaceIndex;

/// What a packet socket has beyond the common record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PacketSocket<'a> {
    /// The Ethernet protocol it receives (`ETH_P_*`, host order): 3 is all, 0 none.
    pub protocol: u16,
    /// The interface that it is bound to; zero: any.
    pub interface: InterfaceIndex,
    /// How it was configured, where it was asked for.
    pub info: Option<PacketInfo>,
    /// Its mapped receive ring.
    pub receive_ring: Option<PacketRing>,
    /// Its mapped transmit ring.
    pub transmit_ring: Option<PacketRing>,
    /// Fanout group (low 16 bits) and mode (high 16 bits).
    pub fanout: Option<u32>,
    /// Its classic BPF filter, as an array of `struct sock_filter` (8 octets each).
    pub filter: Option<&'a [u8]>,
    /// Its multicast list, raw.
    pub multicast: Option<&'a [u8]>,
}

/// How a packet socket was configured (`struct packet_diag_info`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PacketInfo {
    /// TPACKET version: 0 is V1.
    pub version: u32,
    /// Headroom reserved in ring frames.
    pub reserve: u32,
    /// Packets longer than this are copied.
    pub copy_threshold: u32,
    /// Time stamp source.
    pub timestamp: u32,
    /// `PDI_*` flags: 1 running, 2 auxdata, 4 origdev, 8 vnethdr, 16 loss.
    pub flags: u32,
}

/// A mapped packet ring (`struct packet_diag_ring`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PacketRing {
    /// Octets per block.
    pub block_size: u32,
    /// Blocks.
    pub block_count: u32,
    /// Octets per frame.
    pub frame_size: u32,
    /// Frames.
    pub frame_count: u32,
    /// Milliseconds after which a block is handed over (V3).
    pub retire_timeout: u32,
    /// Private octets per block (V3).
    pub private_size: u32,
    /// Feature bits (V3).
    pub features: u32,
}
