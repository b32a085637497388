//! What SCTP has done (RFC 3873).

use super::{Row, Rule::*, row};

/// Counters of SCTP. Their names begin with its title.
pub(super) const SCTP: &[Row] = &[
    row!(Always, "SctpCurrEstab", "sctp-curr-estab", "{count} Current Associations"),
    row!(Always, "SctpActiveEstabs", "sctp-active-estabs", "{count} Active Associations"),
    row!(Always, "SctpPassiveEstabs", "sctp-passive-estabs", "{count} Passive Associations"),
    row!(AlwaysAndBlank, "SctpAborteds", "sctp-aborteds", "{count} Number of Aborteds"),
    row!(Always, "SctpShutdowns", "sctp-shutdowns", "{count} Number of Graceful Terminations"),
    row!(Always, "SctpOutOfBlues", "sctp-out-of-blues", "{count} Number of Out of Blue packets"),
    row!(Always, "SctpChecksumErrors", "sctp-checksum-errors", "{count} Number of Packets with invalid Checksum"),
    row!(Always, "SctpOutCtrlChunks", "sctp-out-ctrl-chunks", "{count} Number of control chunks sent"),
    row!(Always, "SctpOutOrderChunks", "sctp-out-order-chunks", "{count} Number of ordered chunks sent"),
    row!(Always, "SctpOutUnorderChunks", "sctp-out-unorder-chunks", "{count} Number of Unordered chunks sent"),
    row!(Always, "SctpInCtrlChunks", "sctp-in-ctrl-chunks", "{count} Number of control chunks received"),
    row!(Always, "SctpInOrderChunks", "sctp-in-order-chunks", "{count} Number of ordered chunks received"),
    row!(Always, "SctpInUnorderChunks", "sctp-in-unorder-chunks", "{count} Number of Unordered chunks received"),
    row!(Always, "SctpFragUsrMsgs", "sctp-frag-usr-msgs", "{count} Number of messages fragmented"),
    row!(AlwaysAndBlank, "SctpReasmUsrMsgs", "sctp-reasm-usr-msgs", "{count} Number of messages reassembled"),
    row!(Always, "SctpOutSCTPPacks", "sctp-out-sctp-packs", "{count} Number of SCTP packets sent"),
    row!(Always, "SctpInSCTPPacks", "sctp-in-sctp-packs", "{count} Number of SCTP packets received"),
];
