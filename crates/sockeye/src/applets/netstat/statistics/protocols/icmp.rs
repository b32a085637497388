//! What ICMP and ICMPv6 have done (RFC 4293, with the types of RFC 792, 4443, 4861 and 2710).

use super::{Row, Rule::*, row};
use crate::texts::Phrase;

const ICMP_MESSAGES_RECEIVED: Phrase =
    Phrase::new("statistics-icmp-messages-received", "{count} ICMP messages received");
const INPUT_ICMP_MESSAGE_FAILED: Phrase =
    Phrase::new("statistics-input-icmp-message-failed", "{count} input ICMP message failed");
const DESTINATION_UNREACHABLE: Phrase =
    Phrase::new("statistics-destination-unreachable", "destination unreachable: {count}");
const WRONG_PARAMETERS: Phrase = Phrase::new("statistics-wrong-parameters", "wrong parameters: {count}");
const REDIRECTS: Phrase = Phrase::new("statistics-redirects", "redirects: {count}");
const ECHO_REQUESTS: Phrase = Phrase::new("statistics-echo-requests", "echo requests: {count}");
const ECHO_REPLIES: Phrase = Phrase::new("statistics-echo-replies", "echo replies: {count}");
const ADDRESS_MASK_REPLIES: Phrase = Phrase::new("statistics-address-mask-replies", "address mask replies: {count}");
const ICMP_MESSAGES_SENT: Phrase = Phrase::new("statistics-icmp-messages-sent", "{count} ICMP messages sent");
const PACKETS_TOO_BIG: Phrase = Phrase::new("statistics-packets-too-big", "packets too big: {count}");
const PARAMETER_PROBLEM: Phrase = Phrase::new("statistics-parameter-problem", "parameter problem: {count}");
const GROUP_MEMBER_QUERIES: Phrase = Phrase::new("statistics-group-member-queries", "group member queries: {count}");
const GROUP_MEMBER_RESPONSES: Phrase =
    Phrase::new("statistics-group-member-responses", "group member responses: {count}");
const GROUP_MEMBER_REDUCTIONS: Phrase =
    Phrase::new("statistics-group-member-reductions", "group member reductions: {count}");
const ROUTER_SOLICITS: Phrase = Phrase::new("statistics-router-solicits", "router solicits: {count}");

/// Counters of ICMP.
pub(super) const ICMPV4: &[Row] = &[
    ("InMsgs", Always(ICMP_MESSAGES_RECEIVED)),
    ("InErrors", Always(INPUT_ICMP_MESSAGE_FAILED)),
    ("InDestUnreachs", Received(DESTINATION_UNREACHABLE)),
    row!(Received, "InTimeExcds", "in-time-excds", "timeout in transit: {count}"),
    ("InParmProbs", Received(WRONG_PARAMETERS)),
    row!(Received, "InSrcQuenchs", "in-src-quenchs", "source quenches: {count}"),
    ("InRedirects", Received(REDIRECTS)),
    ("InEchos", Received(ECHO_REQUESTS)),
    ("InEchoReps", Received(ECHO_REPLIES)),
    row!(Received, "InTimestamps", "in-timestamps", "timestamp request: {count}"),
    row!(Received, "InTimestampReps", "in-timestamp-reps", "timestamp reply: {count}"),
    row!(Received, "InAddrMasks", "in-addr-masks", "address mask request: {count}"),
    ("InAddrMaskReps", Received(ADDRESS_MASK_REPLIES)),
    ("OutMsgs", Always(ICMP_MESSAGES_SENT)),
    row!(Always, "OutErrors", "out-errors", "{count} ICMP messages failed"),
    ("OutDestUnreachs", Sent(DESTINATION_UNREACHABLE)),
    row!(Sent, "OutTimeExcds", "out-time-excds", "time exceeded: {count}"),
    ("OutParmProbs", Sent(WRONG_PARAMETERS)),
    row!(Sent, "OutSrcQuenchs", "out-src-quenchs", "source quench: {count}"),
    row!(Sent, "OutRedirects", "out-redirects", "redirect: {count}"),
    ("OutEchos", Sent(ECHO_REQUESTS)),
    ("OutEchoReps", Sent(ECHO_REPLIES)),
    row!(Sent, "OutTimestamps", "out-timestamps", "timestamp requests: {count}"),
    row!(Sent, "OutTimestampReps", "out-timestamp-reps", "timestamp replies: {count}"),
    row!(Sent, "OutAddrMasks", "out-addr-masks", "address mask requests: {count}"),
    ("OutAddrMaskReps", Sent(ADDRESS_MASK_REPLIES)),
];

/// Counters of ICMPv6. Their names begin with its title, and its types are others.
pub(super) const ICMPV6: &[Row] = &[
    ("Icmp6InMsgs", Always(ICMP_MESSAGES_RECEIVED)),
    ("Icmp6InErrors", Always(INPUT_ICMP_MESSAGE_FAILED)),
    ("Icmp6OutMsgs", Always(ICMP_MESSAGES_SENT)),
    ("Icmp6InDestUnreachs", Received(DESTINATION_UNREACHABLE)),
    ("Icmp6InPktTooBigs", Received(PACKETS_TOO_BIG)),
    row!(Received, "Icmp6InTimeExcds", "icmp6-in-time-excds", "received ICMPv6 time exceeded: {count}"),
    ("Icmp6InParmProblems", Received(PARAMETER_PROBLEM)),
    ("Icmp6InEchos", Received(ECHO_REQUESTS)),
    ("Icmp6InEchoReplies", Received(ECHO_REPLIES)),
    ("Icmp6InGroupMembQueries", Received(GROUP_MEMBER_QUERIES)),
    ("Icmp6InGroupMembResponses", Received(GROUP_MEMBER_RESPONSES)),
    ("Icmp6InGroupMembReductions", Received(GROUP_MEMBER_REDUCTIONS)),
    ("Icmp6InRouterSolicits", Received(ROUTER_SOLICITS)),
    row!(Received, "Icmp6InRouterAdvertisements", "icmp6-in-router-advertisements", "router advertisement: {count}"),
    row!(Received, "Icmp6InNeighborSolicits", "icmp6-in-neighbor-solicits", "neighbour solicits: {count}"),
    row!(
        Received,
        "Icmp6InNeighborAdvertisements",
        "icmp6-in-neighbor-advertisements",
        "neighbour advertisement: {count}"
    ),
    ("Icmp6InRedirects", Received(REDIRECTS)),
    ("Icmp6OutDestUnreachs", Sent(DESTINATION_UNREACHABLE)),
    ("Icmp6OutPktTooBigs", Sent(PACKETS_TOO_BIG)),
    row!(Sent, "Icmp6OutTimeExcds", "icmp6-out-time-excds", "sent ICMPv6 time exceeded: {count}"),
    ("Icmp6OutParmProblems", Sent(PARAMETER_PROBLEM)),
    ("Icmp6OutEchos", Sent(ECHO_REQUESTS)),
    ("Icmp6OutEchoReplies", Sent(ECHO_REPLIES)),
    ("Icmp6OutGroupMembQueries", Sent(GROUP_MEMBER_QUERIES)),
    ("Icmp6OutGroupMembResponses", Sent(GROUP_MEMBER_RESPONSES)),
    ("Icmp6OutGroupMembReductions", Sent(GROUP_MEMBER_REDUCTIONS)),
    ("Icmp6OutRouterSolicits", Sent(ROUTER_SOLICITS)),
    row!(Sent, "Icmp6OutNeighborSolicits", "icmp6-out-neighbor-solicits", "neighbor solicits: {count}"),
    row!(
        Sent,
        "Icmp6OutNeighborAdvertisements",
        "icmp6-out-neighbor-advertisements",
        "neighbor advertisements: {count}"
    ),
    ("Icmp6OutRedirects", Sent(REDIRECTS)),
];
