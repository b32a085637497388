//! What the kernel tells of its own types (BTF, Documentation/bpf/btf.rst), cut down to a few.
//!
//! A loader of BPF programs looks up the structs that a program reads in the kernel's 150,000 types, and to parse and search
//! them all takes ten times as long as to load the program. An excerpt keeps what is asked for under the numbers that it has,
//! which the kernel wants to hear, and says nothing of all others.

use crate::bytes::first;

/// `btf_magic`, on a host of the same byte order.
const MAGIC: u16 = 0xEB9F;
/// Octets of `struct btf_header`.
const HEADER: usize = 24;
/// Octets of `struct btf_type`.
const TYPE: usize = 12;
/// Octets of `struct btf_member`.
const MEMBER: usize = 12;
/// What a type that is left out reads as: no name, and the kind that stands for nothing.
const NOTHING: [u8; TYPE] = [0; TYPE];

/// The kinds that matter here: `BTF_KIND_*`.
mod kind {
    pub(super) const INT: u32 = 1;
    pub(super) const ARRAY: u32 = 3;
    pub(super) const STRUCT: u32 = 4;
    pub(super) const UNION: u32 = 5;
    pub(super) const ENUM: u32 = 6;
    pub(super) const TYPEDEF: u32 = 8;
    pub(super) const VOLATILE: u32 = 9;
    pub(super) const CONST: u32 = 10;
    pub(super) const RESTRICT: u32 = 11;
    pub(super) const FUNC: u32 = 12;
    pub(super) const FUNC_PROTO: u32 = 13;
    pub(super) const VAR: u32 = 14;
    pub(super) const DATASEC: u32 = 15;
    pub(super) const DECL_TAG: u32 = 17;
    pub(super) const TYPE_TAG: u32 = 18;
    pub(super) const ENUM64: u32 = 19;
    /// The last one known.
    pub(super) const LAST: u32 = ENUM64;
}

/// One type's fixed part.
#[derive(Clone, Copy)]
struct Type<'a> {
    name: u32,
    kind: u32,
    /// The type that it refers to, or its size in octets.
    refers: u32,
    /// What follows the fixed part.
    tail: &'a [u8],
    /// All of it.
    whole: &'a [u8],
}

/// An excerpt of `types` (the contents of `/sys/kernel/btf/vmlinux`) that knows the structs and functions of these names, the
/// members of these structs, and the types of those except where they are other structs or stand behind pointers.
///
/// `None` where `types` is not BTF as known here.
pub fn excerpt(types: &[u8], names: &[&[u8]]) -> Option<Vec<u8>> {
    if u16::from_ne_bytes(first(types)?) != MAGIC {
        return None;
    }
    let at = |place: usize| Some(u32::from_ne_bytes(first(types.get(place..)?)?) as usize);
    let (header, type_offset, type_length, name_offset, name_length) = (at(4)?, at(8)?, at(12)?, at(16)?, at(20)?);
    let section = |offset: usize, length: usize| {
        let from = header.checked_add(offset)?;
        types.get(from..from.checked_add(length)?)
    };
    let (types, strings) = (section(type_offset, type_length)?, section(name_offset, name_length)?);

    // Where each type begins. They are read again where they are kept, which few are.
    let mut starts = Vec::with_capacity(types.len() / 24);
    let mut wanted = Vec::new();
    let mut rest = types;
    while !rest.is_empty() {
        let start = types.len() - rest.len();
        let next = split_first(&mut rest)?;
        if matches!(next.kind, kind::STRUCT | kind::FUNC) && names.iter().any(|name| is_called(strings, &next, name)) {
            wanted.push(starts.len());
        }
        starts.push(start);
    }
    let all = Types { types, starts };
    let kept = all.with_what_they_need(wanted);
    Some(all.written(&kept, strings))
}

/// All types and where each begins.
struct Types<'a> {
    types: &'a [u8],
    starts: Vec<usize>,
}

/// The type that `rest` begins with, which is taken from it.
fn split_first<'a>(rest: &mut &'a [u8]) -> Option<Type<'a>> {
    let at = |place| Some(u32::from_ne_bytes(first(rest.get(place..)?)?));
    let (name, info, refers) = (at(0)?, at(4)?, at(8)?);
    let (kind, count) = (info >> 24 & 0x1F, (info & 0xFFFF) as usize);
    let tail = match kind {
        kind::INT | kind::VAR | kind::DECL_TAG => 4,
        kind::ARRAY => 12,
        kind::STRUCT | kind::UNION => count * MEMBER,
        kind::DATASEC | kind::ENUM64 => count * 12,
        kind::ENUM | kind::FUNC_PROTO => count * 8,
        0..=kind::LAST => 0,
        _ => return None,
    };
    let (whole, behind) = rest.split_at_checked(TYPE + tail)?;
    *rest = behind;
    Some(Type { name, kind, refers, tail: &whole[TYPE..], whole })
}

fn is_called(strings: &[u8], item: &Type<'_>, name: &[u8]) -> bool {
    let Some(text) = strings.get(item.name as usize..) else { return false };
    text.strip_prefix(name).is_some_and(|rest| rest.first() == Some(&0))
}

impl<'a> Types<'a> {
    fn get(&self, place: usize) -> Option<Type<'a>> {
        split_first(&mut self.types.get(*self.starts.get(place)?..)?)
    }

    /// Which of all types to keep: those wanted and what their members are made of.
    fn with_what_they_need(&self, mut open: Vec<usize>) -> Vec<bool> {
        let mut kept = vec![false; self.starts.len()];
        let wanted = open.clone();
        while let Some(place) = open.pop() {
            let Some(item) = self.get(place) else { continue };
            // Another struct of the members' is told of only where it has no name, for then its members are theirs.
            let is_other =
                matches!(item.kind, kind::STRUCT | kind::UNION) && item.name != 0 && !wanted.contains(&place);
            if kept[place] || is_other {
                continue;
            }
            kept[place] = true;
            // Numbers of types start with 1; 0 is `void`.
            let mut need = |number: u32| open.extend((number as usize).checked_sub(1));
            match item.kind {
                kind::STRUCT | kind::UNION => {
                    for member in item.tail.chunks_exact(MEMBER) {
                        need(first(&member[4..]).map_or(0, u32::from_ne_bytes));
                    }
                }
                kind::ARRAY => {
                    // Of its elements, and of its index.
                    for number in item.tail.chunks_exact(4).take(2) {
                        need(first(number).map_or(0, u32::from_ne_bytes));
                    }
                }
                kind::TYPEDEF | kind::VOLATILE | kind::CONST | kind::RESTRICT | kind::TYPE_TAG => need(item.refers),
                _ => {}
            }
        }
        kept
    }

    /// The excerpt as octets, with names of its own.
    fn written(&self, kept: &[bool], strings: &[u8]) -> Vec<u8> {
        let last = kept.iter().rposition(|&is_kept| is_kept).map_or(0, |place| place + 1);
        let mut names = vec![0];
        let mut types = Vec::with_capacity(last * TYPE);
        let mut name_at = |offset: [u8; 4]| -> [u8; 4] {
            let from = u32::from_ne_bytes(offset) as usize;
            let text = strings.get(from..).and_then(|text| text.split(|&octet| octet == 0).next()).unwrap_or_default();
            if text.is_empty() {
                return [0; 4];
            }
            let place = names.len() as u32;
            names.extend_from_slice(text);
            names.push(0);
            place.to_ne_bytes()
        };
        for (place, is_kept) in kept[..last].iter().enumerate() {
            let Some(item) = self.get(place).filter(|_| *is_kept) else {
                types.extend_from_slice(&NOTHING);
                continue;
            };
            types.extend_from_slice(&name_at(item.name.to_ne_bytes()));
            types.extend_from_slice(&item.whole[4..TYPE]);
            // Members and the values of enumerations begin with a name, each.
            let entry = match item.kind {
                kind::STRUCT | kind::UNION => MEMBER,
                kind::ENUM => 8,
                kind::ENUM64 => 12,
                _ => {
                    types.extend_from_slice(item.tail);
                    continue;
                }
            };
            for entry in item.tail.chunks_exact(entry) {
                types.extend_from_slice(&name_at(first(entry).unwrap_or_default()));
                types.extend_from_slice(&entry[4..]);
            }
        }
        let mut octets = Vec::with_capacity(HEADER + types.len() + names.len());
        octets.extend_from_slice(&MAGIC.to_ne_bytes());
        // Version and flags.
        octets.extend_from_slice(&[1, 0]);
        for number in [HEADER, 0, types.len(), types.len(), names.len()] {
            octets.extend_from_slice(&(number as u32).to_ne_bytes());
        }
        octets.append(&mut types);
        octets.append(&mut names);
        octets
    }
}

#[cfg(test)]
mod tests;
