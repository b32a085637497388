//! The lane from the peer to the output.

use super::buffer::Buffer;
use super::descriptor::{Nature, Output};
use super::gathering::Gathering;
use super::in_kernel::{BATCH, Bulk, Discard, Moved, splice_pipe, widen};
use super::link::Link;
use super::sending::{CHUNK, DATAGRAM, Stage, TURN, Turn};
use super::telnet::Telnet;
use super::{Failed, Troubles};
use crate::rules::{Kind, Rules};
use crate::traffic::Direction;
use rustix::net::{Shutdown, shutdown};
use std::io;
use std::os::fd::BorrowedFd;
use std::time::Instant;

/// The most octets that a datagram can have, and one more.
const ANY_DATAGRAM: usize = 64 << 10;

/// What must happen before octets can move again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WaitsFor {
    /// Nothing.
    Nothing,
    /// The peer has sent something.
    Peer,
    /// The output takes something.
    Output,
}

/// How octets get from the peer to the output.
#[derive(Debug)]
enum Way {
    /// Into a pipe.
    Splice,
    /// Nowhere.
    Discard(Discard),
    /// Through our own memory.
    Copy,
}

impl Way {
    /// The shortest one.
    fn of(output: &Output<'_>, link: &Link<'_>, rules: &Rules) -> Self {
        let must_see = link.is_tapped() || rules.refuses_telnet_options || rules.receive_limit.is_some();
        if must_see || rules.kind == Kind::Datagram || link.carrier.bare().is_none() {
            return Self::Copy;
        }
        match output.nature {
            Nature::Pipe => Self::Splice,
            Nature::Null => Self::Discard(Discard::new()),
            // Spliced into a file, each page is a write of its own, which takes more time than a copy.
            Nature::Ready | Nature::Socket | Nature::Other => Self::Copy,
        }
    }
}

/// Octets on their way from the peer.
pub(super) struct Receiving<'fd> {
    output: Output<'fd>,
    way: Way,
    stage: Stage,
    held: Buffer,
    bulk: Bulk,
    gathering: Gathering,
    waits_for: WaitsFor,
    /// Whether poll(2) has told of the peer since the last time that something was received.
    peer_has_some: bool,
    /// Whether the peer gave less than was asked for: then it has nothing more, and need not be asked.
    is_drained: bool,
    kind: Kind,
    chunk: usize,
    /// Where requests of telnet are answered.
    telnet: Option<Telnet>,
    /// Reads that are left (-W).
    reads_left: Option<u32>,
}

impl<'fd> Receiving<'fd> {
    pub(super) fn new(output: BorrowedFd<'fd>, link: &Link<'_>, rules: &Rules) -> Self {
        let output = Output::new(output);
        Self {
            way: Way::of(&output, link, rules),
            stage: Stage::Flowing,
            held: Buffer::new(),
            bulk: Bulk::default(),
            gathering: Gathering::default(),
            waits_for: WaitsFor::Peer,
            peer_has_some: false,
            is_drained: false,
            kind: rules.kind,
            chunk: match rules.kind {
                Kind::Datagram => ANY_DATAGRAM,
                // What a read is, is part of what is asked for here.
                Kind::Stream if rules.receive_limit.is_some() => DATAGRAM,
                // Files take much at once in less time.
                Kind::Stream if output.nature == Nature::Ready => BATCH,
                Kind::Stream => CHUNK,
            },
            telnet: rules.refuses_telnet_options.then(Telnet::default),
            reads_left: rules.receive_limit.map(std::num::NonZeroU32::get),
            output,
        }
    }

    pub(super) fn descriptor(&self) -> BorrowedFd<'fd> {
        self.output.descriptor
    }

    pub(super) fn is_finished(&self) -> bool {
        self.stage == Stage::Finished
    }

    /// Whether the peer is to be waited for.
    pub(super) fn wants_peer(&self, link: &Link<'_>) -> bool {
        self.stage == Stage::Flowing && self.waits_for == WaitsFor::Peer && !link.is_choked()
    }

    /// Whether it is to be waited until the output takes octets.
    pub(super) fn wants_output(&self) -> bool {
        self.stage != Stage::Finished && self.waits_for == WaitsFor::Output
    }

    /// The peer has sent something, or has ended.
    pub(super) fn peer_is_ready(&mut self) {
        if self.waits_for == WaitsFor::Peer {
            self.waits_for = WaitsFor::Nothing;
            self.peer_has_some = true;
            self.gathering.found();
        }
    }

    /// Until when the peer is waited for at most, if few octets may have come of which the kernel does not tell.
    pub(super) fn gathers_until(&mut self, link: &Link<'_>, now: Instant) -> Option<Instant> {
        if self.wants_peer(link) { self.gathering.wait(now) } else { None }
    }

    /// That time has come.
    pub(super) fn peer_is_late(&mut self, link: &Link<'_>) {
        if let Some(socket) = link.carrier.bare() {
            self.gathering.stop(socket);
        }
        self.peer_is_ready();
    }

    /// poll(2) has said that something can be written.
    pub(super) fn output_is_ready(&mut self) {
        if self.waits_for == WaitsFor::Output {
            self.waits_for = WaitsFor::Nothing;
            self.peer_has_some = false;
            self.output.set_ready();
        }
    }

    /// The output takes nothing any more: neither shall the peer go on sending.
    pub(super) fn output_is_gone(&mut self, link: &Link<'_>) {
        if self.stage == Stage::Flowing {
            self.stop_reading(link);
        }
        self.stage = Stage::Finished;
    }

    /// Moves octets until something must be waited for.
    pub(super) fn take_turn(&mut self, link: &mut Link<'_>, troubles: &mut Troubles) -> Result<Turn, Failed> {
        let mut moved = 0;
        while moved < TURN {
            if self.stage == Stage::Finished || self.waits_for != WaitsFor::Nothing {
                return Ok(Turn::Waits);
            }
            if !self.held.is_empty() {
                moved += self.write(link, troubles);
            } else if self.stage == Stage::Draining {
                return Ok(Turn::Waits);
            } else if std::mem::take(&mut self.is_drained) {
                self.waits_for = WaitsFor::Peer;
            } else if matches!(self.way, Way::Copy) {
                self.fill(link, troubles)?;
            } else {
                moved += self.move_in_kernel(link, troubles);
            }
        }
        Ok(Turn::CanGoOn)
    }

    /// Hands on what is held, and tells how much of it.
    fn write(&mut self, link: &Link<'_>, troubles: &mut Troubles) -> usize {
        match self.output.write(self.held.rest()) {
            Ok(written) => {
                self.held.consume(written);
                return written;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => self.waits_for = WaitsFor::Output,
            Err(error) => {
                self.output_is_gone(link);
                troubles.output = Some(error);
            }
        }
        0
    }

    /// Has octets moved by the kernel, and tells how many.
    fn move_in_kernel(&mut self, link: &mut Link<'_>, troubles: &mut Troubles) -> usize {
        let Some(socket) = link.carrier.bare() else {
            return 0;
        };
        let moved = match &mut self.way {
            Way::Splice => splice_pipe(socket, self.output.descriptor),
            Way::Discard(discard) => discard.receive(socket),
            Way::Copy => Moved::Unfit,
        };
        match moved {
            Moved::Octets(octets) => {
                link.count(Direction::Received, octets);
                self.gathering.count(socket, octets);
                self.peer_has_some = false;
                self.is_drained = matches!(self.way, Way::Discard(_)) && octets < BATCH;
                if matches!(self.way, Way::Splice) && self.bulk.grows(octets) {
                    widen(self.output.descriptor);
                }
                return octets;
            }
            Moved::Nothing | Moved::Unfit => self.way = Way::Copy,
            // If the peer has sent something, it is the pipe that is full. Otherwise the peer is waited for, and this is asked again.
            Moved::Blocked if self.peer_has_some && matches!(self.way, Way::Splice) => {
                self.waits_for = WaitsFor::Output
            }
            Moved::Blocked => self.waits_for = WaitsFor::Peer,
            Moved::Broken(errno) => self.is_broken(errno.into(), link, troubles),
        }
        0
    }

    /// The connection has failed. What is held is still handed on.
    fn is_broken(&mut self, error: io::Error, link: &mut Link<'_>, troubles: &mut Troubles) {
        self.stage = Stage::Draining;
        troubles.receiving = Some(error);
        link.break_off();
    }

    /// Receives.
    fn fill(&mut self, link: &mut Link<'_>, troubles: &mut Troubles) -> Result<(), Failed> {
        if link.is_choked() {
            self.waits_for = WaitsFor::Peer;
            return Ok(());
        }
        match link.receive(self.held.room(self.chunk))? {
            Ok(0) => self.stage = Stage::Draining,
            Ok(received) => {
                self.held.filled(received);
                if let (Kind::Stream, Some(socket)) = (self.kind, link.carrier.bare()) {
                    self.gathering.count(socket, received);
                }
                self.is_drained = self.kind == Kind::Stream && received < self.chunk;
                if let Some(telnet) = &mut self.telnet {
                    telnet.read(self.held.rest(), |answer| link.reply(answer));
                }
                self.count_read(link);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => self.waits_for = WaitsFor::Peer,
            Err(error) => self.is_broken(error, link, troubles),
        }
        Ok(())
    }

    /// One read of those that are allowed.
    fn count_read(&mut self, link: &Link<'_>) {
        let Some(left) = &mut self.reads_left else { return };
        *left = left.saturating_sub(1);
        if *left == 0 {
            self.stop(link);
        }
    }

    /// Whether all reads that are allowed have been made.
    pub(super) fn has_reached_limit(&self) -> bool {
        self.reads_left == Some(0)
    }

    /// Takes nothing more from the peer. What is held is still handed on.
    pub(super) fn stop(&mut self, link: &Link<'_>) {
        if self.stage == Stage::Flowing {
            self.stop_reading(link);
            self.stage = Stage::Draining;
        }
    }

    /// Refuses what a stream may still bring. A socket of datagrams is left as it is, because a listener goes on with it (-k).
    fn stop_reading(&self, link: &Link<'_>) {
        if let (Kind::Stream, Some(socket)) = (self.kind, link.carrier.bare()) {
            // It fails where the peer has ended already.
            let _ = shutdown(socket, Shutdown::Read);
        }
    }

    /// Finishes when everything was handed on.
    pub(super) fn settle(&mut self) {
        if self.stage == Stage::Draining && self.held.is_empty() {
            self.stage = Stage::Finished;
        }
    }
}
