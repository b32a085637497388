//! Lists as lsof(8) takes them behind `-p`, `-g`, `-u`, `-d` and `-s`: items between commas, a caret before what is left out.

mod commands;
mod descriptors;
mod in_and_out;
mod pattern;
mod states;

pub(crate) use commands::{CommandError, Commands, LONGEST_NAME};
pub(crate) use descriptors::{DescriptorError, DescriptorName, Descriptors};
pub(crate) use in_and_out::{Entry, InAndOut};
pub(crate) use states::{StateError, TcpStates, name_of as state_name};

/// Whether an item of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Listed.
    In,
    /// Left out, because of its caret.
    Out,
}

/// The items of a list. An empty one before a comma counts, one behind the last comma does not.
pub(crate) fn items(list: &[u8]) -> impl Iterator<Item = (Side, &[u8])> {
    let mut rest = Some(list).filter(|list| !list.is_empty());
    std::iter::from_fn(move || {
        let list = rest?;
        let end = list.iter().position(|byte| *byte == b',');
        rest = end.map(|end| &list[end + 1..]).filter(|behind| !behind.is_empty());
        Some(side(&list[..end.unwrap_or(list.len())]))
    })
}

/// An item without its caret, and what the caret says.
pub(crate) fn side(item: &[u8]) -> (Side, &[u8]) {
    match item.strip_prefix(b"^") {
        Some(item) => (Side::Out, item),
        None => (Side::In, item),
    }
}

/// A number of decimal digits only. It wraps at 32 bits as in the original, and no digits are zero.
pub(crate) fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        Some(number.wrapping_mul(10).wrapping_add(digit))
    })
}
