//! What stands in a column or a field, before it is text: the table and `-F` write the same facts differently.

use model::Inode;
use std::io::Write;

/// What stands under DEVICE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Device {
    /// Nothing.
    None,
    /// Major and minor number of the device that holds the file, or of the special file itself.
    Numbers(u32, u32),
    /// A socket by its inode.
    Inode(Inode),
    /// A UNIX socket by its address in the kernel.
    Address(u64),
}

/// What stands under NODE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// Nothing.
    None,
    /// The file's inode.
    Inode(Inode),
    /// The protocol that a socket speaks.
    Protocol(&'static str),
    /// A protocol that has no name.
    ProtocolNumber(u16),
}

/// Appends a formatted text.
pub(super) fn push_formatted(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing to a Vec cannot fail.
    let _ = out.write_fmt(text);
}

/// How many decimal digits a number has.
pub(super) fn decimal_digits(number: u64) -> usize {
    number.checked_ilog10().unwrap_or(0) as usize + 1
}

/// Appends a number in decimal digits: there are several in each row, and formatting them is slower.
pub(super) fn push_decimal(out: &mut Vec<u8>, mut number: u64) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    loop {
        start -= 1;
        // Below ten.
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return out.extend_from_slice(&digits[start..]);
        }
    }
}

impl Device {
    /// Appends it as the table shows it.
    pub(super) fn push(self, out: &mut Vec<u8>) {
        match self {
            Self::None => {}
            Self::Numbers(major, minor) => push_formatted(out, format_args!("{major},{minor}")),
            Self::Inode(inode) => push_decimal(out, inode.0),
            Self::Address(address) => push_formatted(out, format_args!("0x{address:016x}")),
        }
    }
}

impl Node {
    /// Appends it as the table shows it.
    pub(super) fn push(self, out: &mut Vec<u8>) {
        match self {
            Self::None => {}
            Self::Inode(inode) => push_decimal(out, inode.0),
            Self::Protocol(name) => out.extend_from_slice(name.as_bytes()),
            Self::ProtocolNumber(number) => push_decimal(out, number.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(push: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        push(&mut out);
        String::from_utf8(out).expect("ASCII")
    }

    #[test]
    fn numbers_have_all_their_digits() {
        for number in [0, 9, 10, 30_399_199, u64::MAX] {
            assert_eq!(text(|out| push_decimal(out, number)), number.to_string());
            assert_eq!(decimal_digits(number), number.to_string().len());
        }
    }

    #[test]
    fn devices_and_nodes_are_shown_as_lsof_shows_them() {
        assert_eq!(text(|out| Device::Numbers(254, 0).push(out)), "254,0");
        assert_eq!(text(|out| Device::Address(0x6f2a_0afa).push(out)), "0x000000006f2a0afa");
        assert_eq!(text(|out| Device::None.push(out)), "");
        assert_eq!(text(|out| Node::ProtocolNumber(35020).push(out)), "35020");
        assert_eq!(text(|out| Node::Inode(Inode(7)).push(out)), "7");
    }
}
