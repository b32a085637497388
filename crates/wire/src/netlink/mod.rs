//! Netlink framing: a datagram is a row of messages, each a header and a payload (netlink(7), RFC 3549,
//! `include/uapi/linux/netlink.h`).

mod attribute;
mod control;
mod encode;
pub mod route;
pub mod sock_diag;
#[cfg(test)]
mod tests;

pub use attribute::{Attribute, Attributes, attributes};
pub use control::Control;
pub use encode::{TooLong, message, push_attribute};

use crate::bytes::first;
use std::fmt;

/// A request to the kernel.
pub const NLM_F_REQUEST: u16 = 0x1;
/// One of several messages that [`NLMSG_DONE`] ends.
pub const NLM_F_MULTI: u16 = 0x2;
/// Asks for an acknowledgement.
pub const NLM_F_ACK: u16 = 0x4;
/// What is dumped changed while it was being dumped: something may be missing or double.
pub const NLM_F_DUMP_INTR: u16 = 0x10;
/// Asks for everything that matches (`NLM_F_ROOT | NLM_F_MATCH`).
pub const NLM_F_DUMP: u16 = 0x300;
/// In an error: the request's payload is not quoted.
pub const NLM_F_CAPPED: u16 = 0x100;
/// In an error: attributes with the kernel's own words follow.
pub const NLM_F_ACK_TLVS: u16 = 0x200;

/// Nothing; to be passed over.
pub const NLMSG_NOOP: u16 = 1;
/// An error, or with error number zero an acknowledgement.
pub const NLMSG_ERROR: u16 = 2;
/// The end of a dump.
pub const NLMSG_DONE: u16 = 3;
/// Data was lost.
pub const NLMSG_OVERRUN: u16 = 4;
/// Kinds below this are control messages.
pub const NLMSG_MIN_TYPE: u16 = 0x10;

/// Octets of a message's header (`struct nlmsghdr`).
pub const HEADER_LENGTH: usize = 16;

/// Rounds up to the next multiple of four, to which messages and attributes are aligned.
#[inline]
pub(crate) const fn align(length: usize) -> usize {
    length.saturating_add(3) & !3
}

/// One netlink message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// What it is: a control message below [`NLMSG_MIN_TYPE`], else by the netlink protocol.
    pub kind: u16,
    /// `NLM_F_*`.
    pub flags: u16,
    /// The sequence number of the request that it answers.
    pub sequence: u32,
    /// The port id of the socket that it was meant for.
    pub port_id: u32,
    /// What follows the header, without the padding at the end.
    pub payload: &'a [u8],
}

impl<'a> Message<'a> {
    /// What a control message says; `None` for a message that carries data.
    #[inline]
    pub fn control(&self) -> Option<Control<'a>> {
        if self.kind >= NLMSG_MIN_TYPE { None } else { Some(Control::of(self)) }
    }
}

/// A datagram ended within a message, or a message claimed to be shorter than its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Truncated;

impl fmt::Display for Truncated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the datagram ends within a netlink message")
    }
}

impl std::error::Error for Truncated {}

/// The messages of a datagram, in order. After an error there are no more.
#[inline]
pub fn messages(datagram: &[u8]) -> Messages<'_> {
    Messages { rest: datagram }
}

/// Iterator of [`messages`].
#[derive(Clone, Debug)]
pub struct Messages<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Messages<'a> {
    type Item = Result<Message<'a>, Truncated>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let message = first_message(self.rest);
        self.rest = match &message {
            Ok(message) => self.rest.get(align(HEADER_LENGTH + message.payload.len())..).unwrap_or_default(),
            Err(Truncated) => &[],
        };
        Some(message)
    }
}

impl std::iter::FusedIterator for Messages<'_> {}

/// Octets of a message with its header and its padding, as the header tells; `None` when it claims to be shorter than its header.
pub fn whole_length(header: &[u8; HEADER_LENGTH]) -> Option<usize> {
    let length = u32::from_ne_bytes(first(header)?);
    usize::try_from(length).ok().filter(|length| *length >= HEADER_LENGTH).map(align)
}

/// Reads the message at the start of `bytes`: u32 length with the header, u16 kind, u16 flags, u32 sequence, u32 port id.
#[inline]
fn first_message(bytes: &[u8]) -> Result<Message<'_>, Truncated> {
    let header: [u8; HEADER_LENGTH] = first(bytes).ok_or(Truncated)?;
    let [l0, l1, l2, l3, k0, k1, f0, f1, s0, s1, s2, s3, p0, p1, p2, p3] = header;
    let length = usize::try_from(u32::from_ne_bytes([l0, l1, l2, l3])).map_err(|_| Truncated)?;
    Ok(Message {
        kind: u16::from_ne_bytes([k0, k1]),
        flags: u16::from_ne_bytes([f0, f1]),
        sequence: u32::from_ne_bytes([s0, s1, s2, s3]),
        port_id: u32::from_ne_bytes([p0, p1, p2, p3]),
        payload: bytes.get(HEADER_LENGTH..length).ok_or(Truncated)?,
    })
}
