//! `SOCKEYE_OWNERS`: how every tool finds who holds sockets, `bpf` or `proc`; whichever is quicker otherwise.

use sources::owners::Way;
use std::ffi::{OsStr, OsString};

/// The way that the environment asks for, `variable` telling what it says by name.
pub(crate) fn asked_for(variable: impl Fn(&str) -> Option<OsString>) -> Way {
    match variable("SOCKEYE_OWNERS").as_deref().and_then(OsStr::to_str) {
        Some("bpf") => Way::Bpf,
        Some("proc") => Way::Proc,
        _ => Way::Quickest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_no_way_leave_it_open() {
        let way = |value: &str| asked_for(|name| (name == "SOCKEYE_OWNERS").then(|| value.into()));
        assert_eq!([way("bpf"), way("proc"), way("BPF"), way("")], [Way::Bpf, Way::Proc, Way::Quickest, Way::Quickest]);
        assert_eq!(asked_for(|_| None), Way::Quickest);
    }
}
