//! How `sockeye watch` names what happens: events, reasons and roles. States are called as in every view.

use crate::commands::columns;
use model::{EventKind, Role, State, Transport, Why};
use render::value::Value;
use std::borrow::Cow;

/// A state, for people.
pub(super) fn state(transport: Transport, state: State) -> Cow<'static, str> {
    match columns::state_names(transport, state) {
        Some((word, _)) => Cow::Borrowed(word),
        None => Cow::Owned(columns::unnamed_state(state)),
    }
}

/// The same for programs (`network.connection.state`).
pub(super) fn state_value(transport: Transport, state: State) -> Value<'static> {
    match columns::state_names(transport, state) {
        Some((_, word)) => Value::Word(word),
        None => Value::Text(columns::unnamed_state(state).into_bytes().into()),
    }
}

/// Every kind of event, for the schema.
pub(super) const KINDS: [EventKind; 8] = [
    EventKind::State { old: None, new: State::Established },
    EventKind::Accepted,
    EventKind::ConnectFailed,
    EventKind::Retransmitted { state: State::Established },
    EventKind::ResetSent,
    EventKind::Bound,
    EventKind::Connected,
    EventKind::Closed,
];

/// Every reason for an end, likewise.
pub(super) const REASONS: [Why; 11] = [
    Why::Closed,
    Why::ClosedHere,
    Why::ResetByPeer,
    Why::ResetHere,
    Why::Refused,
    Why::TimedOut,
    Why::Unreachable,
    Why::GivenUp,
    Why::Aborted,
    Why::Failed(0),
    Why::Unknown,
];

/// Every role, likewise.
pub(super) const ROLES: [Role; 8] =
    [Role::Connected, Role::Listens, Role::Accepted, Role::Bound, Role::Used, Role::Closed, Role::Holds, Role::Queues];

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

/// A span as values have it.
pub(super) fn micros(span: std::time::Duration) -> model::Micros {
    model::Micros(span.as_micros().try_into().unwrap_or(u64::MAX))
}
