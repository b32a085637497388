//! The lane from the input to the peer.

use super::buffer::Buffer;
use super::descriptor::{Input, Nature};
use super::in_kernel::{Bulk, Moved, Passage, splice_pipe, widen};
use super::line_ends::LineEnds;
use super::link::Link;
use super::{Failed, Troubles};
use crate::rules::{InputEnd, Kind, Rules};
use crate::traffic::Direction;
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

/// What must happen before octets can move again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WaitsFor {
    /// Nothing.
    Nothing,
    /// The input has something.
    Input,
    /// The peer takes something.
    Peer,
}

/// How octets get from the input to the peer.
#[derive(Debug)]
enum Way {
    /// Out of a pipe.
    Splice,
    /// Out of a file, through a pipe of our own.
    Passage(Passage),
    /// Through our own memory.
    Copy,
}

impl Way {
    /// The shortest one.
    fn of(input: &Input<'_>, link: &Link<'_>, rules: &Rules) -> Self {
        let must_see =
            link.is_tapped() || rules.line_ends_crlf || rules.interval.is_some() || rules.kind == Kind::Datagram;
        match input.nature {
            _ if must_see || link.carrier.bare().is_none() => Self::Copy,
            Nature::Pipe => Self::Splice,
            Nature::Ready => Passage::open().map_or(Self::Copy, Self::Passage),
            Nature::Null | Nature::Socket | Nature::Other => Self::Copy,
        }
    }
}

/// Octets on their way to the peer.
pub(super) struct Sending<'fd> {
    input: Input<'fd>,
    way: Way,
    stage: Stage,
    held: Buffer,
    /// Where line ends are translated: what was read, before that.
    line_ends: Option<(LineEnds, Vec<u8>)>,
    bulk: Bulk,
    waits_for: WaitsFor,
    chunk: usize,
    half_closes: bool,
    interval: Option<Duration>,
    paused_until: Option<Instant>,
}

impl<'fd> Sending<'fd> {
    pub(super) fn new(input: BorrowedFd<'fd>, link: &Link<'_>, rules: &Rules) -> Self {
        let input = Input::new(input);
        let chunk = if rules.kind == Kind::Datagram { DATAGRAM } else { CHUNK };
        Self {
            way: Way::of(&input, link, rules),
            input,
            stage: if rules.reads_input { Stage::Flowing } else { Stage::Draining },
            held: Buffer::new(),
            bulk: Bulk::default(),
            waits_for: WaitsFor::Input,
            line_ends: rules.line_ends_crlf.then(|| (LineEnds::default(), vec![0; chunk])),
            chunk,
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

    /// Whether everything that was taken has been sent, and the pause after it is over.
    pub(super) fn is_at_rest(&self) -> bool {
        self.holds_nothing() && self.paused_until().is_none()
    }

    fn holds_nothing(&self) -> bool {
        self.held.is_empty()
            && match &self.way {
                Way::Passage(passage) => passage.is_empty(),
                Way::Splice | Way::Copy => true,
            }
    }

    /// Whether the input is to be waited for.
    pub(super) fn wants_input(&self) -> bool {
        self.stage == Stage::Flowing && self.waits_for == WaitsFor::Input
    }

    /// Whether it is to be waited until the peer takes octets.
    pub(super) fn wants_peer(&self) -> bool {
        self.stage != Stage::Finished && self.waits_for == WaitsFor::Peer
    }

    /// When a pause between lines ends.
    pub(super) fn paused_until(&self) -> Option<Instant> {
        self.paused_until.filter(|_| self.stage != Stage::Finished)
    }

    /// poll(2) has said that the input has something, or has ended.
    pub(super) fn input_is_ready(&mut self) {
        self.input.set_ready();
        self.waits_for = WaitsFor::Nothing;
    }

    /// poll(2) has said that the peer takes octets.
    pub(super) fn peer_is_ready(&mut self) {
        if self.waits_for == WaitsFor::Peer {
            self.waits_for = WaitsFor::Nothing;
            if matches!(self.way, Way::Splice) {
                // Whether the pipe still has something is to be asked anew.
                self.input.needs_waiting();
            }
        }
    }

    /// Nothing more is to be taken from the input.
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
        while moved < TURN {
            if self.stage == Stage::Finished || self.waits_for != WaitsFor::Nothing || self.is_paused() {
                return Ok(Turn::Waits);
            }
            if self.held.is_empty() {
                if self.stage != Stage::Flowing && self.holds_nothing() {
                    return Ok(Turn::Waits);
                }
                if matches!(self.way, Way::Copy) {
                    self.fill(troubles);
                } else {
                    moved += self.move_in_kernel(link, troubles);
                }
                continue;
            }
            moved += self.send(link, troubles)?;
        }
        Ok(Turn::CanGoOn)
    }

    /// Sends of what is held, and tells how much.
    fn send(&mut self, link: &mut Link<'_>, troubles: &mut Troubles) -> Result<usize, Failed> {
        let next = self.next();
        match link.send(next)? {
            Ok(sent) => {
                let ends_line = next[..sent].ends_with(b"\n");
                if sent < next.len() {
                    // It would take nothing more now.
                    self.waits_for = WaitsFor::Peer;
                }
                self.held.consume(sent);
                if ends_line {
                    self.paused_until = self.interval.and_then(|interval| Instant::now().checked_add(interval));
                }
                return Ok(sent);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => self.waits_for = WaitsFor::Peer,
            Err(error) => {
                self.stage = Stage::Finished;
                if error.kind() == io::ErrorKind::ConnectionRefused {
                    // Of datagrams: the kernel tells this once, so that receiving would not learn of it.
                    link.break_off();
                } else {
                    link.close_writing();
                }
                troubles.sending = Some(error);
            }
        }
        Ok(0)
    }

    /// Has octets moved by the kernel, and tells how many.
    fn move_in_kernel(&mut self, link: &mut Link<'_>, troubles: &mut Troubles) -> usize {
        let Some(socket) = link.carrier.bare() else {
            return 0;
        };
        let moved = match &mut self.way {
            Way::Splice => splice_pipe(self.input.descriptor, socket),
            Way::Passage(passage) if passage.is_empty() => match passage.take(self.input.descriptor) {
                Moved::Octets(_) => return 0,
                other => other,
            },
            Way::Passage(passage) => passage.give(socket),
            Way::Copy => Moved::Unfit,
        };
        match (moved, &mut self.way) {
            (Moved::Octets(octets), way) => {
                link.count(Direction::Sent, octets);
                match way {
                    Way::Splice => {
                        self.input.needs_waiting();
                        if self.bulk.grows(octets) {
                            widen(self.input.descriptor);
                        }
                    }
                    // It would take nothing more now.
                    Way::Passage(passage) if !passage.is_empty() => self.waits_for = WaitsFor::Peer,
                    Way::Passage(_) | Way::Copy => {}
                }
                return octets;
            }
            // A pipe without writers. Copying would wait for another writer, if one has come meanwhile.
            (Moved::Nothing, Way::Splice) => self.stage = Stage::Draining,
            (Moved::Nothing | Moved::Unfit, way) => {
                if let Way::Passage(passage) = way {
                    self.held.refill(|held| passage.drain(held));
                }
                self.way = Way::Copy;
            }
            // If the input has something, it is the peer that takes nothing. Otherwise the input is waited for, and this is asked again.
            (Moved::Blocked, _) => {
                self.waits_for = if self.input.is_ready() { WaitsFor::Peer } else { WaitsFor::Input }
            }
            (Moved::Broken(errno), _) => {
                self.stage = Stage::Finished;
                troubles.sending = Some(errno.into());
                link.close_writing();
            }
        }
        0
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

    /// Reads.
    fn fill(&mut self, troubles: &mut Troubles) {
        let taken = match &mut self.line_ends {
            Some((_, raw)) => self.input.read(raw),
            None => self.input.read(self.held.room(self.chunk)),
        };
        match (taken, &mut self.line_ends) {
            (Ok(0), _) => self.stage = Stage::Draining,
            (Ok(taken), None) => self.held.filled(taken),
            (Ok(taken), Some((line_ends, raw))) => {
                self.held.refill(|held| line_ends.translate(&raw[..taken], held));
            }
            (Err(error), _) if error.kind() == io::ErrorKind::Interrupted => {}
            (Err(error), _) if error.kind() == io::ErrorKind::WouldBlock => self.waits_for = WaitsFor::Input,
            (Err(error), _) => {
                self.stage = Stage::Draining;
                troubles.input = Some(error);
            }
        }
    }

    /// Finishes when everything was sent, and tells the peer where it is to be told.
    pub(super) fn settle(&mut self, link: &mut Link<'_>, troubles: &mut Troubles) {
        if self.stage != Stage::Draining || !self.is_at_rest() || link.holds_unsent() {
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
