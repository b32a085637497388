//! Control messages: what netlink itself has to say (`struct nlmsgerr`, `enum nlmsgerr_attrs`).

use super::{
    HEADER_LENGTH, Message, NLM_F_ACK_TLVS, NLM_F_CAPPED, NLMSG_DONE, NLMSG_ERROR, NLMSG_OVERRUN, align, attributes,
};
use crate::bytes::first;

/// `NLMSGERR_ATTR_MSG`: the kernel's own words.
const ATTRIBUTE_WORDS: u16 = 1;
/// `NLMSGERR_ATTR_OFFS`: where in the request the fault lies.
const ATTRIBUTE_OFFSET: u16 = 2;
/// `EPROTO`, for an error message too short to hold its number.
const PROTOCOL_ERROR: i32 = 71;

/// What a control message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control<'a> {
    /// Nothing.
    Noop,
    /// The request failed; with error number zero it was acknowledged.
    Error {
        /// The error number (errno(3)), positive.
        errno: i32,
        /// The kernel's own words, where it has some and was asked for them (`NETLINK_EXT_ACK`).
        words: Option<&'a [u8]>,
        /// Octets from the start of the request to what the kernel did not like.
        offset: Option<u32>,
    },
    /// The dump is over.
    Done {
        /// Why it ended early (errno(3), positive); zero: it is complete.
        errno: i32,
    },
    /// Messages were lost.
    Overrun,
}

impl<'a> Control<'a> {
    /// Reads a message whose kind is below [`super::NLMSG_MIN_TYPE`]. Kinds that this program does not know say nothing.
    pub(super) fn of(message: &Message<'a>) -> Self {
        match message.kind {
            NLMSG_ERROR => error(message),
            NLMSG_DONE => Self::Done { errno: errno(message.payload).unwrap_or(0) },
            NLMSG_OVERRUN => Self::Overrun,
            _ => Self::Noop,
        }
    }
}

/// The kernel sends error numbers negated.
fn errno(payload: &[u8]) -> Option<i32> {
    first(payload).map(|bytes| i32::from_ne_bytes(bytes).saturating_abs())
}

fn error<'a>(message: &Message<'a>) -> Control<'a> {
    let (mut words, mut offset) = (None, None);
    for attribute in attributes(extended(message)) {
        match attribute.kind {
            ATTRIBUTE_WORDS => words = Some(attribute.text()),
            ATTRIBUTE_OFFSET => offset = attribute.u32(),
            _ => {}
        }
    }
    Control::Error { errno: errno(message.payload).unwrap_or(PROTOCOL_ERROR), words, offset }
}

/// The attributes of an error: behind the number and the quoted request, of which a capped error quotes only the header.
fn extended<'a>(message: &Message<'a>) -> &'a [u8] {
    const NUMBER_LENGTH: usize = 4;
    let after_number = message.payload.get(NUMBER_LENGTH..).unwrap_or_default();
    if message.flags & NLM_F_ACK_TLVS == 0 {
        return &[];
    }
    let quoted = if message.flags & NLM_F_CAPPED != 0 {
        HEADER_LENGTH
    } else {
        first(after_number).map_or(usize::MAX, |length| u32::from_ne_bytes(length) as usize)
    };
    after_number.get(align(quoted.max(HEADER_LENGTH))..).unwrap_or_default()
}
