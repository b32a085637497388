//! What is wrong with a filter, where, and what would be right.

use std::fmt;

/// Where in the words something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Which word, counted from zero.
    pub word: usize,
    /// At which of its octets, counted from zero.
    pub offset: usize,
}

/// A filter that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterError {
    /// What is wrong.
    pub kind: FilterErrorKind,
    /// The piece of the filter to blame; empty at its end.
    pub text: String,
    /// Where that piece stands; at the end: one word past the last.
    pub position: Position,
}

/// The ways in which a filter can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterErrorKind {
    /// `state` or `exclude` without a state after it.
    MissingState,
    /// No such state or class of states.
    UnknownState,
    /// This word cannot stand here.
    Unexpected,
    /// The filter ends where it cannot.
    Unfinished,
    /// Nested too deeply.
    TooDeep,
    /// Neither an address, nor a prefix, nor a host that is known.
    BadAddress,
    /// Neither a port nor a service that is known.
    BadPort,
    /// The service has one port over TCP and another over UDP, and both are asked for.
    AmbiguousPort,
    /// No such interface.
    UnknownInterface,
    /// Not a mark.
    BadMark,
    /// No such cgroup.
    UnknownCgroup,
}

impl FilterError {
    /// The exit status that ss gives: 1 for an operand that it cannot resolve, 255 for words out of place.
    pub fn status(&self) -> u8 {
        use FilterErrorKind as Kind;
        match self.kind {
            Kind::MissingState | Kind::UnknownState | Kind::Unexpected | Kind::Unfinished | Kind::TooDeep => 255,
            Kind::BadAddress
            | Kind::BadPort
            | Kind::AmbiguousPort
            | Kind::UnknownInterface
            | Kind::BadMark
            | Kind::UnknownCgroup => 1,
        }
    }
}

impl fmt::Display for FilterError {
    /// One line: the word, what is wrong with it, what would be right. Control characters in the word are escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use FilterErrorKind as Kind;
        match self.kind == Kind::Unfinished {
            true => f.write_str("filter: at its end")?,
            false => write!(f, "filter: \"{}\" (word {})", self.text.escape_debug(), self.position.word + 1)?,
        }
        f.write_str(match self.kind {
            Kind::MissingState => ": needs a state after it, such as established or listening",
            Kind::UnknownState => {
                " is no state: take established, syn-sent, syn-recv, fin-wait-1, fin-wait-2, time-wait, closed, \
                 close-wait, last-ack, listening, closing, or all, connected, synchronized, bucket, big"
            }
            Kind::Unexpected => {
                " cannot stand here: take src, dst, sport, dport, dev, fwmark, cgroup with one operand each, or \
                 autobound, joined by and, or, not; blanks around parentheses and signs"
            }
            Kind::Unfinished => ": a condition, an operand or a closing parenthesis is missing",
            Kind::TooDeep => " is nested too deeply: use fewer parentheses",
            Kind::BadAddress => {
                " is no address: take a host, ADDRESS/LENGTH, [IPV6]:PORT, or put unix:, link:, netlink:, vsock: before \
                 it; blanks around parentheses and signs"
            }
            Kind::BadPort => " has no port: take a number, a service of /etc/services, or * for any",
            Kind::AmbiguousPort => " has different ports over TCP and UDP: take the number, or choose -t or -u",
            Kind::UnknownInterface => " is no interface: take its name or its index",
            Kind::BadMark => " is no mark: take VALUE or VALUE/MASK, 0x for hexadecimal",
            Kind::UnknownCgroup => " is no cgroup: take the path of its directory on the cgroup2 mount",
        })
    }
}

impl std::error::Error for FilterError {}
