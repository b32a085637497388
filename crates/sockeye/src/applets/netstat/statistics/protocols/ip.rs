//! What IPv4 and IPv6 have done (RFC 4293).

use super::{Row, Rule::*, row};
use crate::texts::Phrase;

const TOTAL_PACKETS_RECEIVED: Phrase =
    Phrase::new("statistics-total-packets-received", "{count} total packets received");
const WITH_INVALID_HEADERS: Phrase = Phrase::new("statistics-with-invalid-headers", "{count} with invalid headers");
const WITH_INVALID_ADDRESSES: Phrase =
    Phrase::new("statistics-with-invalid-addresses", "{count} with invalid addresses");
const FORWARDED: Phrase = Phrase::new("statistics-forwarded", "{count} forwarded");
const WITH_UNKNOWN_PROTOCOL: Phrase = Phrase::new("statistics-with-unknown-protocol", "{count} with unknown protocol");
const INCOMING_PACKETS_DISCARDED: Phrase =
    Phrase::new("statistics-incoming-packets-discarded", "{count} incoming packets discarded");
const INCOMING_PACKETS_DELIVERED: Phrase =
    Phrase::new("statistics-incoming-packets-delivered", "{count} incoming packets delivered");
const REQUESTS_SENT_OUT: Phrase = Phrase::new("statistics-requests-sent-out", "{count} requests sent out");
const OUTGOING_PACKETS_DROPPED: Phrase =
    Phrase::new("statistics-outgoing-packets-dropped", "{count} outgoing packets dropped");
const DROPPED_BECAUSE_OF_MISSING_ROUTE: Phrase =
    Phrase::new("statistics-dropped-because-of-missing-route", "{count} dropped because of missing route");
const FRAGMENTS_DROPPED_AFTER_TIMEOUT: Phrase =
    Phrase::new("statistics-fragments-dropped-after-timeout", "{count} fragments dropped after timeout");
const REASSEMBLIES_REQUIRED: Phrase = Phrase::new("statistics-reassemblies-required", "{count} reassemblies required");
const PACKETS_REASSEMBLED_OK: Phrase =
    Phrase::new("statistics-packets-reassembled-ok", "{count} packets reassembled ok");
const PACKET_REASSEMBLIES_FAILED: Phrase =
    Phrase::new("statistics-packet-reassemblies-failed", "{count} packet reassemblies failed");
const OUTGOING_PACKETS_FRAGMENTED_OK: Phrase =
    Phrase::new("statistics-outgoing-packets-fragmented-ok", "{count} outgoing packets fragmented ok");
const OUTGOING_PACKETS_FAILED_FRAGMENTATION: Phrase =
    Phrase::new("statistics-outgoing-packets-failed-fragmentation", "{count} outgoing packets failed fragmentation");
const FRAGMENTS_CREATED: Phrase = Phrase::new("statistics-fragments-created", "{count} fragments created");

/// Counters of IPv4.
pub(super) const IPV4: &[Row] = &[
    ("DefaultTTL", Never),
    ("InReceives", Always(TOTAL_PACKETS_RECEIVED)),
    ("InHdrErrors", NotZero(WITH_INVALID_HEADERS)),
    ("InAddrErrors", NotZero(WITH_INVALID_ADDRESSES)),
    ("ForwDatagrams", Always(FORWARDED)),
    ("InUnknownProtos", NotZero(WITH_UNKNOWN_PROTOCOL)),
    ("InDiscards", Always(INCOMING_PACKETS_DISCARDED)),
    ("InDelivers", Always(INCOMING_PACKETS_DELIVERED)),
    ("OutRequests", Always(REQUESTS_SENT_OUT)),
    ("OutDiscards", NotZero(OUTGOING_PACKETS_DROPPED)),
    ("OutNoRoutes", NotZero(DROPPED_BECAUSE_OF_MISSING_ROUTE)),
    ("ReasmTimeout", NotZero(FRAGMENTS_DROPPED_AFTER_TIMEOUT)),
    ("ReasmReqds", NotZero(REASSEMBLIES_REQUIRED)),
    ("ReasmOKs", NotZero(PACKETS_REASSEMBLED_OK)),
    ("ReasmFails", NotZero(PACKET_REASSEMBLIES_FAILED)),
    ("FragOKs", NotZero(OUTGOING_PACKETS_FRAGMENTED_OK)),
    ("FragFails", NotZero(OUTGOING_PACKETS_FAILED_FRAGMENTATION)),
    ("FragCreates", NotZero(FRAGMENTS_CREATED)),
];

/// Counters of IPv6. Their names begin with its title, and some are its own.
pub(super) const IPV6: &[Row] = &[
    ("Ip6InReceives", Always(TOTAL_PACKETS_RECEIVED)),
    ("Ip6InHdrErrors", NotZero(WITH_INVALID_HEADERS)),
    row!(NotZero, "Ip6InTooBigErrors", "ip6-in-too-big-errors", "{count} with packets too big"),
    row!(NotZero, "Ip6InNoRoutes", "ip6-in-no-routes", "{count} incoming packets with no route"),
    ("Ip6InAddrErrors", NotZero(WITH_INVALID_ADDRESSES)),
    ("Ip6InUnknownProtos", NotZero(WITH_UNKNOWN_PROTOCOL)),
    row!(NotZero, "Ip6InTruncatedPkts", "ip6-in-truncated-pkts", "{count} with truncated packets"),
    ("Ip6InDiscards", Always(INCOMING_PACKETS_DISCARDED)),
    ("Ip6InDelivers", Always(INCOMING_PACKETS_DELIVERED)),
    ("Ip6OutForwDatagrams", Always(FORWARDED)),
    ("Ip6OutRequests", Always(REQUESTS_SENT_OUT)),
    ("Ip6OutDiscards", NotZero(OUTGOING_PACKETS_DROPPED)),
    ("Ip6OutNoRoutes", NotZero(DROPPED_BECAUSE_OF_MISSING_ROUTE)),
    ("Ip6ReasmTimeout", NotZero(FRAGMENTS_DROPPED_AFTER_TIMEOUT)),
    ("Ip6ReasmReqds", NotZero(REASSEMBLIES_REQUIRED)),
    ("Ip6ReasmOKs", NotZero(PACKETS_REASSEMBLED_OK)),
    ("Ip6ReasmFails", NotZero(PACKET_REASSEMBLIES_FAILED)),
    ("Ip6FragOKs", NotZero(OUTGOING_PACKETS_FRAGMENTED_OK)),
    ("Ip6FragFails", NotZero(OUTGOING_PACKETS_FAILED_FRAGMENTATION)),
    ("Ip6FragCreates", NotZero(FRAGMENTS_CREATED)),
    row!(NotZero, "Ip6InMcastPkts", "ip6-in-mcast-pkts", "{count} incoming multicast packets"),
    row!(NotZero, "Ip6OutMcastPkts", "ip6-out-mcast-pkts", "{count} outgoing multicast packets"),
];
