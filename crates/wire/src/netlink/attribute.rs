//! Netlink attributes: length, type and payload, aligned to four octets (`struct nlattr`).

use crate::bytes::{first, until_nul};

const HEADER_LENGTH: usize = 4;
/// `NLA_TYPE_MASK`: the two upper bits mark nests (`NLA_F_NESTED`) and byte order (`NLA_F_NET_BYTEORDER`), and kernels differ in setting them.
const TYPE_MASK: u16 = 0x3FFF;

/// One attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// What it is, by the message it stands in, without the flags.
    pub kind: u16,
    /// Its value, without the padding at the end.
    pub payload: &'a [u8],
}

impl<'a> Attribute<'a> {
    /// The value as an octet; `None` when it is empty.
    #[inline]
    pub fn u8(&self) -> Option<u8> {
        self.payload.first().copied()
    }

    /// The value as a native-endian integer; `None` when it is too short.
    #[inline]
    pub fn u16(&self) -> Option<u16> {
        first(self.payload).map(u16::from_ne_bytes)
    }

    /// The value as a native-endian integer; `None` when it is too short.
    #[inline]
    pub fn u32(&self) -> Option<u32> {
        first(self.payload).map(u32::from_ne_bytes)
    }

    /// The value as a native-endian integer; `None` when it is too short.
    #[inline]
    pub fn u64(&self) -> Option<u64> {
        first(self.payload).map(u64::from_ne_bytes)
    }

    /// The value as a C string, without its NUL.
    #[inline]
    pub fn text(&self) -> &'a [u8] {
        until_nul(self.payload)
    }

    /// The attributes nested in this one.
    #[inline]
    pub fn nested(&self) -> Attributes<'a> {
        attributes(self.payload)
    }
}

/// The attributes in `bytes`, in order. A length that does not fit ends them.
#[inline]
pub fn attributes(bytes: &[u8]) -> Attributes<'_> {
    Attributes { rest: bytes }
}

/// Iterator of [`attributes`].
#[derive(Clone, Debug)]
pub struct Attributes<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    #[inline]
    fn next(&mut self) -> Option<Attribute<'a>> {
        let [l0, l1, k0, k1] = first::<HEADER_LENGTH>(self.rest)?;
        let length = usize::from(u16::from_ne_bytes([l0, l1]));
        let Some(payload) = self.rest.get(HEADER_LENGTH..length) else {
            self.rest = &[];
            return None;
        };
        self.rest = self.rest.get(super::align(length)..).unwrap_or_default();
        Some(Attribute { kind: u16::from_ne_bytes([k0, k1]) & TYPE_MASK, payload })
    }
}

impl std::iter::FusedIterator for Attributes<'_> {}
