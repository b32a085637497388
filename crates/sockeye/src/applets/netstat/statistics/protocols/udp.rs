//! What UDP has done (RFC 4113).

use super::{Row, Rule::*, row};
use crate::texts::Phrase;

const PACKETS_RECEIVED: Phrase = Phrase::new("statistics-packets-received", "{count} packets received");
const PACKETS_TO_UNKNOWN_PORT_RECEIVED: Phrase =
    Phrase::new("statistics-packets-to-unknown-port-received", "{count} packets to unknown port received");
const PACKET_RECEIVE_ERRORS: Phrase = Phrase::new("statistics-packet-receive-errors", "{count} packet receive errors");
const PACKETS_SENT: Phrase = Phrase::new("statistics-packets-sent", "{count} packets sent");

/// Counters of UDP over IPv4.
pub(super) const UDP: &[Row] = &[
    ("InDatagrams", Always(PACKETS_RECEIVED)),
    ("NoPorts", Always(PACKETS_TO_UNKNOWN_PORT_RECEIVED)),
    ("InErrors", Always(PACKET_RECEIVE_ERRORS)),
    ("OutDatagrams", Always(PACKETS_SENT)),
    row!(Always, "RcvbufErrors", "rcvbuf-errors", "{count} receive buffer errors"),
    row!(Always, "SndbufErrors", "sndbuf-errors", "{count} send buffer errors"),
];

/// Counters of UDP over IPv6. The original has no sentences for its buffers.
pub(super) const UDP_OVER_IPV6: &[Row] = &[
    ("Udp6InDatagrams", Always(PACKETS_RECEIVED)),
    ("Udp6NoPorts", Always(PACKETS_TO_UNKNOWN_PORT_RECEIVED)),
    ("Udp6InErrors", Always(PACKET_RECEIVE_ERRORS)),
    ("Udp6OutDatagrams", Always(PACKETS_SENT)),
];
