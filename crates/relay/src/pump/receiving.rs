//! The lane from the peer to the output.

use super::buffer::Buffer;
use super::descriptor::Output;
use super::link::Link;
use super::sending::{CHUNK, DATAGRAM, Stage, TURN, Turn};
use super::{Failed, Troubles};
use crate::rules::{Kind, Rules};
use rustix::net::{Shutdown, shutdown};
use std::io;
use std::os::fd::BorrowedFd;

/// The most octets that a datagram can have, and one more.
const ANY_DATAGRAM: usize = 64 << 10;

/// Octets on their way from the peer.
pub(super) struct Receiving<'fd> {
    output: Output<'fd>,
    stage: Stage,
    held: Buffer,
    kind: Kind,
    chunk: usize,
    /// Reads that are left (-W).
    reads_left: Option<u32>,
    peer_is_ready: bool,
}

impl<'fd> Receiving<'fd> {
    pub(super) fn new(output: BorrowedFd<'fd>, rules: &Rules) -> Self {
        Self {
            output: Output::new(output),
            stage: Stage::Flowing,
            held: Buffer::new(),
            kind: rules.kind,
            chunk: match rules.kind {
                Kind::Datagram => ANY_DATAGRAM,
                // What a read is, is part of what is asked for here.
                Kind::Stream if rules.receive_limit.is_some() => DATAGRAM,
                Kind::Stream => CHUNK,
            },
            reads_left: rules.receive_limit.map(std::num::NonZeroU32::get),
            peer_is_ready: false,
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
        self.stage == Stage::Flowing && self.held.is_empty() && !link.is_choked()
    }

    /// Whether it is to be waited until the output takes octets.
    pub(super) fn wants_output(&self) -> bool {
        self.stage != Stage::Finished && !self.held.is_empty()
    }

    /// poll(2) has said that the peer has sent something, or has ended.
    pub(super) fn peer_is_ready(&mut self) {
        self.peer_is_ready = true;
    }

    /// poll(2) has said that something can be written.
    pub(super) fn output_is_ready(&mut self) {
        self.output.set_ready();
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
        while moved < TURN && self.stage != Stage::Finished {
            if self.held.is_empty() {
                if self.stage != Stage::Flowing || !self.fill(link, troubles)? {
                    return Ok(Turn::Waits);
                }
                continue;
            }
            match self.output.write(self.held.rest()) {
                Ok(written) => {
                    self.held.consume(written);
                    moved += written;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Turn::Waits),
                Err(error) => {
                    self.output_is_gone(link);
                    troubles.output = Some(error);
                }
            }
        }
        Ok(if self.stage == Stage::Finished { Turn::Waits } else { Turn::CanGoOn })
    }

    /// Receives. Tells whether something was received.
    fn fill(&mut self, link: &mut Link<'_>, troubles: &mut Troubles) -> Result<bool, Failed> {
        if link.is_choked() || !(self.peer_is_ready || link.carrier.holds_received()) {
            return Ok(false);
        }
        let room = self.held.room(self.chunk);
        match link.receive(room)? {
            Ok(received) => {
                // A stream that gave less than was asked for has nothing more: no need to ask it.
                self.peer_is_ready = self.kind == Kind::Datagram || received == self.chunk;
                self.held.filled(received);
                if received == 0 {
                    self.stage = Stage::Draining;
                    return Ok(false);
                }
                self.count_read(link);
                Ok(true)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                self.peer_is_ready = false;
                Ok(false)
            }
            Err(error) => {
                self.stage = Stage::Draining;
                troubles.receiving = Some(error);
                link.break_off();
                Ok(false)
            }
        }
    }

    /// One read of those that are allowed.
    fn count_read(&mut self, link: &Link<'_>) {
        let Some(left) = &mut self.reads_left else { return };
        *left = left.saturating_sub(1);
        if *left == 0 {
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
