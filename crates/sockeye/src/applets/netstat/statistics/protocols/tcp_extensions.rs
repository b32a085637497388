//! What else TCP has done: counters of Linux itself, newest and oldest kernels' together.

use super::{Row, Rule::*, row};

/// Counters that no MIB knows.
pub(super) const TCP_EXTENSIONS: &[Row] = &[
    row!(NotZero, "SyncookiesSent", "syncookies-sent", "{count} SYN cookies sent"),
    row!(NotZero, "SyncookiesRecv", "syncookies-recv", "{count} SYN cookies received"),
    row!(NotZero, "SyncookiesFailed", "syncookies-failed", "{count} invalid SYN cookies received"),
    row!(NotZero, "EmbryonicRsts", "embryonic-rsts", "{count} resets received for embryonic SYN_RECV sockets"),
    row!(
        NotZero,
        "PruneCalled",
        "prune-called",
        "{count} packets pruned from receive queue because of socket buffer overrun"
    ),
    row!(NotZero, "RcvPruned", "rcv-pruned", "{count} packets pruned from receive queue"),
    row!(
        NotZero,
        "OfoPruned",
        "ofo-pruned",
        "{count} packets dropped from out-of-order queue because of socket buffer overrun"
    ),
    row!(
        NotZero,
        "OutOfWindowIcmps",
        "out-of-window-icmps",
        "{count} ICMP packets dropped because they were out-of-window"
    ),
    row!(NotZero, "LockDroppedIcmps", "lock-dropped-icmps", "{count} ICMP packets dropped because socket was locked"),
    row!(NotZero, "TW", "tw", "{count} TCP sockets finished time wait in fast timer"),
    row!(NotZero, "TWRecycled", "tw-recycled", "{count} time wait sockets recycled by time stamp"),
    row!(NotZero, "PAWSActive", "paws-active", "{count} active connections rejected because of time stamp"),
    row!(
        NotZero,
        "PAWSEstab",
        "paws-estab",
        "{count} packets rejected in established connections because of timestamp"
    ),
    row!(NotZero, "DelayedACKs", "delayed-acks", "{count} delayed acks sent"),
    row!(
        NotZero,
        "DelayedACKLocked",
        "delayed-ack-locked",
        "{count} delayed acks further delayed because of locked socket"
    ),
    row!(NotZero, "DelayedACKLost", "delayed-ack-lost", "Quick ack mode was activated {count} times"),
    row!(NotZero, "ListenOverflows", "listen-overflows", "{count} times the listen queue of a socket overflowed"),
    row!(NotZero, "ListenDrops", "listen-drops", "{count} SYNs to LISTEN sockets dropped"),
    row!(Always, "TCPHPHits", "tcp-hp-hits", "{count} packet headers predicted"),
    row!(NotZero, "TCPPureAcks", "tcp-pure-acks", "{count} acknowledgments not containing data payload received"),
    row!(NotZero, "TCPHPAcks", "tcp-hp-acks", "{count} predicted acknowledgments"),
    row!(
        NotZero,
        "TCPRenoRecovery",
        "tcp-reno-recovery",
        "{count} times recovered from packet loss due to fast retransmit"
    ),
    row!(NotZero, "TCPSACKReorder", "tcp-sack-reorder", "Detected reordering {count} times using SACK"),
    row!(NotZero, "TCPRenoReorder", "tcp-reno-reorder", "Detected reordering {count} times using reno fast retransmit"),
    row!(NotZero, "TCPTSReorder", "tcp-ts-reorder", "Detected reordering {count} times using time stamp"),
    row!(NotZero, "TCPFullUndo", "tcp-full-undo", "{count} congestion windows fully recovered without slow start"),
    row!(
        NotZero,
        "TCPPartialUndo",
        "tcp-partial-undo",
        "{count} congestion windows partially recovered using Hoe heuristic"
    ),
    row!(
        NotZero,
        "TCPLossUndo",
        "tcp-loss-undo",
        "{count} congestion windows recovered without slow start after partial ack"
    ),
    row!(NotZero, "TCPRenoFailures", "tcp-reno-failures", "{count} timeouts after reno fast retransmit"),
    row!(NotZero, "TCPLossFailures", "tcp-loss-failures", "{count} timeouts in loss state"),
    row!(NotZero, "TCPFastRetrans", "tcp-fast-retrans", "{count} fast retransmits"),
    row!(NotZero, "TCPSlowStartRetrans", "tcp-slow-start-retrans", "{count} retransmits in slow start"),
    row!(
        NotZero,
        "TCPRcvCollapsed",
        "tcp-rcv-collapsed",
        "{count} packets collapsed in receive queue due to low socket buffer"
    ),
    row!(NotZero, "TCPAbortOnData", "tcp-abort-on-data", "{count} connections reset due to unexpected data"),
    row!(NotZero, "TCPAbortOnClose", "tcp-abort-on-close", "{count} connections reset due to early user close"),
    row!(NotZero, "TCPAbortOnMemory", "tcp-abort-on-memory", "{count} connections aborted due to memory pressure"),
    row!(NotZero, "TCPAbortOnTimeout", "tcp-abort-on-timeout", "{count} connections aborted due to timeout"),
    row!(
        NotZero,
        "TCPAbortOnLinger",
        "tcp-abort-on-linger",
        "{count} connections aborted after user close in linger timeout"
    ),
    row!(NotZero, "TCPAbortFailed", "tcp-abort-failed", "{count} times unable to send RST due to no memory"),
    row!(NotZero, "TCPMemoryPressures", "tcp-memory-pressures", "TCP ran low on memory {count} times"),
    row!(NotZero, "PAWSPassive", "paws-passive", "{count} passive connections rejected because of time stamp"),
    row!(NotZero, "SockMallocOOM", "sock-malloc-oom", "Ran {count} times out of system memory during packet sending"),
    row!(NotZero, "TCPAbortOnSyn", "tcp-abort-on-syn", "{count} connections reset due to unexpected SYN"),
    row!(
        NotZero,
        "TCPDirectCopyFromBacklog",
        "tcp-direct-copy-from-backlog",
        "{count} bytes directly in process context from backlog"
    ),
    row!(NotZero, "TCPFACKReorder", "tcp-fack-reorder", "Detected reordering {count} times using FACK"),
    row!(NotZero, "TCPForwardRetrans", "tcp-forward-retrans", "{count} forward retransmits"),
    row!(
        NotZero,
        "TCPHPHitsToUser",
        "tcp-hp-hits-to-user",
        "{count} packet headers predicted and directly queued to user"
    ),
    row!(NotZero, "TCPLostRetransmits", "tcp-lost-retransmits", "{count} retransmits lost"),
    row!(NotZero, "TCPPrequeued", "tcp-prequeued", "{count} packets directly queued to recvmsg prequeue"),
    row!(
        NotZero,
        "TCPSchedulerFailed",
        "tcp-scheduler-failed",
        "{count} times receiver scheduled too late for direct processing"
    ),
];
