//! Values to netlink bytes: requests, and what tests and recordings put in the kernel's place.

use super::{HEADER_LENGTH, align};
use std::fmt;

const ATTRIBUTE_HEADER_LENGTH: usize = 4;

/// An attribute's value does not fit its 16 bits of length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// Octets of the value.
    pub length: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = usize::from(u16::MAX) - ATTRIBUTE_HEADER_LENGTH;
        write!(f, "a netlink attribute of {} octets, more than the {most} that fit", self.length)
    }
}

impl std::error::Error for TooLong {}

/// A message around `body`, addressed to or coming from the kernel (port id zero), padded to four octets.
pub fn message(kind: u16, flags: u16, sequence: u32, body: &[u8]) -> Vec<u8> {
    let length = HEADER_LENGTH + body.len();
    let mut bytes = Vec::with_capacity(align(length));
    // A body beyond 4 GiB could never be sent; the kernel refuses the largest length as it would any false one.
    bytes.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_ne_bytes());
    bytes.extend_from_slice(&kind.to_ne_bytes());
    bytes.extend_from_slice(&flags.to_ne_bytes());
    bytes.extend_from_slice(&sequence.to_ne_bytes());
    bytes.extend_from_slice(&0u32.to_ne_bytes());
    bytes.extend_from_slice(body);
    bytes.resize(align(length), 0);
    bytes
}

/// Appends an attribute to a message's body, or to the value of a nest.
///
/// # Errors
/// When the value is longer than an attribute can be.
pub fn push_attribute(body: &mut Vec<u8>, kind: u16, value: &[u8]) -> Result<(), TooLong> {
    let length = u16::try_from(ATTRIBUTE_HEADER_LENGTH + value.len()).map_err(|_| TooLong { length: value.len() })?;
    body.resize(align(body.len()), 0);
    body.extend_from_slice(&length.to_ne_bytes());
    body.extend_from_slice(&kind.to_ne_bytes());
    body.extend_from_slice(value);
    body.resize(align(body.len()), 0);
    Ok(())
}
