//! What TCP has done (RFC 4022).

use super::{Row, Rule::*, row};

/// Counters of TCP, over both IP versions.
pub(super) const TCP: &[Row] = &[
    ("RtoAlgorithm", Never),
    ("RtoMin", Never),
    ("RtoMax", Never),
    ("MaxConn", Never),
    row!(Always, "ActiveOpens", "active-opens", "{count} active connection openings"),
    row!(Always, "PassiveOpens", "passive-opens", "{count} passive connection openings"),
    row!(Always, "AttemptFails", "attempt-fails", "{count} failed connection attempts"),
    row!(Always, "EstabResets", "estab-resets", "{count} connection resets received"),
    row!(Always, "CurrEstab", "curr-estab", "{count} connections established"),
    row!(Always, "InSegs", "in-segs", "{count} segments received"),
    row!(Always, "OutSegs", "out-segs", "{count} segments sent out"),
    row!(Always, "RetransSegs", "retrans-segs", "{count} segments retransmitted"),
    row!(Always, "InErrs", "in-errs", "{count} bad segments received"),
    row!(Always, "OutRsts", "out-rsts", "{count} resets sent"),
];
