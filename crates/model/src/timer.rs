//! The timer that runs on a TCP socket (`idiag_timer`, `include/uapi/linux/inet_diag.h`).

use crate::Millis;

/// Which timer runs, when it fires and how often it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timer {
    /// What the timer is for.
    pub kind: TimerKind,
    /// Time until it fires.
    pub expires: Millis,
    /// Retransmissions or probes so far.
    pub retransmits: u8,
}

/// What a running timer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerKind {
    /// No timer runs.
    Off,
    /// Retransmission, or an early one (tail loss probe, reordering).
    Retransmit,
    /// Keepalive.
    Keepalive,
    /// The end of TIME-WAIT.
    TimeWait,
    /// Zero-window probe.
    Probe,
    /// A number that this program does not know.
    Other(u8),
}

impl TimerKind {
    /// The timer with this kernel number.
    pub fn from_kernel(number: u8) -> Self {
        match number {
            0 => Self::Off,
            1 => Self::Retransmit,
            2 => Self::Keepalive,
            3 => Self::TimeWait,
            4 => Self::Probe,
            other => Self::Other(other),
        }
    }
}
