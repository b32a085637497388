//! Network interfaces: what they are, which addresses they have, what they have carried (netdevice(7)).

use crate::InterfaceIndex;
use std::net::{Ipv4Addr, Ipv6Addr};

/// State and abilities of an interface (`IFF_*`, `include/uapi/linux/if.h`). Unknown bits are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct InterfaceFlags(pub u32);

impl InterfaceFlags {
    /// It is switched on.
    pub const UP: Self = Self(0x1);
    /// It has a broadcast address.
    pub const BROADCAST: Self = Self(0x2);
    /// It has one peer.
    pub const POINT_TO_POINT: Self = Self(0x10);

    /// Whether all bits of `other` are set.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// The address of an interface on its link: as many octets as its kind of hardware has, 32 at the most (`MAX_ADDR_LEN`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HardwareAddress {
    octets: [u8; 32],
    length: u8,
}

impl HardwareAddress {
    /// The address of these octets; what is beyond the 32nd is ignored.
    pub fn new(octets: &[u8]) -> Self {
        let mut address = Self::default();
        for (place, octet) in address.octets.iter_mut().zip(octets) {
            *place = *octet;
            address.length += 1;
        }
        address
    }

    /// Its octets.
    pub fn octets(&self) -> &[u8] {
        &self.octets[..usize::from(self.length)]
    }

    /// Its first octets; those that it does not have are zero.
    pub fn padded<const N: usize>(&self) -> [u8; N] {
        let mut octets = [0; N];
        octets.iter_mut().zip(self.octets).for_each(|(place, octet)| *place = octet);
        octets
    }
}

/// What an interface has carried since it exists, as /proc/net/dev sums it up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InterfaceCounters {
    /// What came in.
    pub received: Received,
    /// What went out.
    pub sent: Sent,
}

/// What came in by an interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// Octets.
    pub bytes: u64,
    /// Packets.
    pub packets: u64,
    /// Packets that were broken in whatever way.
    pub errors: u64,
    /// Packets for which there was no room or no use.
    pub dropped: u64,
    /// Packets that overran a queue.
    pub overruns: u64,
    /// Packets with a wrong length, alignment or checksum.
    pub frame_errors: u64,
    /// Packets that came compressed.
    pub compressed: u64,
}

/// What went out by an interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Octets.
    pub bytes: u64,
    /// Packets.
    pub packets: u64,
    /// Packets that could not be sent for whatever reason.
    pub errors: u64,
    /// Packets for which there was no room.
    pub dropped: u64,
    /// Packets that overran a queue.
    pub overruns: u64,
    /// Collisions.
    pub collisions: u64,
    /// Packets lost with the carrier, aborted, late or without heartbeat.
    pub carrier_errors: u64,
    /// Packets that were sent compressed.
    pub compressed: u64,
}

/// Which resources of the host a device uses (`struct rtnl_link_ifmap`). Zero: none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeviceMap {
    /// First address of the memory that is shared with it.
    pub memory_start: u64,
    /// Last address of that memory.
    pub memory_end: u64,
    /// First port or address of its registers.
    pub base_address: u64,
    /// Its interrupt.
    pub interrupt: u16,
    /// Its channel of direct memory access.
    pub dma: u8,
}

/// A network interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// Its number.
    pub index: InterfaceIndex,
    /// Its name: up to 15 octets without blanks and slashes, otherwise whatever its maker chose.
    pub name: Box<[u8]>,
    /// State and abilities.
    pub flags: InterfaceFlags,
    /// Its kind of hardware (`ARPHRD_*`, `include/uapi/linux/if_arp.h`).
    pub hardware: u16,
    /// Its address on the link.
    pub hardware_address: HardwareAddress,
    /// The longest packet that it takes, in octets.
    pub mtu: u32,
    /// How many packets may wait to be sent.
    pub queue_length: u32,
    /// What of the host it uses.
    pub map: DeviceMap,
    /// What it has carried.
    pub counters: InterfaceCounters,
}

/// An IPv4 address of an interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ipv4InterfaceAddress {
    /// The interface that has it.
    pub interface: InterfaceIndex,
    /// The name that it goes by: the interface's, or that of an alias (`eth0:1`). Untrusted bytes.
    pub label: Box<[u8]>,
    /// The address.
    pub local: Ipv4Addr,
    /// The other end of a link between two; the address itself where there is none.
    pub peer: Ipv4Addr,
    /// Where to send to all; unspecified where nothing is set.
    pub broadcast: Ipv4Addr,
    /// How many leading bits are those of the network.
    pub prefix_length: u8,
}

/// An IPv6 address of an interface, a row of /proc/net/if_inet6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ipv6InterfaceAddress {
    /// The interface that has it.
    pub interface: InterfaceIndex,
    /// The address.
    pub address: Ipv6Addr,
    /// How many leading bits are those of the network.
    pub prefix_length: u8,
    /// How far it is valid (`IPV6_ADDR_*` of the kernel's include/net/ipv6.h): 0x10 host, 0x20 link, 0x40 site, 0x80 with an IPv4
    /// address inside; none of them everywhere.
    pub scope: u8,
}
