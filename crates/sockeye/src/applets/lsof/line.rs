//! One listed file as the table and `-F` need it: facts, not yet text.

use super::cells::{Device, Node, push_decimal, push_formatted};
use super::ends::Ends;
use super::printable::{self, Charset};
use super::sockets::SocketFacts;
use std::borrow::Cow;

/// A listed file. What it does not have is `None`.
#[derive(Clone, Debug)]
pub(super) struct Line<'l> {
    /// Through what the process holds it.
    pub(super) slot: Slot<'l>,
    /// `r`, `w` or `u`, or a blank.
    pub(super) access: u8,
    /// A letter for the lock on it, or a blank.
    pub(super) lock: u8,
    /// What stands under TYPE.
    pub(super) kind: Cow<'l, str>,
    /// The flags with which it was opened (`O_*`).
    pub(super) flags: Option<u32>,
    /// What stands under DEVICE.
    pub(super) device: Device,
    /// The number of the device that holds it: what `-F` tells in place of a special file's own numbers.
    pub(super) holding_device: Option<u64>,
    /// The number of the device that it is.
    pub(super) raw_device: Option<u64>,
    /// Its size in octets.
    pub(super) size: Option<u64>,
    /// The position in it, in octets.
    pub(super) offset: Option<u64>,
    /// Its links.
    pub(super) links: Option<u64>,
    /// What stands under NODE.
    pub(super) node: Node,
    /// What it is called.
    pub(super) name: Name<'l>,
    /// What is said behind that: printable, with the blank before it.
    pub(super) remark: &'l [u8],
}

/// Through what a process holds a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot<'l> {
    /// A descriptor.
    Descriptor(u32),
    /// Anything else, in lsof's three letters: `cwd`, `txt`, `mem`.
    Word(&'l str),
}

/// What a file is called.
#[derive(Clone, Debug)]
pub(super) enum Name<'l> {
    /// A socket, by what it is.
    Socket(SocketFacts<'l>),
    /// Anything else: what strangers named, and what lsof says of it.
    File {
        /// Untrusted bytes.
        name: &'l [u8],
        /// Behind it, after a blank: `(deleted)`.
        note: Cow<'l, str>,
    },
}

/// The digits of a descriptor are filled up to so many with blanks, and so are the words for the two folders; others are not.
const SLOT_COLUMNS: usize = 4;

impl Slot<'_> {
    /// Appends it as the table shows it.
    pub(super) fn push_padded(self, out: &mut Vec<u8>) {
        let start = out.len();
        self.push(out);
        if matches!(self, Self::Descriptor(_) | Self::Word("cwd" | "rtd")) {
            let missing = SLOT_COLUMNS.saturating_sub(out.len() - start);
            out.extend(std::iter::repeat_n(b' ', missing));
            out[start..].rotate_right(missing);
        }
    }

    /// Appends it without blanks.
    pub(super) fn push(self, out: &mut Vec<u8>) {
        match self {
            Self::Descriptor(number) => push_decimal(out, number.into()),
            Self::Word(word) => out.extend_from_slice(word.as_bytes()),
        }
    }
}

impl Name<'_> {
    /// Appends it, without a socket's state and queues.
    pub(super) fn push(&self, out: &mut Vec<u8>, ends: &Ends, charset: Charset) {
        match self {
            Self::Socket(facts) => facts.push_name(out, ends, charset),
            Self::File { name, note } => {
                printable::push(out, name, charset);
                if !note.is_empty() {
                    if !name.is_empty() {
                        out.push(b' ');
                    }
                    out.extend_from_slice(note.as_bytes());
                }
            }
        }
    }

    /// The socket, if it is one.
    pub(super) fn socket(&self) -> Option<&SocketFacts<'_>> {
        match self {
            Self::Socket(facts) => Some(facts),
            Self::File { .. } => None,
        }
    }
}

/// Appends a position: in decimal, unless it has more digits than are allowed (zero: any number), else in hexadecimal.
pub(super) fn push_offset(out: &mut Vec<u8>, offset: u64, most_digits: u32) {
    let start = out.len();
    out.extend_from_slice(b"0t");
    push_decimal(out, offset);
    if most_digits != 0 && out.len() - start > "0t".len() + most_digits as usize {
        out.truncate(start);
        push_formatted(out, format_args!("{offset:#x}"));
    }
}

/// Flags of open(2) as fdinfo tells them, by lsof's letters and in its order.
const FLAGS: [(u32, &str); 14] = [
    (0o1, "W"),
    (0o2, "RW"),
    (0o2000, "AP"),
    (0o4000, "ND"),
    (0o4_010_000, "SYN"),
    (0o20_000, "ASYN"),
    (0o40_000, "DIR"),
    (0o200_000, "DTY"),
    (0o400_000, "NFLK"),
    (0o1_000_000, "NATM"),
    (0o100_000, "LG"),
    (0o2_000_000, "CX"),
    (0o10_000_000, "PATH"),
    (0o20_000_000, "TMPF"),
];

/// Appends the flags with which a file was opened, by their letters.
pub(super) fn push_flag_letters(out: &mut Vec<u8>, flags: u32) {
    let start = out.len();
    for (_, letters) in FLAGS.iter().filter(|(bits, _)| flags & bits != 0) {
        if out.len() > start {
            out.push(b',');
        }
        out.extend_from_slice(letters.as_bytes());
    }
}

/// Appends the flags with which a file was opened as a number. Linux has no flags of processes for the second number.
pub(super) fn push_flag_number(out: &mut Vec<u8>, flags: u32) {
    push_formatted(out, format_args!("{flags:#x};0x0"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(push: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = b"|".to_vec();
        push(&mut out);
        String::from_utf8(out).expect("ASCII")
    }

    #[test]
    fn long_positions_are_hexadecimal() {
        assert_eq!(text(|out| push_offset(out, 99_999_999, 8)), "|0t99999999");
        assert_eq!(text(|out| push_offset(out, 100_000_000, 8)), "|0x5f5e100");
        assert_eq!(text(|out| push_offset(out, 100_000_000, 0)), "|0t100000000");
    }

    /// Each seen of lsof over a file opened with these flags.
    #[test]
    fn flags_have_letters_and_numbers() {
        for (flags, letters) in [
            (0o7_556_002, "RW,AP,ND,SYN,DIR,NFLK,NATM,LG,CX"),
            (0o7_714_000, "ND,SYN,DTY,NFLK,NATM,LG,CX"),
            (0o12_600_000, "DTY,NFLK,CX,PATH"),
            (0o26_310_002, "RW,SYN,DTY,LG,CX,TMPF"),
            (0o2_100_003, "W,RW,LG,CX"),
            (0, ""),
        ] {
            assert_eq!(text(|out| push_flag_letters(out, flags)), format!("|{letters}"));
        }
        assert_eq!(text(|out| push_flag_number(out, 0o2_000_002)), "|0x80002;0x0");
    }

    #[test]
    fn descriptors_are_right_aligned() {
        assert_eq!(text(|out| Slot::Descriptor(3).push_padded(out)), "|   3");
        assert_eq!(text(|out| Slot::Word("cwd").push_padded(out)), "| cwd");
        assert_eq!(text(|out| Slot::Word("txt").push_padded(out)), "|txt");
        assert_eq!(text(|out| Slot::Descriptor(12_345).push_padded(out)), "|12345");
        assert_eq!(text(|out| Slot::Word("mem").push(out)), "|mem");
    }
}
