//! Waiting for much at once (`SO_RCVLOWAT`, socket(7)): where much passes, being woken for each segment takes longer than moving it, and
//! keeps the sender from sending (docs/decisions/0030).
//!
//! The kernel is asked to tell of many octets only, and of the end. Few are looked for all the same after a moment, so that nothing is
//! held back for longer than that: then it is a conversation, of which the kernel tells at once, until much has passed again.

use std::os::fd::BorrowedFd;
use std::time::{Duration, Instant};

/// After so many octets it is no conversation.
const MUCH: usize = 1 << 20;
/// Octets that are worth being woken for.
const ENOUGH: u32 = 256 << 10;
/// How long fewer may wait.
const PATIENCE: Duration = Duration::from_millis(1);

/// Whether octets gather before the kernel tells of them.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    state: State,
}

#[derive(Debug)]
enum State {
    /// No. So many have passed since they did.
    Off { passed: usize },
    /// Yes, and they are not waited for.
    On,
    /// Yes, and few are looked for then.
    Waited { until: Instant },
}

impl Default for State {
    fn default() -> Self {
        Self::Off { passed: 0 }
    }
}

impl Gathering {
    /// Octets have come out of this socket.
    pub(super) fn count(&mut self, socket: BorrowedFd<'_>, octets: usize) {
        match &mut self.state {
            State::Off { passed } => {
                *passed = passed.saturating_add(octets);
                if *passed >= MUCH {
                    // Where the kernel does not do this, it goes on as it was.
                    let is_on = sys::socket::set_receive_low_water(socket, ENOUGH).is_ok();
                    self.state = if is_on { State::On } else { State::default() };
                }
            }
            State::On | State::Waited { .. } => self.state = State::On,
        }
    }

    /// Octets are waited for. Tells until when at most, if they gather.
    pub(super) fn wait(&mut self, now: Instant) -> Option<Instant> {
        match self.state {
            State::Off { .. } => None,
            State::On => {
                let until = now.checked_add(PATIENCE)?;
                self.state = State::Waited { until };
                Some(until)
            }
            State::Waited { until } => Some(until),
        }
    }

    /// Some have come.
    pub(super) fn found(&mut self) {
        if matches!(self.state, State::Waited { .. }) {
            self.state = State::On;
        }
    }

    /// They did not come in time: the kernel is to tell of any.
    pub(super) fn stop(&mut self, socket: BorrowedFd<'_>) {
        // A socket that took the one takes the other.
        let _ = sys::socket::set_receive_low_water(socket, 1);
        self.state = State::default();
    }
}
