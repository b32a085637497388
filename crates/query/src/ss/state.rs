//! The `state` and `exclude` words before an expression.

use super::error::{FilterError, FilterErrorKind, Position};
use super::scope::ScopeBuilder;
use model::{State, StateSet};
use std::ffi::OsStr;

/// Reads the leading `state STATE`, `exclude STATE` and `excl STATE` words into the scope and says at which word the
/// expression begins.
pub(super) fn read<W: AsRef<OsStr>>(words: &[W], scope: &mut ScopeBuilder) -> Result<usize, FilterError> {
    let mut at = 0;
    while let Some(word) = words.get(at).map(AsRef::as_ref) {
        let exclude = match word.as_encoded_bytes() {
            b"state" => false,
            b"exclude" | b"excl" => true,
            _ => break,
        };
        let error = |kind, word: &OsStr, at| FilterError {
            kind,
            text: word.to_string_lossy().into_owned(),
            position: Position { word: at, offset: 0 },
        };
        let name =
            words.get(at + 1).map(AsRef::as_ref).ok_or_else(|| error(FilterErrorKind::MissingState, word, at))?;
        let states =
            name.to_str().and_then(states_named).ok_or_else(|| error(FilterErrorKind::UnknownState, name, at + 1))?;
        match exclude {
            true => scope.exclude_states(states),
            false => scope.add_states(states),
        }
        at += 2;
    }
    Ok(at)
}

/// The states that a word stands for, without regard to case.
fn states_named(word: &str) -> Option<StateSet> {
    let all_but =
        |states: &[State]| states.iter().fold(StateSet::ALL, |rest, state| rest.difference(StateSet::from(*state)));
    Some(match word.to_ascii_lowercase().as_str() {
        "all" => StateSet::ALL,
        "connected" => all_but(&[State::Close, State::Listen]),
        "synchronized" => all_but(&[State::Close, State::Listen, State::SynSent]),
        "bucket" => StateSet::from(State::SynRecv).union(State::TimeWait.into()),
        "big" => all_but(&[State::SynRecv, State::TimeWait]),
        "established" => State::Established.into(),
        "syn-sent" => State::SynSent.into(),
        "syn-recv" | "syn-rcv" => State::SynRecv.into(),
        "fin-wait-1" => State::FinWait1.into(),
        "fin-wait-2" => State::FinWait2.into(),
        "time-wait" => State::TimeWait.into(),
        "close" | "closed" | "unconnected" => State::Close.into(),
        "close-wait" => State::CloseWait.into(),
        "last-ack" => State::LastAck.into(),
        "listening" => State::Listen.into(),
        "closing" => State::Closing.into(),
        // Not in `all`: 6.1, whose classes these are, does not know it.
        "bound-inactive" => State::BoundInactive.into(),
        // The kernel's state number 0, which no socket has.
        "unknown" => StateSet::of_kernel_number(0),
        _ => return None,
    })
}
