//! The course of a session: both lanes in turn, then waiting, until an end.

use super::link::Link;
use super::receiving::Receiving;
use super::sending::{Sending, Turn};
use super::waiting::{LOST, Watch, wait};
use super::{Cause, Ending, Failed, Troubles};
use crate::carrier::Carrier;
use crate::rules::{InputEnd, Kind, Role, Rules};
use crate::traffic::{OctetTap, Totals};
use rustix::event::PollFlags;
use std::io;
use std::os::fd::BorrowedFd;
use std::time::{Duration, Instant};

/// A session at work.
pub(super) struct Session<'a> {
    link: Link<'a>,
    sending: Sending<'a>,
    receiving: Receiving<'a>,
    rules: &'a Rules,
    troubles: Troubles,
    /// Whether the connection is known to be shut in both directions: that would be told again and again.
    peer_hung_up: bool,
    /// Whether the end of the input has ended the session.
    has_quit: bool,
}

impl<'a> Session<'a> {
    pub(super) fn new(
        carrier: &'a mut dyn Carrier,
        input: BorrowedFd<'a>,
        output: BorrowedFd<'a>,
        rules: &'a Rules,
        totals: &'a Totals,
        taps: &'a mut [Box<dyn OctetTap>],
    ) -> Self {
        let link = Link::new(carrier, rules.kind, totals, taps);
        let sending = Sending::new(input, &link, rules);
        let receiving = Receiving::new(output, &link, rules);
        Self { link, sending, receiving, rules, troubles: Troubles::default(), peer_hung_up: false, has_quit: false }
    }

    pub(super) fn run(mut self) -> Result<Ending, Failed> {
        let mut turn = Turn::Waits;
        loop {
            if !self.wait(turn)? {
                return Ok(self.ending(Cause::Idle));
            }
            self.link.flush()?;
            // The input first: what a listener can send at once, it sends before it learns that its peer has ended.
            let sent = self.sending.take_turn(&mut self.link, &mut self.troubles)?;
            let received = self.receiving.take_turn(&mut self.link, &mut self.troubles)?;
            self.link.flush()?;
            if self.link.is_broken() {
                self.sending.peer_is_gone();
            }
            self.settle();
            if let Some(cause) = self.cause() {
                return Ok(self.ending(cause));
            }
            turn = if sent == Turn::CanGoOn || received == Turn::CanGoOn { Turn::CanGoOn } else { Turn::Waits };
        }
    }

    /// Lets one lane end the other, and finishes what has come to its end.
    fn settle(&mut self) {
        if self.receiving.has_reached_limit() {
            self.sending.input_is_gone();
        }
        let was_finished = self.sending.is_finished();
        self.sending.settle(&mut self.link, &mut self.troubles);
        let quits = matches!(self.rules.input_end, InputEnd::HalfCloseAndQuit(_))
            && (self.rules.role == Role::Listener || self.rules.kind == Kind::Datagram);
        if quits && self.sending.is_finished() && !was_finished {
            self.receiving.stop(&self.link);
            self.has_quit = true;
        }
        self.receiving.settle();
    }

    /// What has ended the session, if anything has.
    fn cause(&self) -> Option<Cause> {
        if !self.receiving.is_finished() {
            return None;
        }
        if self.sending.is_finished() {
            return Some(Cause::BothEnded);
        }
        (self.rules.role == Role::Listener && self.sending.is_at_rest()).then_some(Cause::PeerEnded)
    }

    fn ending(self, cause: Cause) -> Ending {
        let quits_after = match self.rules.input_end {
            // With 0 only the end of the input ends the process.
            InputEnd::HalfCloseAndQuit(delay) if cause != Cause::Idle && (self.has_quit || !delay.is_zero()) => {
                Some(delay)
            }
            _ => None,
        };
        Ending { cause, quits_after, troubles: self.troubles }
    }

    /// Waits until a lane can go on, and tells the lanes what has been seen. `false`: nothing has passed for too long.
    fn wait(&mut self, turn: Turn) -> Result<bool, Failed> {
        let mut can_go_on = turn == Turn::CanGoOn;
        if self.receiving.wants_peer(&self.link) && self.link.carrier.holds_received() {
            self.receiving.peer_is_ready();
            can_go_on = true;
        }
        let now = Instant::now();
        let (deadline, is_idle_then) = if can_go_on {
            (Some(now), false)
        } else if let Some(until) = self.sending.paused_until() {
            (Some(until), false)
        } else {
            (self.rules.idle_limit.and_then(|limit: Duration| now.checked_add(limit)), true)
        };
        let gathers_until = self.receiving.gathers_until(&self.link, now);
        let soonest = deadline.into_iter().chain(gathers_until).min();
        let Some(seen) = wait(&self.watch(), soonest).map_err(Failed::Waiting)? else {
            if gathers_until.is_some() && gathers_until == soonest {
                self.receiving.peer_is_late(&self.link);
                return Ok(true);
            }
            return Ok(!is_idle_then);
        };
        if gathers_until.is_some_and(|until| until <= now) {
            self.receiving.peer_is_late(&self.link);
        }
        if seen.input.intersects(LOST) {
            self.sending.input_is_gone();
        } else if !seen.input.is_empty() {
            self.sending.input_is_ready();
        }
        if seen.peer.contains(PollFlags::OUT) {
            self.sending.peer_is_ready();
        }
        if seen.peer.intersects(LOST | PollFlags::HUP) {
            self.peer_hung_up = true;
            self.sending.peer_is_gone();
            self.link.close_writing();
        }
        if seen.peer.intersects(PollFlags::IN | PollFlags::HUP | LOST) {
            self.receiving.peer_is_ready();
        }
        if seen.output.intersects(LOST | PollFlags::HUP) {
            self.receiving.output_is_gone(&self.link);
            self.troubles.output = Some(io::ErrorKind::BrokenPipe.into());
        } else if seen.output.contains(PollFlags::OUT) {
            self.receiving.output_is_ready();
        }
        Ok(true)
    }

    fn watch(&self) -> Watch<'_> {
        let mut peer = PollFlags::empty();
        peer.set(PollFlags::IN, self.receiving.wants_peer(&self.link));
        peer.set(PollFlags::OUT, self.sending.wants_peer() || self.link.holds_unsent());
        let mut output = PollFlags::empty();
        output.set(PollFlags::OUT, self.receiving.wants_output());
        Watch {
            input: self.sending.wants_input().then(|| (self.sending.descriptor(), PollFlags::IN)),
            peer: (!self.peer_hung_up || !peer.is_empty()).then(|| (self.link.carrier.descriptor(), peer)),
            output: (!self.receiving.is_finished()).then(|| (self.receiving.descriptor(), output)),
        }
    }
}
