//! Ports that the kernel hands out by itself: `ss` never prints a service for them, since the match would be an
//! accident.
//!
//! The file: `net.ipv4.ip_local_port_range`, ip(7).

use crate::read::{read_names, words};
use std::path::Path;

/// The range of ports for sockets that did not ask for one, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EphemeralPorts {
    first: i64,
    last: i64,
}

impl Default for EphemeralPorts {
    /// What `ss` assumes where the file says nothing: 1024 to 4999, the range of BSD.
    fn default() -> Self {
        Self { first: 1024, last: 4999 }
    }
}

impl EphemeralPorts {
    /// Where Linux tells the range.
    pub const PATH: &'static str = "/proc/sys/net/ipv4/ip_local_port_range";

    /// Reads the range from a file of two numbers; [`EphemeralPorts::default`] if it is missing or says something else.
    pub fn read(path: &Path) -> Self {
        Self::parse(&read_names(path))
    }

    /// Two decimal numbers between blanks, first and last. What follows them does not matter.
    pub fn parse(text: &[u8]) -> Self {
        let mut numbers = words(text).map(|word| std::str::from_utf8(word).ok()?.parse().ok());
        match (numbers.next().flatten(), numbers.next().flatten()) {
            (Some(first), Some(last)) => Self { first, last },
            _ => Self::default(),
        }
    }

    /// Whether the kernel may have chosen this port.
    pub fn contains(&self, port: u16) -> bool {
        (self.first..=self.last).contains(&i64::from(port))
    }

    /// First and last port, as far as the range has ports.
    pub fn bounds(&self) -> (u16, u16) {
        let port = |number: i64| number.clamp(0, i64::from(u16::MAX)) as u16;
        (port(self.first), port(self.last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_in_it() {
        let ports = EphemeralPorts::parse(b"32768\t60999\n");
        assert_eq!([32767, 32768, 60999, 61000].map(|port| ports.contains(port)), [false, true, true, false]);
        assert_eq!(ports.bounds(), (32768, 60999));
    }

    #[test]
    fn without_two_numbers_the_default_holds() {
        for text in ["", "5000", "x y", "4999,5000", "5000 x"] {
            assert_eq!(EphemeralPorts::parse(text.as_bytes()), EphemeralPorts::default(), "{text}");
        }
        assert_eq!(EphemeralPorts::read(Path::new("/nonexistent")).bounds(), (1024, 4999));
    }

    #[test]
    fn odd_ranges_are_taken_at_their_word() {
        assert!(!EphemeralPorts::parse(b"6000 4000").contains(5000));
        assert!(EphemeralPorts::parse(b"-5 70000").contains(65535));
        assert!(EphemeralPorts::parse(b" +4999  \n 5000\n").contains(5000));
    }
}
