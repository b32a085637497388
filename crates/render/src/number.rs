//! Whole numbers in decimal, the most frequent text of all: without the machinery of formatting.

/// Appends a number.
pub(crate) fn push(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}
