//! Kinds of hardware (`ARPHRD_*`, `include/uapi/linux/if_arp.h`): their names and how their addresses are written.

use crate::texts::{Phrase, Texts};
use model::HardwareAddress;
use std::borrow::Cow;
use std::fmt::Write;

const LOOPBACK: Phrase = Phrase::new("interfaces-loopback", "Local Loopback");

/// All of them, for the tests of the catalogues.
#[cfg(test)]
pub(super) const PHRASES: &[&Phrase] = &[&LOOPBACK];

/// `ARPHRD_CSLIP`, `ARPHRD_CSLIP6`: lines on which headers may be compressed.
const COMPRESSING: [u16; 2] = [257, 259];
const ARPHRD_LOOPBACK: u16 = 772;

/// A kind of hardware.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    number: u16,
    name: &'static str,
    title: &'static str,
    form: Form,
}

/// How an address is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Not at all.
    None,
    /// As nothing, between blanks.
    Empty,
    /// So many octets in hexadecimal digits between signs.
    Octets { count: usize, between: &'static str, is_upper: bool },
    /// A callsign of six letters, and a number (AX.25).
    Callsign,
    /// A signed number of 16 bits.
    Number,
    /// As text up to a NUL.
    Text,
}

const fn octets(count: usize, between: &'static str, is_upper: bool) -> Form {
    Form::Octets { count, between, is_upper }
}

const fn kind(number: u16, name: &'static str, title: &'static str, form: Form) -> Kind {
    Kind { number, name, title, form }
}

const KINDS: &[Kind] = &[
    kind(1, "ether", "Ethernet", octets(6, ":", false)),
    kind(ARPHRD_LOOPBACK, "loop", "Local Loopback", Form::None),
    kind(0, "netrom", "AMPR NET/ROM", Form::Callsign),
    kind(3, "ax25", "AMPR AX.25", Form::Callsign),
    kind(7, "arcnet", "ARCnet", octets(1, ":", true)),
    kind(15, "dlci", "Frame Relay DLCI", Form::Number),
    kind(27, "eui64", "Generic EUI-64", octets(8, ":", true)),
    kind(256, "slip", "Serial Line IP", Form::None),
    kind(257, "cslip", "VJ Serial Line IP", Form::None),
    kind(258, "slip6", "6-bit Serial Line IP", Form::None),
    kind(259, "cslip6", "VJ 6-bit Serial Line IP", Form::None),
    kind(264, "adaptive", "Adaptive Serial Line IP", Form::None),
    kind(270, "rose", "AMPR ROSE", octets(5, "", false)),
    kind(271, "x25", "generic X.25", Form::Text),
    kind(512, "ppp", "Point-to-Point Protocol", Form::None),
    kind(513, "hdlc", "(Cisco)-HDLC", Form::None),
    kind(516, "lapb", "LAPB", Form::None),
    kind(768, "tunnel", "IPIP Tunnel", Form::Empty),
    kind(770, "frad", "Frame Relay Access Device", Form::None),
    kind(774, "fddi", "Fiber Distributed Data Interface", octets(6, "-", true)),
    kind(776, "sit", "IPv6-in-IPv4", Form::None),
    kind(780, "hippi", "HIPPI", octets(6, ":", true)),
    kind(781, "ash", "Ash", Form::None),
    kind(782, "ec", "Econet", Form::None),
    kind(783, "irda", "IrLAP", octets(4, ":", false)),
];

/// Any other, with as many octets as fit.
const UNKNOWN: Kind = kind(u16::MAX, "unspec", "UNSPEC", octets(16, "-", true));
/// Octets of an address of which the original takes note.
const NOTED: usize = 8;

impl Kind {
    /// The kind of this number.
    pub(super) fn of(number: u16) -> Self {
        KINDS.iter().find(|kind| kind.number == number).copied().unwrap_or(UNKNOWN)
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// What it is called in full.
    pub(super) fn title<'t>(&self, texts: &'t Texts) -> Cow<'t, str> {
        if self.number == ARPHRD_LOOPBACK { texts.say(&LOOPBACK) } else { Cow::Borrowed(self.title) }
    }

    /// Whether packets on it may be compressed.
    pub(super) fn compresses(&self) -> bool {
        COMPRESSING.contains(&self.number)
    }

    /// An address as text, if this kind shows one. A driver's maker or a peer chose it.
    pub(super) fn address(&self, address: &HardwareAddress) -> Option<Vec<u8>> {
        let noted: [u8; NOTED] = address.padded();
        Some(match self.form {
            Form::None => return None,
            Form::Empty => Vec::new(),
            Form::Octets { count, between, is_upper } => {
                let mut text = String::new();
                for place in 0..count {
                    let octet = noted.get(place).copied().unwrap_or_default();
                    let between = if place == 0 { "" } else { between };
                    // Writing to a string cannot fail.
                    let _ = if is_upper {
                        write!(text, "{between}{octet:02X}")
                    } else {
                        write!(text, "{between}{octet:02x}")
                    };
                }
                text.into_bytes()
            }
            Form::Callsign => callsign(noted),
            Form::Number => i16::from_ne_bytes([noted[0], noted[1]]).to_string().into_bytes(),
            Form::Text => noted.into_iter().take_while(|octet| *octet != 0).collect(),
        })
    }
}

/// Six letters, each shifted by one bit, without blanks, and the number of the station if it is not zero.
fn callsign([letters @ .., last, _]: [u8; NOTED]) -> Vec<u8> {
    let mut text: Vec<u8> = letters.iter().map(|letter| letter >> 1).filter(|letter| *letter != b' ').collect();
    let station = last >> 1 & 0xF;
    if station != 0 {
        text.extend_from_slice(format!("-{station}").as_bytes());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the original shows these octets on each kind.
    #[test]
    fn addresses_are_written_as_the_original_writes_them() {
        let address = HardwareAddress::new(&[0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9]);
        let shown = |number: u16| {
            let kind = Kind::of(number);
            (kind.name(), kind.address(&address).map(|text| String::from_utf8(text).unwrap()))
        };
        for (number, name, text) in [
            (1, "ether", "a1:a2:a3:a4:a5:a6"),
            (0, "netrom", "PQQRRS-3"),
            (7, "arcnet", "A1"),
            (27, "eui64", "A1:A2:A3:A4:A5:A6:A7:A8"),
            (270, "rose", "a1a2a3a4a5"),
            (768, "tunnel", ""),
            (774, "fddi", "A1-A2-A3-A4-A5-A6"),
            (32, "unspec", "A1-A2-A3-A4-A5-A6-A7-A8-00-00-00-00-00-00-00-00"),
        ] {
            assert_eq!(shown(number), (name, Some(text.to_owned())));
        }
        assert_eq!(shown(772), ("loop", None));
        assert_eq!(shown(512), ("ppp", None));
        #[cfg(target_endian = "little")]
        assert_eq!(shown(15).1.as_deref(), Some("-23903"));
    }

    #[test]
    fn loopback_has_a_name_in_every_language() {
        assert_eq!(Kind::of(772).title(&Texts::english()), "Local Loopback");
        assert_eq!(Kind::of(1).title(&Texts::english()), "Ethernet");
    }
}
