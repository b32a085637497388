//! Interfaces (`struct ifinfomsg`, `include/uapi/linux/rtnetlink.h` and `if_link.h`).

use super::{DecodeError, GET_LINK};
use crate::bytes::padded;
use crate::netlink::{NLM_F_DUMP, NLM_F_REQUEST, attributes, message};
use model::{DeviceMap, HardwareAddress, Interface, InterfaceCounters, InterfaceFlags, InterfaceIndex, Received, Sent};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// `struct ifinfomsg`.
#[derive(FromBytes, IntoBytes, KnownLayout, Immutable)]
#[repr(C)]
struct FixedPart {
    family: u8,
    pad: u8,
    hardware: u16,
    index: u32,
    flags: u32,
    change: u32,
}

/// Attribute types (`IFLA_*`).
mod kind {
    pub(super) const ADDRESS: u16 = 1;
    pub(super) const NAME: u16 = 3;
    pub(super) const MTU: u16 = 4;
    pub(super) const QUEUE_LENGTH: u16 = 13;
    pub(super) const MAP: u16 = 14;
    pub(super) const STATISTICS: u16 = 23;
}

/// Asks for every interface.
pub fn interfaces_request(sequence: u32) -> Vec<u8> {
    let body = FixedPart { family: 0, pad: 0, hardware: 0, index: 0, flags: 0, change: 0 };
    message(GET_LINK, NLM_F_REQUEST | NLM_F_DUMP, sequence, body.as_bytes())
}

/// Reads the payload of a [`super::NEW_LINK`].
///
/// # Errors
/// When the fixed part is incomplete, or there is no name.
pub fn decode_interface(payload: &[u8]) -> Result<Interface, DecodeError> {
    let (fixed, rest) = FixedPart::read_from_prefix(payload).map_err(|_| DecodeError::Short(payload.len()))?;
    let mut name = &b""[..];
    let mut hardware_address = HardwareAddress::default();
    let (mut mtu, mut queue_length) = (0, 0);
    let (mut map, mut counters) = (DeviceMap::default(), InterfaceCounters::default());
    for attribute in attributes(rest) {
        match attribute.kind {
            kind::ADDRESS => hardware_address = HardwareAddress::new(attribute.payload),
            kind::NAME => name = attribute.text(),
            kind::MTU => mtu = attribute.u32().unwrap_or_default(),
            kind::QUEUE_LENGTH => queue_length = attribute.u32().unwrap_or_default(),
            kind::MAP => map = device_map(attribute.payload),
            kind::STATISTICS => counters = sums(&padded(attribute.payload)),
            _ => {}
        }
    }
    if name.is_empty() {
        return Err(DecodeError::Nameless);
    }
    Ok(Interface {
        index: InterfaceIndex(fixed.index),
        name: name.into(),
        flags: InterfaceFlags(fixed.flags),
        hardware: fixed.hardware,
        hardware_address,
        mtu,
        queue_length,
        map,
        counters,
    })
}

/// `struct rtnl_link_ifmap`.
#[derive(FromBytes, IntoBytes, KnownLayout, Immutable)]
#[repr(C)]
struct MapLayout {
    memory_start: u64,
    memory_end: u64,
    base_address: u64,
    interrupt: u16,
    dma: u8,
    port: u8,
    pad: u32,
}

fn device_map(payload: &[u8]) -> DeviceMap {
    let MapLayout { memory_start, memory_end, base_address, interrupt, dma, .. } = padded(payload);
    DeviceMap { memory_start, memory_end, base_address, interrupt, dma }
}

/// `struct rtnl_link_stats64`, as far as /proc/net/dev has it.
#[derive(FromBytes, IntoBytes, KnownLayout, Immutable)]
#[repr(C)]
struct StatisticsLayout {
    packets: [u64; 2],
    bytes: [u64; 2],
    errors: [u64; 2],
    dropped: [u64; 2],
    multicast: u64,
    collisions: u64,
    received_length_errors: u64,
    received_ring_overruns: u64,
    received_checksum_errors: u64,
    received_frame_errors: u64,
    received_overruns: u64,
    received_missed: u64,
    sent_aborted: u64,
    sent_carrier_errors: u64,
    sent_overruns: u64,
    sent_heartbeat_errors: u64,
    sent_window_errors: u64,
    compressed: [u64; 2],
}

/// Adds up what the columns of /proc/net/dev add up (`dev_seq_printf_stats` in the kernel's net/core/net-procfs.c).
fn sums(layout: &StatisticsLayout) -> InterfaceCounters {
    let frame_errors = [
        layout.received_length_errors,
        layout.received_ring_overruns,
        layout.received_checksum_errors,
        layout.received_frame_errors,
    ];
    let carrier_errors =
        [layout.sent_carrier_errors, layout.sent_aborted, layout.sent_window_errors, layout.sent_heartbeat_errors];
    // As the kernel's, sums wrap.
    let sum = |terms: &[u64]| terms.iter().fold(0u64, |sum, term| sum.wrapping_add(*term));
    InterfaceCounters {
        received: Received {
            bytes: layout.bytes[0],
            packets: layout.packets[0],
            errors: layout.errors[0],
            dropped: sum(&[layout.dropped[0], layout.received_missed]),
            overruns: layout.received_overruns,
            frame_errors: sum(&frame_errors),
            compressed: layout.compressed[0],
        },
        sent: Sent {
            bytes: layout.bytes[1],
            packets: layout.packets[1],
            errors: layout.errors[1],
            dropped: layout.dropped[1],
            overruns: layout.sent_overruns,
            collisions: layout.collisions,
            carrier_errors: sum(&carrier_errors),
            compressed: layout.compressed[1],
        },
    }
}
