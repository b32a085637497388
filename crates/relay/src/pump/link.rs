//! The connection as both lanes use it: what passes is counted and shown to the taps here, so that neither can be forgotten.

use super::Failed;
use super::telnet::ANSWER;
use crate::carrier::Carrier;
use crate::rules::Kind;
use crate::traffic::{Direction, OctetTap, Totals};
use std::io;

/// The peer, and who looks on.
pub(super) struct Link<'a> {
    pub(super) carrier: &'a mut dyn Carrier,
    kind: Kind,
    totals: &'a Totals,
    taps: &'a mut [Box<dyn OctetTap>],
    /// Answers to telnet's requests that are still to be sent.
    replies: Vec<u8>,
    /// Whether octets can still be sent, as far as is known.
    is_writable: bool,
    /// Whether the connection has failed as a whole.
    is_broken: bool,
}

impl<'a> Link<'a> {
    pub(super) fn new(
        carrier: &'a mut dyn Carrier,
        kind: Kind,
        totals: &'a Totals,
        taps: &'a mut [Box<dyn OctetTap>],
    ) -> Self {
        Self { carrier, kind, totals, taps, replies: Vec::new(), is_writable: true, is_broken: false }
    }

    /// Whether someone wants to see the octets, so that they must come by here.
    pub(super) fn is_tapped(&self) -> bool {
        !self.taps.is_empty()
    }

    /// Octets have gone this way which nobody needs to see.
    pub(super) fn count(&self, direction: Direction, octets: usize) {
        self.totals.add(direction, octets as u64);
    }

    /// Sends as many octets as can be sent now. The outer error is that of a tap.
    pub(super) fn send(&mut self, octets: &[u8]) -> Result<io::Result<usize>, Failed> {
        let sent = match self.carrier.send(octets) {
            Ok(sent) => sent,
            Err(error) => return Ok(Err(error)),
        };
        self.passed(Direction::Sent, &octets[..sent])?;
        Ok(Ok(sent))
    }

    /// Takes what has arrived. The outer error is that of a tap.
    pub(super) fn receive(&mut self, into: &mut [u8]) -> Result<io::Result<usize>, Failed> {
        let received = match self.carrier.receive(into) {
            Ok(received) => received,
            Err(error) => return Ok(Err(error)),
        };
        // The end of a stream is no octets; an empty datagram is one.
        if received > 0 || self.kind == Kind::Datagram {
            self.passed(Direction::Received, &into[..received])?;
        }
        Ok(Ok(received))
    }

    fn passed(&mut self, direction: Direction, octets: &[u8]) -> Result<(), Failed> {
        self.count(direction, octets.len());
        for tap in self.taps.iter_mut() {
            tap.passed(direction, octets).map_err(Failed::Tap)?;
        }
        Ok(())
    }

    /// Nothing can be sent any more.
    pub(super) fn close_writing(&mut self) {
        self.is_writable = false;
        self.replies.clear();
    }

    /// The connection has failed.
    pub(super) fn break_off(&mut self) {
        self.is_broken = true;
        self.close_writing();
    }

    /// Whether it has failed.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Whether octets can still be sent, as far as is known.
    pub(super) fn is_writable(&self) -> bool {
        self.is_writable
    }

    /// What was taken for the peer by the carrier, or is an answer to it, and has not left yet.
    pub(super) fn holds_unsent(&self) -> bool {
        self.is_writable && (!self.replies.is_empty() || self.carrier.holds_unsent())
    }

    /// An answer that is to go to the peer before anything else.
    pub(super) fn reply(&mut self, answer: [u8; ANSWER]) {
        if self.is_writable {
            self.replies.extend_from_slice(&answer);
        }
    }

    /// Whether so many answers wait that nothing more should be received: a peer that asks and never reads must not fill the memory.
    pub(super) fn is_choked(&self) -> bool {
        self.replies.len() > MOST_REPLIES
    }

    /// Sends what waits, as far as it can be sent now.
    pub(super) fn flush(&mut self) -> Result<(), Failed> {
        while self.is_writable && !self.replies.is_empty() {
            let replies = std::mem::take(&mut self.replies);
            let sent = self.send(&replies);
            self.replies = replies;
            match sent? {
                Ok(sent) => drop(self.replies.drain(..sent)),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(_) => self.close_writing(),
            }
        }
        if self.is_writable && self.carrier.holds_unsent() {
            match self.carrier.flush() {
                Ok(()) => {}
                Err(error) if matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => {}
                Err(_) => self.close_writing(),
            }
        }
        Ok(())
    }
}

/// How many octets of answers may wait.
const MOST_REPLIES: usize = 16 << 10;
