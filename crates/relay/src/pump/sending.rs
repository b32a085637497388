//! The lane from the input to the peer.

use super::buffer::Buffer;
use super::descriptor::Input;
use super::link::Link;
use super::{Failed, Troubles};
use crate::rules::{InputEnd, Kind, Rules};
use std::io;
use std::os::fd::BorrowedFd;
use std::time::{Duration, Instant};

/// How far a lane has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// More may come.
    Flowing,
    /// Nothing more will come; what is held is still to be handed on.
    Draining,
    /// Nothing more will pass.
    Finished,
}

/// What a lane did in its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It used its turn up and can go on at once.
    CanGoOn,
    /// It waits, or has finished.
    Waits,
}

/// How many octets a lane moves in one turn, so that the other has its own soon.
pub(super) const TURN: usize = 1 << 20;
/// How many octets of a stream are copied at once.
pub(super) const CHUNK: usize = 64 << 10;
/// The most octets that the original puts into a datagram, and takes from a stream at once.
pub(super) const DATAGRAM: usize = 16_384;

/// Octets on their way to the peer.
pub(super) struct Sending<'fd> {
    input: Input<'fd>,
    stage: Stage,
    held: Buffer,
    waits_for_peer: bool,
    chunk: usize,
    half_closes: bool,
    interval: Option<Duration>,
    paused_until: Option<Instant>,
}

impl<'fd> Sending<'fd> {
    pub(super) fn new(input: BorrowedFd<'fd>, rules: &Rules) -> Self {
        Self {
            input: Input::new(input),
            stage: if rules.reads_input { Stage::Flowing } else { Stage::Draining },
            held: Buffer::new(),
            waits_for_peer: false,
            chunk: if rules.kind == Kind::Datagram { DATAGRAM } else { CHUNK },
            half_closes: rules.input_end != InputEnd::Stay,
            interval: rules.interval,
            paused_until: None,
        }
    }

    pub(super) fn descriptor(&self) -> BorrowedFd<'fd> {
        self.input.descriptor
    }

    pub(super) fn is_finished(&self) -> bool {
        self.stage == Stage::Finished
    }

    /// Whether everything that was taken has been sent.
    pub(super) fn holds_nothing(&self) -> bool {
        self.held.is_empty()
    }

    /// Whether the input is to be waited for.
    pub(super) fn wants_input(&self) -> bool {
        self.stage == Stage::Flowing && self.held.is_empty() && self.paused_until.is_none()
    }

    /// Whether it is to be waited until the peer takes octets.
    pub(super) fn wants_peer(&self) -> bool {
        self.stage != Stage::Finished && self.waits_for_peer
    }

    /// When a pause between lines ends.
    pub(super) fn paused_until(&self) -> Option<Instant> {
        self.paused_until
    }

    /// poll(2) has said that the input has something, or has ended.
    pub(super) fn input_is_ready(&mut self) {
        self.input.set_ready();
    }

    /// The input is none: nothing will ever come from it.
    pub(super) fn input_is_gone(&mut self) {
        if self.stage == Stage::Flowing {
            self.stage = Stage::Draining;
        }
    }

    /// The peer takes nothing any more.
    pub(super) fn peer_is_gone(&mut self) {
        self.stage = Stage::Finished;
    }

    /// Moves octets until something must be waited for.
    pub(super) fn take_turn(&mut self, link: &mut Link<'_>, troubles: &mut Troubles) -> Result<Turn, Failed> {
        let mut moved = 0;
        self.waits_for_peer = false;
        if self.stage == Stage::Finished || self.is_paused() {
            return Ok(Turn::Waits);
        }
        while moved < TURN {
            if self.held.is_empty() {
                if self.stage != Stage::Flowing || !self.fill(troubles) {
                    return Ok(Turn::Waits);
                }
                continue;
            }
            match link.send(self.next())? {
                Ok(sent) => {
                    self.held.consume(sent);
                    moved += sent;
                    if let Some(interval) = self.interval {
                        self.paused_until = Instant::now().checked_add(interval);
                        return Ok(Turn::Waits);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.waits_for_peer = true;
                    return Ok(Turn::Waits);
                }
                Err(error) => {
                    self.stage = Stage::Finished;
                    if error.kind() == io::ErrorKind::ConnectionRefused {
                        // Of datagrams: the kernel tells this once, so that receiving would not learn of it.
                        link.break_off();
                    } else {
                        link.close_writing();
                    }
                    troubles.sending = Some(error);
                    return Ok(Turn::Waits);
                }
            }
        }
        Ok(Turn::CanGoOn)
    }

    /// Whether a pause lasts; ends one that is over.
    fn is_paused(&mut self) -> bool {
        if self.paused_until.is_some_and(|until| Instant::now() >= until) {
            self.paused_until = None;
        }
        self.paused_until.is_some()
    }

    /// What is to be sent at once: all that is held, or a line of it where lines are parted by pauses.
    fn next(&self) -> &[u8] {
        let rest = self.held.rest();
        if self.interval.is_none() {
            return rest;
        }
        let line = rest.iter().position(|&octet| octet == b'\n').map_or(rest.len(), |end| end + 1);
        &rest[..line]
    }

    /// Reads. Tells whether something was read.
    fn fill(&mut self, troubles: &mut Troubles) -> bool {
        loop {
            match self.input.read(self.held.room(self.chunk)) {
                Ok(0) => self.stage = Stage::Draining,
                Ok(taken) => {
                    self.held.filled(taken);
                    return true;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => {
                    self.stage = Stage::Draining;
                    troubles.input = Some(error);
                }
            }
            return false;
        }
    }

    /// Finishes when everything was sent, and tells the peer where it is to be told.
    pub(super) fn settle(&mut self, link: &mut Link<'_>, troubles: &mut Troubles) {
        if self.stage != Stage::Draining || !self.held.is_empty() || self.paused_until.is_some() || link.holds_unsent()
        {
            return;
        }
        if self.half_closes && link.is_writable() {
            match link.carrier.finish() {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) => troubles.sending = Some(error),
            }
            link.close_writing();
        }
        self.stage = Stage::Finished;
    }
}
