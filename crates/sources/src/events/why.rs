//! Why a connection ended, and what the kernel keeps of it, from the signs on its socket.
//!
//! The kernel gives no reason: its state before, the error on the socket (errno(3)) and what the peer had sent tell it
//! (RFC 9293, sections 3.5 and 3.10; net/ipv4/tcp.c, tcp_input.c, tcp_timer.c, tcp_minisocks.c of the kernel).

use model::{State, Why};

/// errno(3), as on every architecture that this runs on.
mod errno {
    pub(super) const BROKEN_PIPE: u16 = 32;
    pub(super) const PROTOCOL_UNREACHABLE: u16 = 92;
    pub(super) const NETWORK_DOWN: u16 = 100;
    pub(super) const NETWORK_UNREACHABLE: u16 = 101;
    pub(super) const ABORTED: u16 = 103;
    pub(super) const RESET: u16 = 104;
    pub(super) const TIMED_OUT: u16 = 110;
    pub(super) const REFUSED: u16 = 111;
    pub(super) const HOST_DOWN: u16 = 112;
    pub(super) const HOST_UNREACHABLE: u16 = 113;
}

/// What is seen on a socket whose state becomes CLOSE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signs {
    /// Its state before.
    pub(super) old: State,
    /// The error that waits for the program; 0: none.
    pub(super) error: u16,
    /// The peer has sent all that it will.
    pub(super) peer_is_done: bool,
    /// The peer sent a reset.
    pub(super) reset_was_received: bool,
}

impl Signs {
    /// The state that is left. The kernel announces CLOSE also where it puts a smaller record in the socket's place, whose own end it
    /// does not announce.
    pub(super) fn remaining_state(self) -> State {
        match self.old {
            _ if self.error != 0 || self.reset_was_received => State::Close,
            State::FinWait2 if self.peer_is_done => State::TimeWait,
            State::FinWait2 => State::FinWait2,
            State::Closing => State::TimeWait,
            _ => State::Close,
        }
    }

    /// Why it ended.
    pub(super) fn why(self) -> Why {
        if self.reset_was_received {
            return if self.old == State::SynSent { Why::Refused } else { Why::ResetByPeer };
        }
        match self.error {
            0 => self.why_without_error(),
            errno::REFUSED => Why::Refused,
            errno::RESET | errno::BROKEN_PIPE => Why::ResetByPeer,
            errno::TIMED_OUT => Why::TimedOut,
            errno::HOST_UNREACHABLE
            | errno::NETWORK_UNREACHABLE
            | errno::NETWORK_DOWN
            | errno::HOST_DOWN
            | errno::PROTOCOL_UNREACHABLE => Why::Unreachable,
            errno::ABORTED => Why::Aborted,
            other => Why::Failed(other),
        }
    }

    fn why_without_error(self) -> Why {
        match self.old {
            State::SynSent => Why::GivenUp,
            State::FinWait2 if !self.peer_is_done => Why::ClosedHere,
            // A connection that was to be closed in order passes other states first.
            State::SynRecv | State::Established | State::CloseWait | State::FinWait1 => Why::ResetHere,
            _ => Why::Closed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn ends(signs: Signs, why: Why, remaining: State) {
        assert_eq!((signs.why(), signs.remaining_state()), (why, remaining), "{signs:?}");
    }

    #[test]
    fn an_orderly_end_leaves_what_rfc_9293_says() {
        let quiet = |old, peer_is_done| Signs { old, error: 0, peer_is_done, reset_was_received: false };
        ends(quiet(State::LastAck, true), Why::Closed, State::Close);
        ends(quiet(State::FinWait2, true), Why::Closed, State::TimeWait);
        ends(quiet(State::FinWait2, false), Why::ClosedHere, State::FinWait2);
        ends(quiet(State::Closing, true), Why::Closed, State::TimeWait);
        ends(quiet(State::Listen, false), Why::Closed, State::Close);
        ends(quiet(State::SynSent, false), Why::GivenUp, State::Close);
        for old in [State::Established, State::CloseWait, State::FinWait1] {
            ends(quiet(old, false), Why::ResetHere, State::Close);
        }
    }

    #[test]
    fn errors_and_resets_say_why() {
        let with = |old, error| Signs { old, error, peer_is_done: false, reset_was_received: false };
        ends(with(State::SynSent, 111), Why::Refused, State::Close);
        ends(with(State::SynSent, 110), Why::TimedOut, State::Close);
        ends(with(State::SynSent, 113), Why::Unreachable, State::Close);
        ends(with(State::Established, 104), Why::ResetByPeer, State::Close);
        ends(with(State::CloseWait, 32), Why::ResetByPeer, State::Close);
        ends(with(State::FinWait2, 104), Why::ResetByPeer, State::Close);
        ends(with(State::Established, 103), Why::Aborted, State::Close);
        ends(with(State::Established, 5), Why::Failed(5), State::Close);
        let reset = Signs { reset_was_received: true, ..with(State::FinWait1, 0) };
        ends(reset, Why::ResetByPeer, State::Close);
        ends(Signs { old: State::SynSent, ..reset }, Why::Refused, State::Close);
    }
}
