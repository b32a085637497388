//! The letters for what a route is for (route(8)).

use model::RouteFlags;

/// Letters of IPv4 routes in the order in which they are shown, each with its bit of `RTF_*`.
const IPV4: &[(u32, u8)] = &[
    (0x4, b'H'),
    (0x8, b'R'),
    (0x10, b'D'),
    (0x20, b'M'),
    (0x1_0000, b'd'),
    (0x2_0000, b'a'),
    (0x4_0000, b'c'),
    (0x20_0000, b'o'),
    (0x40_0000, b'e'),
    (0x100_0000, b'c'),
    (0x200_0000, b'f'),
    (0x400_0000, b'p'),
    (0x8000_0000, b'l'),
    (0x40, b'u'),
    (0x80, b'w'),
    (0x100, b'i'),
    (0x400, b'n'),
];

/// Letters of IPv6 routes.
const IPV6: &[(u32, u8)] = &[
    (0x1, b'U'),
    (0x200, b'!'),
    (0x2, b'G'),
    (0x4, b'H'),
    (0x1_0000, b'D'),
    (0x4_0000, b'A'),
    (0x100_0000, b'C'),
    (0x2_0000, b'a'),
    (0x40_0000, b'e'),
    (0x20, b'm'),
    (0x20_0000, b'n'),
    (0x200_0000, b'f'),
];

/// The letters of an IPv4 route, which is in use.
pub(super) fn ipv4(flags: RouteFlags, letters: &mut Vec<u8>) {
    if flags.contains(RouteFlags::REJECT) {
        letters.push(b'!');
    } else {
        letters.push(b'U');
        if flags.contains(RouteFlags::GATEWAY) {
            letters.push(b'G');
        }
    }
    add(flags, IPV4, letters);
}

/// The letters of an IPv6 route.
pub(super) fn ipv6(flags: RouteFlags, letters: &mut Vec<u8>) {
    add(flags, IPV6, letters);
}

fn add(flags: RouteFlags, table: &[(u32, u8)], letters: &mut Vec<u8>) {
    letters.extend(table.iter().filter(|(bit, _)| flags.0 & bit != 0).map(|(_, letter)| letter));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(show: fn(RouteFlags, &mut Vec<u8>), flags: u32) -> String {
        let mut letters = Vec::new();
        show(RouteFlags(flags), &mut letters);
        String::from_utf8(letters).unwrap()
    }

    /// As the original shows rows with each of these flags.
    #[test]
    fn letters_stand_in_the_originals_order() {
        assert_eq!(letters(ipv4, !0x200), "UGHRDMdacoecfpluwin");
        assert_eq!(letters(ipv4, u32::MAX), "!HRDMdacoecfpluwin");
        assert_eq!(letters(ipv4, 0x1 | 0x800 | 0x8_0000), "U");
        assert_eq!(letters(ipv6, !0x200), "UGHDACaemnf");
        assert_eq!(letters(ipv6, 0x203), "U!G");
        assert_eq!(letters(ipv6, 0x20_0200), "!n");
    }
}
