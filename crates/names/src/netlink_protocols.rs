//! Netlink protocols by name, as iproute2 6.1 prints them: a table of its own, which a file may change.
//!
//! The file: `/etc/iproute2/nl_protos`, lines of number (decimal or `0x…`) and name, `#` begins a comment line. The
//! numbers: `NETLINK_*` in `include/uapi/linux/netlink.h`.

use crate::number;
use crate::read::{read_names, words};
use model::NetlinkProtocol;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

const BUILT_IN: [(u8, &str); 21] = [
    (0, "rtnl"),
    (1, "unused"),
    (2, "usersock"),
    (3, "fw"),
    (4, "tcpdiag"),
    (5, "nflog"),
    (6, "xfrm"),
    (7, "selinux"),
    (8, "iscsi"),
    (9, "audit"),
    (10, "fiblookup"),
    (11, "connector"),
    (12, "nft"),
    (13, "ip6fw"),
    (14, "dec-rt"),
    (15, "uevent"),
    (16, "genl"),
    (18, "scsi-trans"),
    (19, "ecryptfs"),
    (20, "rdma"),
    (21, "crypto"),
];

/// The names of netlink protocols on this host.
#[derive(Clone, Debug)]
pub struct NetlinkProtocols {
    names: BTreeMap<u8, Cow<'static, [u8]>>,
    corrupt: Option<Vec<u8>>,
}

impl NetlinkProtocols {
    /// The file that iproute2 6.1 reads.
    pub const PATH: &'static str = "/etc/iproute2/nl_protos";

    /// The built-in names, changed by those in the file. Without the file they stand alone.
    pub fn read(path: &Path) -> Self {
        Self::parse(&read_names(path))
    }

    /// The built-in names, changed by these lines; of two for one number, the last counts. Numbers above 255 are
    /// passed over.
    pub fn parse(text: &[u8]) -> Self {
        let mut names: BTreeMap<u8, Cow<'static, [u8]>> =
            BUILT_IN.iter().map(|(number, name)| (*number, Cow::Borrowed(name.as_bytes()))).collect();
        let mut corrupt = None;
        for line in text.split(|byte| *byte == b'\n') {
            let line = line.trim_ascii_start();
            if line.is_empty() || line.starts_with(b"#") {
                continue;
            }
            let Some((number, name)) = entry(line) else {
                corrupt = Some(line.to_vec());
                break;
            };
            if let Ok(number) = u8::try_from(number) {
                names.insert(number, Cow::Owned(name.to_vec()));
            }
        }
        Self { names, corrupt }
    }

    /// The name of a protocol, untrusted bytes. One without a name is printed as its number.
    pub fn name(&self, protocol: NetlinkProtocol) -> Option<&[u8]> {
        self.names.get(&protocol.0).map(AsRef::as_ref)
    }

    /// The protocol of exactly this name, or of this number (`4`, `0x4`, `017`).
    pub fn number(&self, name: &[u8]) -> Option<NetlinkProtocol> {
        let named = self.names.iter().find(|(_, other)| other.as_ref() == name).map(|(number, _)| *number);
        named.or_else(|| u8::try_from(number::whole(name)?).ok()).map(NetlinkProtocol)
    }

    /// The line of the file that is no entry, if there is one: nothing behind it was read.
    pub fn corrupt_line(&self) -> Option<&[u8]> {
        self.corrupt.as_deref()
    }
}

/// Number and name of a line. A negative number is an entry that names nothing.
fn entry(line: &[u8]) -> Option<(i64, &[u8])> {
    let (sign, digits) = match line {
        [b'-', digits @ ..] => (-1, digits),
        [b'+', digits @ ..] => (1, digits),
        _ => (1, line),
    };
    let hexadecimal = digits.strip_prefix(b"0x").and_then(|digits| number::radix(digits, 16));
    let (number, rest) = hexadecimal.or_else(|| number::radix(digits, 10))?;
    Some((sign * i64::from(number), words(rest).next()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(text: &str, number: u8) -> String {
        let protocols = NetlinkProtocols::parse(text.as_bytes());
        protocols
            .name(NetlinkProtocol(number))
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .unwrap_or_default()
    }

    #[test]
    fn built_in_names_need_no_file() {
        let protocols = NetlinkProtocols::read(Path::new("/nonexistent"));
        assert_eq!(protocols.name(NetlinkProtocol(4)), Some(&b"tcpdiag"[..]));
        assert_eq!(protocols.name(NetlinkProtocol(17)), None);
        assert_eq!(protocols.corrupt_line(), None);
    }

    #[test]
    fn the_file_changes_them() {
        assert_eq!(name("3\tfoo bar\n", 3), "foo");
        assert_eq!(name("3\tfoo bar\n", 4), "tcpdiag");
        assert_eq!(name("# c\n\n 6   six\n", 6), "six");
        assert_eq!(name("0x30 hex\n", 0x30), "hex");
        assert_eq!(name("0x1g g\n", 1), "g");
        assert_eq!(name("010 ten\n", 10), "ten");
        assert_eq!(name("7 a\n7 b\n", 7), "b");
        assert_eq!(name("4 x#y\n5 five # z", 4), "x#y");
        assert_eq!(name("256 big\n-1 negative\n255 top\n", 255), "top");
    }

    #[test]
    fn a_corrupt_line_ends_the_file() {
        for text in ["bogus line\n7 seven\n", "7\n7 seven\n", "x"] {
            let protocols = NetlinkProtocols::parse(text.as_bytes());
            assert_eq!(protocols.name(NetlinkProtocol(7)), Some(&b"selinux"[..]));
            assert_eq!(protocols.corrupt_line(), text.lines().next().map(str::as_bytes));
        }
    }

    #[test]
    fn names_are_exact_and_numbers_have_a_radix() {
        let protocols = NetlinkProtocols::parse(b"");
        assert_eq!(protocols.number(b"rtnl"), Some(NetlinkProtocol(0)));
        assert_eq!(protocols.number(b"017"), Some(NetlinkProtocol(15)));
        assert_eq!(protocols.number(b"0x4"), Some(NetlinkProtocol(4)));
        assert_eq!(protocols.number(b"RTNL"), None);
        assert_eq!(protocols.number(b"256"), None);
    }

    proptest! {
        #[test]
        fn any_file_can_be_read(text: Vec<u8>) {
            NetlinkProtocols::parse(&text);
        }
    }
}
