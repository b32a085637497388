//! Interfaces and their addresses by netlink (rtnetlink(7)): one dump of each, one message per interface or address.
//!
//! Decoders take the whole of what a kernel may send and keep what they know; an attribute that is missing leaves zero.

mod address;
mod link;
#[cfg(test)]
mod tests;

pub use address::{decode_ipv4_address, ipv4_addresses_request};
pub use link::{decode_interface, interfaces_request};

use std::fmt;

/// The kind of a message with an interface (`RTM_NEWLINK`).
pub const NEW_LINK: u16 = 16;
/// The kind of a request for interfaces (`RTM_GETLINK`).
const GET_LINK: u16 = 18;
/// The kind of a message with an address (`RTM_NEWADDR`).
pub const NEW_ADDRESS: u16 = 20;
/// The kind of a request for addresses (`RTM_GETADDR`).
const GET_ADDRESS: u16 = 22;

/// Why a message could not be read: it is shorter than its fixed part, or of another family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// It ends within its fixed part; so many octets came.
    Short(usize),
    /// It is of another address family.
    Family(u8),
    /// An interface without a name.
    Nameless,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Short(length) => write!(f, "a message of {length} octets, shorter than its fixed part"),
            Self::Family(number) => write!(f, "an address of family {number}, which was not asked for"),
            Self::Nameless => f.write_str("an interface without a name"),
        }
    }
}

impl std::error::Error for DecodeError {}
