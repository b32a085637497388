//! Words of ours for how a session ended.

use relay::pump::{Cause, Troubles};

/// A session that could not go on.
pub(super) const FAILED: &str = "failed";

/// Every word for why a session ended.
pub(super) const REASONS: [&str; 4] = ["both_ended", "peer_ended", "idle", FAILED];

/// Why a session ended that did not fail.
pub(super) fn reason(cause: Cause) -> &'static str {
    match cause {
        Cause::BothEnded => "both_ended",
        Cause::PeerEnded => "peer_ended",
        Cause::Idle => "idle",
    }
}

/// What went wrong on the way, as far as the record is concerned: first what concerns the peer.
pub(super) fn trouble(troubles: &Troubles) -> Option<String> {
    let all = [
        ("receiving", &troubles.receiving),
        ("sending", &troubles.sending),
        ("writing the output", &troubles.output),
        ("reading the input", &troubles.input),
    ];
    all.into_iter().find_map(|(what, error)| Some(format!("{what}: {}", error.as_ref()?)))
}
