//! IPv4 addresses of interfaces (`struct ifaddrmsg`, `include/uapi/linux/if_addr.h`).

use super::{DecodeError, GET_ADDRESS};
use crate::bytes::first;
use crate::netlink::{Attribute, NLM_F_DUMP, NLM_F_REQUEST, attributes, message};
use model::{InterfaceIndex, Ipv4InterfaceAddress};
use std::net::Ipv4Addr;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

const AF_INET: u8 = 2;

/// `struct ifaddrmsg`.
#[derive(FromBytes, IntoBytes, KnownLayout, Immutable)]
#[repr(C)]
struct FixedPart {
    family: u8,
    prefix_length: u8,
    flags: u8,
    scope: u8,
    index: u32,
}

/// Attribute types (`IFA_*`).
mod kind {
    pub(super) const PEER: u16 = 1;
    pub(super) const LOCAL: u16 = 2;
    pub(super) const LABEL: u16 = 3;
    pub(super) const BROADCAST: u16 = 4;
}

/// Asks for every IPv4 address.
pub fn ipv4_addresses_request(sequence: u32) -> Vec<u8> {
    let body = FixedPart { family: AF_INET, prefix_length: 0, flags: 0, scope: 0, index: 0 };
    message(GET_ADDRESS, NLM_F_REQUEST | NLM_F_DUMP, sequence, body.as_bytes())
}

/// Reads the payload of a [`super::NEW_ADDRESS`].
///
/// # Errors
/// When the fixed part is incomplete, or of another family.
pub fn decode_ipv4_address(payload: &[u8]) -> Result<Ipv4InterfaceAddress, DecodeError> {
    let (fixed, rest) = FixedPart::read_from_prefix(payload).map_err(|_| DecodeError::Short(payload.len()))?;
    if fixed.family != AF_INET {
        return Err(DecodeError::Family(fixed.family));
    }
    let mut address = Ipv4InterfaceAddress {
        interface: InterfaceIndex(fixed.index),
        label: Box::default(),
        local: Ipv4Addr::UNSPECIFIED,
        peer: Ipv4Addr::UNSPECIFIED,
        broadcast: Ipv4Addr::UNSPECIFIED,
        prefix_length: fixed.prefix_length,
    };
    for attribute in attributes(rest) {
        match attribute.kind {
            kind::PEER => address.peer = octets(&attribute),
            kind::LOCAL => address.local = octets(&attribute),
            kind::LABEL => address.label = attribute.text().into(),
            kind::BROADCAST => address.broadcast = octets(&attribute),
            _ => {}
        }
    }
    Ok(address)
}

fn octets(attribute: &Attribute<'_>) -> Ipv4Addr {
    first::<4>(attribute.payload).map_or(Ipv4Addr::UNSPECIFIED, Ipv4Addr::from)
}
