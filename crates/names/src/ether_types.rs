//! Ethernet protocols by name, as iproute2 6.1 prints them (`ss -0`). The numbers: `include/uapi/linux/if_ether.h`.
//!
//! The table is part of the program, not a file: the names are iproute2's own and differ from /etc/ethertypes.

use crate::number;

/// Number (host order) and name, in the order of the numbers. Of two names for one number, the first is printed.
const NAMES: [(u16, &str); 53] = [
    (0x0001, "802_3"),
    (0x0002, "ax25"),
    (0x0003, "all"),
    (0x0004, "802_2"),
    (0x0005, "snap"),
    (0x0006, "ddcmp"),
    (0x0007, "wan_ppp"),
    (0x0008, "ppp_mp"),
    (0x0009, "localtalk"),
    (0x000c, "can"),
    (0x0010, "ppptalk"),
    (0x0011, "tr_802_2"),
    (0x0015, "mobitex"),
    (0x0016, "control"),
    (0x0017, "irda"),
    (0x0018, "econet"),
    (0x0060, "loop"),
    (0x0200, "pup"),
    (0x0201, "pupat"),
    (0x0800, "ip"),
    (0x0800, "ipv4"),
    (0x0805, "x25"),
    (0x0806, "arp"),
    (0x08ff, "bpq"),
    (0x0a00, "ieeepup"),
    (0x0a01, "ieeepupat"),
    (0x6000, "dec"),
    (0x6001, "dna_dl"),
    (0x6002, "dna_rc"),
    (0x6003, "dna_rt"),
    (0x6004, "lat"),
    (0x6005, "diag"),
    (0x6006, "cust"),
    (0x6007, "sca"),
    (0x6558, "teb"),
    (0x8035, "rarp"),
    (0x809b, "atalk"),
    (0x80f3, "aarp"),
    (0x8100, "802.1Q"),
    (0x8137, "ipx"),
    (0x86dd, "ipv6"),
    (0x8847, "mpls_uc"),
    (0x8848, "mpls_mc"),
    (0x884c, "atmmpoa"),
    (0x8863, "ppp_disc"),
    (0x8864, "ppp_ses"),
    (0x8884, "atmfate"),
    (0x8892, "profinet"),
    (0x88a2, "aoe"),
    (0x88a4, "ethercat"),
    (0x88a8, "802.1ad"),
    (0x88ca, "tipc"),
    (0x88cc, "LLDP"),
];

/// The names of Ethernet protocols.
#[derive(Clone, Copy, Debug)]
pub struct EtherTypes;

impl EtherTypes {
    /// The name of a protocol given in host order; `all` for `ETH_P_ALL`.
    pub fn name(number: u16) -> Option<&'static str> {
        let first = NAMES.partition_point(|(other, _)| *other < number);
        NAMES.get(first).filter(|(other, _)| *other == number).map(|(_, name)| *name)
    }

    /// The protocol of this name in any case, or of this number (`2054`, `0x806`), in host order.
    pub fn number(name: &str) -> Option<u16> {
        let named = NAMES.iter().find(|(_, other)| other.eq_ignore_ascii_case(name)).map(|(number, _)| *number);
        named.or_else(|| u16::try_from(number::whole(name.as_bytes())?).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(NAMES.is_sorted_by_key(|(number, _)| number));
    }

    #[test]
    fn numbers_have_names() {
        assert_eq!(EtherTypes::name(0x0800), Some("ip"));
        assert_eq!(EtherTypes::name(0x0003), Some("all"));
        assert_eq!(EtherTypes::name(0x88cc), Some("LLDP"));
        assert_eq!(EtherTypes::name(0), None);
        assert_eq!(EtherTypes::name(0xffff), None);
    }

    #[test]
    fn names_have_numbers() {
        for name in ["arp", "ARP", "2054", "0x806"] {
            assert_eq!(EtherTypes::number(name), Some(0x806), "{name}");
        }
        assert_eq!(EtherTypes::number("ipv4"), Some(0x800));
        for name in ["foo", "", "[2054]", "0806", "65536", "5x"] {
            assert_eq!(EtherTypes::number(name), None, "{name}");
        }
    }
}
