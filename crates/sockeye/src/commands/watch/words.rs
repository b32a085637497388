//! How `sockeye watch` names what happens: events, states, reasons and roles.

use model::{EventKind, Role, State, Why};
use std::borrow::Cow;

/// A state as RFC 9293 writes it.
pub(super) fn state(state: State) -> &'static str {
    match state {
        State::Established => "ESTABLISHED",
        State::SynSent => "SYN-SENT",
        State::SynRecv | State::NewSynRecv => "SYN-RECEIVED",
        State::FinWait1 => "FIN-WAIT-1",
        State::FinWait2 => "FIN-WAIT-2",
        State::TimeWait => "TIME-WAIT",
        State::Close => "CLOSED",
        State::CloseWait => "CLOSE-WAIT",
        State::LastAck => "LAST-ACK",
        State::Listen => "LISTEN",
        State::Closing => "CLOSING",
        State::BoundInactive => "BOUND",
        State::Other(_) => "?",
    }
}

/// What happened, in a word for programs.
pub(super) fn kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::State { .. } => "state",
        EventKind::Accepted => "accepted",
        EventKind::ConnectFailed => "connect_failed",
        EventKind::Retransmitted { .. } => "retransmitted",
        EventKind::ResetSent => "reset_sent",
        EventKind::Bound => "bound",
        EventKind::Connected => "connected",
        EventKind::Closed => "closed",
    }
}

/// What happened beside changes of state, in words for people.
pub(super) fn happening(kind: EventKind) -> &'static str {
    match kind {
        EventKind::State { .. } => "",
        EventKind::Accepted => "accepted",
        EventKind::ConnectFailed => "not connected",
        EventKind::Retransmitted { .. } => "sent again",
        EventKind::ResetSent => "reset sent",
        EventKind::Bound => "bound",
        EventKind::Connected => "connected",
        EventKind::Closed => "closed",
    }
}

/// Why a connection ended, in words for people.
pub(super) fn why(why: Why) -> Cow<'static, str> {
    Cow::Borrowed(match why {
        Why::Closed => "closed",
        Why::ClosedHere => "closed here, not by the peer",
        Why::ResetByPeer => "reset by peer",
        Why::ResetHere => "reset here",
        Why::Refused => "refused",
        Why::TimedOut => "timed out",
        Why::Unreachable => "unreachable",
        Why::GivenUp => "given up",
        Why::Aborted => "aborted from outside",
        Why::Failed(error) => return Cow::Owned(std::io::Error::from_raw_os_error(error.into()).to_string()),
        Why::Unknown => "not told",
    })
}

/// The same for programs.
pub(super) fn reason(why: Why) -> &'static str {
    match why {
        Why::Closed => "closed",
        Why::ClosedHere => "closed_here",
        Why::ResetByPeer => "reset_by_peer",
        Why::ResetHere => "reset_here",
        Why::Refused => "refused",
        Why::TimedOut => "timed_out",
        Why::Unreachable => "unreachable",
        Why::GivenUp => "given_up",
        Why::Aborted => "aborted",
        Why::Failed(_) => "failed",
        Why::Unknown => "unknown",
    }
}

/// By what a process is known to be the socket's.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Connected => "connected",
        Role::Listens => "listens",
        Role::Accepted => "accepted",
        Role::Bound => "bound",
        Role::Used => "used",
        Role::Closed => "closed",
        Role::Holds => "holds",
        Role::Queues => "queues",
    }
}

/// Whether a connection that ended so failed.
pub(super) fn is_failure(why: Why) -> bool {
    !matches!(why, Why::Closed | Why::ClosedHere | Why::GivenUp | Why::Unknown)
}

/// A state as OpenTelemetry writes it (`network.connection.state`).
pub(super) fn state_field(state: State) -> &'static str {
    match state {
        State::Established => "established",
        State::SynSent => "syn_sent",
        State::SynRecv | State::NewSynRecv => "syn_received",
        State::FinWait1 => "fin_wait_1",
        State::FinWait2 => "fin_wait_2",
        State::TimeWait => "time_wait",
        State::Close => "closed",
        State::CloseWait => "close_wait",
        State::LastAck => "last_ack",
        State::Listen => "listen",
        State::Closing => "closing",
        State::BoundInactive => "bound",
        State::Other(_) => "unknown",
    }
}

/// A transport as OpenTelemetry writes it (`network.transport`).
pub(super) fn transport(transport: model::Transport) -> &'static str {
    if transport == model::Transport::Udp { "udp" } else { "tcp" }
}

/// A span as values have it.
pub(super) fn micros(span: std::time::Duration) -> model::Micros {
    model::Micros(span.as_micros().try_into().unwrap_or(u64::MAX))
}
