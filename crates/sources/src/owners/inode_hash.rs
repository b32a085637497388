//! A hash for inode numbers: one multiplication.
//!
//! The kernel counts inodes up, so nobody can choose them to collide, and the standard library's hash, made against that, was
//! a third of the cost of asking for a socket's holders.

use std::hash::{BuildHasherDefault, Hasher};

/// Builds [`InodeHasher`]s.
pub(super) type InodeHash = BuildHasherDefault<InodeHasher>;

/// 2⁶⁴ divided by the golden ratio: spreads numbers in a row over all high bits.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// The state of hashing one number.
#[derive(Debug, Default)]
pub(super) struct InodeHasher(u64);

impl Hasher for InodeHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(byte.into()));
    }

    #[inline]
    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(8) ^ number).wrapping_mul(SPREAD);
    }

    /// Tables take low bits for the place: they get the high ones too.
    #[inline]
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}
