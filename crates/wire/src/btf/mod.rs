//! What the kernel tells of its own types (BTF, Documentation/bpf/btf.rst), cut down to a few.
//!
//! A loader of BPF programs looks up the structs that a program reads in the kernel's 150,000 types, and to parse and search
//! them all takes ten times as long as to load the program. An excerpt has what is asked for and nothing else, under numbers of
//! its own; the numbers of what programs attach to, which the kernel wants to hear, come beside it.

use crate::bytes::first;

/// `btf_magic`, on a host of the same byte order.
const MAGIC: u16 = 0xEB9F;
/// Octets of `struct btf_header`.
const HEADER: usize = 24;
/// Octets of `struct btf_type`.
const TYPE: usize = 12;
/// Octets of `struct btf_member`.
const MEMBER: usize = 12;
/// The kinds that matter here: `BTF_KIND_*`.
mod kind {
    pub(super) const INT: u32 = 1;
    pub(super) const POINTER: u32 = 2;
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

/// Some of the kernel's types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The structs, as BTF.
    pub types: Vec<u8>,
    /// The number that each target has among all of the kernel's types, in the order in which they were asked for.
    pub targets: Vec<Option<u32>>,
}

/// An excerpt of `types` (the contents of `/sys/kernel/btf/vmlinux`) that has the structs of these names, their members, and the types
/// of those except where they are other structs or stand behind pointers. `targets` are what programs attach to: functions, and
/// tracepoints by their typedefs (`btf_trace_NAME`).
///
/// `None` where `types` is not BTF as known here.
pub fn excerpt(types: &[u8], structs: &[&[u8]], targets: &[&[u8]]) -> Option<Excerpt> {
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
    let mut found = vec![None; targets.len()];
    let mut rest = types;
    while !rest.is_empty() {
        let start = types.len() - rest.len();
        let next = split_first(&mut rest)?;
        match next.kind {
            kind::STRUCT if is_one_of(strings, &next, structs).is_some() => wanted.push(starts.len()),
            kind::FUNC | kind::TYPEDEF => {
                if let Some(place) = is_one_of(strings, &next, targets) {
                    found[place] = u32::try_from(starts.len() + 1).ok();
                }
            }
            _ => {}
        }
        starts.push(u32::try_from(start).ok()?);
    }
    let all = Types { types, starts };
    let kept = all.with_what_they_need(wanted);
    Some(Excerpt { types: all.written(&kept, strings), targets: found })
}

/// All types and where each begins. Their numbers count from 1; 0 is `void`.
struct Types<'a> {
    types: &'a [u8],
    starts: Vec<u32>,
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

/// The place of the type's name among these.
fn is_one_of(strings: &[u8], item: &Type<'_>, names: &[&[u8]]) -> Option<usize> {
    let text = strings.get(item.name as usize..)?;
    // Nearly all differ in the first octet.
    let is_it = |name: &&[u8]| {
        text.first() == name.first() && text.strip_prefix(*name).is_some_and(|rest| rest.first() == Some(&0))
    };
    names.iter().position(is_it)
}

impl<'a> Types<'a> {
    fn get(&self, place: usize) -> Option<Type<'a>> {
        split_first(&mut self.types.get(*self.starts.get(place)? as usize..)?)
    }

    /// The new number of each type: 0, or where it is kept the next one. Kept are those wanted and what their members are made of.
    fn with_what_they_need(&self, mut open: Vec<usize>) -> Numbers {
        let mut kept = Numbers { new: vec![0; self.starts.len()], old: Vec::new() };
        let wanted = open.clone();
        while let Some(place) = open.pop() {
            let Some(item) = self.get(place) else { continue };
            // Another struct of the members' is told of only where it has no name, for then its members are theirs.
            let is_other =
                matches!(item.kind, kind::STRUCT | kind::UNION) && item.name != 0 && !wanted.contains(&place);
            if kept.new[place] != 0 || is_other {
                continue;
            }
            kept.old.push(place);
            kept.new[place] = kept.old.len() as u32;
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

    /// The excerpt as octets, with numbers and names of its own.
    fn written(&self, kept: &Numbers, strings: &[u8]) -> Vec<u8> {
        let mut names = Names { text: vec![0], strings };
        let mut types = Vec::new();
        for item in kept.old.iter().filter_map(|&place| self.get(place)) {
            types.extend_from_slice(&names.add(item.name.to_ne_bytes()));
            types.extend_from_slice(&item.whole[4..8]);
            types.extend_from_slice(&match item.kind {
                kind::POINTER | kind::TYPEDEF | kind::VOLATILE | kind::CONST | kind::RESTRICT | kind::TYPE_TAG => {
                    kept.renumber(item.refers.to_ne_bytes())
                }
                // A size.
                _ => item.refers.to_ne_bytes(),
            });
            let words = item.tail.chunks_exact(4).map(|word| first(word).unwrap_or_default());
            for (place, word) in words.enumerate() {
                types.extend_from_slice(&match (item.kind, place) {
                    // Members: a name, a type, an offset.
                    (kind::STRUCT | kind::UNION, place) if place % 3 == 0 => names.add(word),
                    (kind::STRUCT | kind::UNION, place) if place % 3 == 1 => kept.renumber(word),
                    // The types of its elements and of its index, and how many there are.
                    (kind::ARRAY, 0 | 1) => kept.renumber(word),
                    // Values: a name, then one word or two.
                    (kind::ENUM, place) if place % 2 == 0 => names.add(word),
                    (kind::ENUM64, place) if place % 3 == 0 => names.add(word),
                    _ => word,
                });
            }
        }
        let mut names = names.text;
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

/// Which types are kept.
struct Numbers {
    /// The new number of each type, by its place among all; 0 where it is left out.
    new: Vec<u32>,
    /// The places of those that are kept, in the order of their new numbers.
    old: Vec<usize>,
}

impl Numbers {
    /// The new number of a type that another one refers to: `void` where it is left out.
    fn renumber(&self, old: [u8; 4]) -> [u8; 4] {
        let place = (u32::from_ne_bytes(old) as usize).checked_sub(1);
        place.and_then(|place| self.new.get(place)).copied().unwrap_or(0).to_ne_bytes()
    }
}

/// The names of an excerpt.
struct Names<'a> {
    text: Vec<u8>,
    /// All names, from which they are taken.
    strings: &'a [u8],
}

impl Names<'_> {
    /// Adds the name at this offset among all, and tells its offset here.
    fn add(&mut self, offset: [u8; 4]) -> [u8; 4] {
        let from = u32::from_ne_bytes(offset) as usize;
        let text = self.strings.get(from..).and_then(|text| text.split(|&octet| octet == 0).next());
        let text = text.unwrap_or_default();
        if text.is_empty() {
            return [0; 4];
        }
        let place = self.text.len() as u32;
        self.text.extend_from_slice(text);
        self.text.push(0);
        place.to_ne_bytes()
    }
}

#[cfg(test)]
mod tests;
