//! What came of one performance.

use std::fmt;
use std::time::Duration;

use super::wire::Flow;

/// Everything that was seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// Of each actor.
    pub(super) told: Vec<Told>,
    /// What passed between them.
    pub(super) flows: Vec<Flow>,
}

/// What one actor told.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// Standard output, or what a peer received.
    pub(super) output: Vec<u8>,
    pub(super) errors: Vec<u8>,
    /// What happened to it.
    pub(super) events: Vec<Event>,
    /// How it ended, and when.
    pub(super) end: Option<(End, Duration)>,
}

/// Something that happened at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) what: String,
    pub(super) at: Duration,
}

/// How an actor ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Status(i32),
    Signal(i32),
    /// Not by itself.
    StillThere,
    /// A peer, which has no status.
    Closed,
}

impl fmt::Display for End {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(formatter, "status {status}"),
            Self::Signal(signal) => write!(formatter, "killed by signal {signal}"),
            Self::StillThere => formatter.write_str("does not end"),
            Self::Closed => formatter.write_str("closed"),
        }
    }
}
