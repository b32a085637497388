//! Routes as the kernel's tables of /proc have them: where packets for a destination go.

use std::net::{Ipv4Addr, Ipv6Addr};

/// What a route is for and how it came about (`RTF_*`, `include/uapi/linux/route.h` and `ipv6_route.h`). Unknown bits are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RouteFlags(pub u32);

impl RouteFlags {
    /// It is in use.
    pub const UP: Self = Self(0x1);
    /// Packets go to a gateway.
    pub const GATEWAY: Self = Self(0x2);
    /// The destination is one host.
    pub const HOST: Self = Self(0x4);
    /// Packets are refused.
    pub const REJECT: Self = Self(0x200);
    /// It is an entry of the IPv6 cache.
    pub const CACHE: Self = Self(0x0100_0000);

    /// Whether all bits of `other` are set.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// An IPv4 route, a row of /proc/net/route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ipv4Route<'a> {
    /// The name of the interface that packets leave by; `*` for none. Untrusted bytes.
    pub interface: &'a [u8],
    /// The network, or the host.
    pub destination: Ipv4Addr,
    /// Which bits of an address must be those of the destination.
    pub mask: Ipv4Addr,
    /// Unspecified for a network that the interface is on.
    pub gateway: Ipv4Addr,
    /// What it is for.
    pub flags: RouteFlags,
    /// Its users. Kernels since 3.6 tell zero.
    pub references: u32,
    /// How often it was looked up. Kernels since 3.6 tell zero.
    pub uses: u32,
    /// Lower ones are preferred.
    pub metric: u32,
    /// The largest TCP segment and its headers, in octets; zero: not set.
    pub mtu: u32,
    /// The largest TCP window in octets; zero: not set.
    pub window: u32,
    /// The first estimate of the round trip in milliseconds; zero: not set.
    pub round_trip: u32,
}

/// An IPv6 route, a row of /proc/net/ipv6_route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ipv6Route<'a> {
    /// The name of the interface that packets leave by. Untrusted bytes.
    pub interface: &'a [u8],
    /// The network, or the host.
    pub destination: Ipv6Addr,
    /// How many leading bits of an address must be those of the destination.
    pub prefix_length: u8,
    /// Unspecified for a network that the interface is on.
    pub next_hop: Ipv6Addr,
    /// What it is for.
    pub flags: RouteFlags,
    /// Lower ones are preferred.
    pub metric: u32,
    /// Its users.
    pub references: u32,
    /// How often it was looked up. Kernels since 4.2 tell zero.
    pub uses: u32,
}
