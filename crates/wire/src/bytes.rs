//! Reading plain integers and C structs out of unaligned bytes.
//!
//! Netlink aligns to four octets while its structs hold `u64`, and kernels differ in how much of a struct they send:
//! everything here copies, and nothing assumes an alignment or a length.

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// The first `N` octets, if there are as many.
#[inline]
pub(crate) fn first<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    bytes.first_chunk().copied()
}

/// A C struct from as many octets as there are; what is missing is zero, what is beyond is ignored.
#[inline]
pub(crate) fn padded<T: FromBytes + IntoBytes + KnownLayout + Immutable>(bytes: &[u8]) -> T {
    if let Ok((whole, _)) = T::read_from_prefix(bytes) {
        return whole;
    }
    let mut value = T::new_zeroed();
    value.as_mut_bytes()[..bytes.len()].copy_from_slice(bytes);
    value
}

/// Everything before the first NUL.
#[inline]
pub(crate) fn until_nul(bytes: &[u8]) -> &[u8] {
    bytes.iter().position(|&byte| byte == 0).map_or(bytes, |end| &bytes[..end])
}
