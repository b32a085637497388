//! Announcements of sockets that end (`SKNLGRP_*`, `include/uapi/linux/sock_diag.h`; sent by `net/core/sock_diag.c`).
//!
//! The kernel sends one message for each TCP and UDP socket of the network namespace, as it frees it, to whoever joined the
//! group of its transport and IP version. The message is an answer's, with the protocol as an attribute, since nobody asked
//! for one, and with TCP's last account.

use super::{DecodeError, IpVersion, decode, kind};
use crate::netlink::attributes;
use crate::netlink::sock_diag::inet::FixedPart;
use model::{Socket, Transport};

/// The sockets that are announced together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Group {
    /// TCP or UDP.
    pub transport: Transport,
    /// IPv4 or IPv6, by the family of the socket.
    pub version: IpVersion,
}

impl Group {
    /// The group's bit in the address that joins it (`1 << (SKNLGRP_… - 1)`); `None` for sockets that no kernel announces.
    pub fn bit(self) -> Option<u32> {
        let number = match (self.transport, self.version) {
            (Transport::Tcp, IpVersion::V4) => 1,
            (Transport::Udp, IpVersion::V4) => 2,
            (Transport::Tcp, IpVersion::V6) => 3,
            (Transport::Udp, IpVersion::V6) => 4,
            _ => return None,
        };
        Some(1 << (number - 1))
    }
}

/// Reads an announcement.
///
/// # Errors
/// As [`decode`], and when the announcement does not name its protocol.
pub fn decode_announcement(payload: &[u8]) -> Result<Socket<'_>, DecodeError> {
    let extensions = payload.get(size_of::<FixedPart>()..).unwrap_or_default();
    let protocol = attributes(extensions)
        .find(|attribute| attribute.kind == kind::PROTOCOL)
        .and_then(|attribute| attribute.u8())
        .map(|number| Transport::from_ip_protocol(number.into()));
    let socket = decode(payload, protocol.unwrap_or(Transport::Tcp))?;
    if protocol.is_none() {
        return Err(DecodeError::Missing(kind::PROTOCOL));
    }
    Ok(socket)
}
