//! What BPF programs keep with a socket (`INET_DIAG_SK_BPF_STORAGES`; `include/uapi/linux/sock_diag.h`).

use crate::netlink::attributes;

/// Attribute types (`SK_DIAG_BPF_STORAGE*`).
mod kind {
    pub(super) const STORAGE: u16 = 1;
    pub(super) const MAP_ID: u16 = 2;
    pub(super) const MAP_VALUE: u16 = 3;
}

/// What one map keeps with a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BpfStorage<'a> {
    /// The map's id.
    pub map: u32,
    /// The value, as the map's program laid it out.
    pub value: &'a [u8],
}

/// The storages in the attribute that a record keeps raw. One without a map's id is passed over.
pub fn bpf_storages(raw: &[u8]) -> impl Iterator<Item = BpfStorage<'_>> {
    attributes(raw).filter(|storage| storage.kind == kind::STORAGE).filter_map(|storage| {
        let part = |kind| storage.nested().find(|part| part.kind == kind);
        let map = part(kind::MAP_ID)?.u32()?;
        Some(BpfStorage { map, value: part(kind::MAP_VALUE).map_or(&[][..], |value| value.payload) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netlink::push_attribute;

    #[test]
    fn storages_without_a_map_are_passed_over() {
        let storage = |parts: &[(u16, &[u8])]| {
            let mut nest = Vec::new();
            parts.iter().for_each(|(kind, value)| push_attribute(&mut nest, *kind, value).unwrap());
            nest
        };
        let mut raw = Vec::new();
        push_attribute(&mut raw, 1, &storage(&[(2, &7u32.to_ne_bytes()), (3, b"value")])).unwrap();
        push_attribute(&mut raw, 1, &storage(&[(3, b"no map")])).unwrap();
        push_attribute(&mut raw, 9, b"unknown").unwrap();
        push_attribute(&mut raw, 1 | 1 << 15, &storage(&[(2, &8u32.to_ne_bytes())])).unwrap();
        let read: Vec<_> = bpf_storages(&raw).collect();
        assert_eq!(read, [BpfStorage { map: 7, value: b"value" }, BpfStorage { map: 8, value: b"" }]);
        assert_eq!(bpf_storages(&raw[..9]).count(), 0);
    }
}
