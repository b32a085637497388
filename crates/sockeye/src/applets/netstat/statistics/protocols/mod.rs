//! What is said about which counter: a row each, by protocol. What stands in no row is shown by its name.
//!
//! Names are the kernel's; a few that no kernel writes any more are kept, for hosts that run one which does.

mod icmp;
mod ip;
mod sctp;
mod tcp;
mod tcp_extensions;
mod udp;

use crate::applets::netstat::args::Table;
use crate::texts::Phrase;

/// A counter by its name, and how it is shown.
type Row = (&'static str, Rule);

/// When a counter is shown, where, and as which sentence, with the number in place of `{count}`.
#[derive(Debug)]
pub(super) enum Rule {
    /// It tells nothing.
    Never,
    /// Always.
    Always(Phrase),
    /// Always, and with a blank behind the sentence, which the original has there.
    AlwaysAndBlank(Phrase),
    /// Where anything was counted.
    NotZero(Phrase),
    /// Where anything was counted, in the histogram of ICMP messages received.
    Received(Phrase),
    /// Where anything was counted, in the histogram of ICMP messages sent.
    Sent(Phrase),
}

impl Rule {
    /// The sentence.
    pub(super) fn phrase(&self) -> Option<&Phrase> {
        match self {
            Self::Never => None,
            Self::Always(phrase)
            | Self::AlwaysAndBlank(phrase)
            | Self::NotZero(phrase)
            | Self::Received(phrase)
            | Self::Sent(phrase) => Some(phrase),
        }
    }

    /// Whether it is said of nothing, too.
    pub(super) fn says_zero(&self) -> bool {
        matches!(self, Self::Always(_) | Self::AlwaysAndBlank(_))
    }
}

/// A row whose sentence belongs to its counter alone: rule, counter, the sentence's name in the catalogues behind `statistics-`,
/// and the sentence.
macro_rules! row {
    ($rule:ident, $name:literal, $key:literal, $english:literal) => {
        ($name, $rule($crate::texts::Phrase::new(concat!("statistics-", $key), $english)))
    };
}
use row;

/// A protocol that the original knows.
#[derive(Debug)]
pub(super) struct Protocol {
    title: &'static str,
    /// Which table of sockets asks for it. Protocols that are not known here are asked for by any.
    pub(super) table: Table,
    rows: &'static [Row],
}

const PROTOCOLS: &[Protocol] = &[
    Protocol { title: "Ip", table: Table::Raw, rows: ip::IPV4 },
    Protocol { title: "Icmp", table: Table::Raw, rows: icmp::ICMPV4 },
    Protocol { title: "Tcp", table: Table::Tcp, rows: tcp::TCP },
    Protocol { title: "TcpExt", table: Table::Tcp, rows: tcp_extensions::TCP_EXTENSIONS },
    Protocol { title: "Udp", table: Table::Udp, rows: udp::UDP },
    Protocol { title: "Sctp", table: Table::Sctp, rows: sctp::SCTP },
    Protocol { title: "Ip6", table: Table::Raw, rows: ip::IPV6 },
    Protocol { title: "Icmp6", table: Table::Raw, rows: icmp::ICMPV6 },
    Protocol { title: "Tcp6", table: Table::Tcp, rows: &[] },
    Protocol { title: "Udp6", table: Table::Udp, rows: udp::UDP_OVER_IPV6 },
];

impl Protocol {
    /// The protocol with this title in the kernel's files.
    pub(super) fn by_title(title: &[u8]) -> Option<&'static Self> {
        PROTOCOLS.iter().find(|protocol| protocol.title.as_bytes() == title)
    }

    /// How the counter with this name is shown.
    pub(super) fn rule(&self, name: &[u8]) -> Option<&'static Rule> {
        self.rows.iter().find(|(known, _)| known.as_bytes() == name).map(|(_, rule)| rule)
    }
}

/// Every sentence, once for each counter that it is said of.
#[cfg(test)]
pub(super) fn phrases() -> impl Iterator<Item = &'static Phrase> {
    PROTOCOLS.iter().flat_map(|protocol| protocol.rows).filter_map(|(_, rule)| rule.phrase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_has_one_row_and_a_sentence_one_number() {
        for Protocol { title, rows, .. } in PROTOCOLS {
            for (at, (name, _)) in rows.iter().enumerate() {
                assert!(rows[..at].iter().all(|(other, _)| other != name), "{name} stands in two rows of {title}");
            }
        }
        assert!(phrases().count() > 170, "{}", phrases().count());
        for phrase in phrases() {
            assert_eq!(phrase.english.matches("{count}").count(), 1, "{phrase:?}");
        }
    }
}
