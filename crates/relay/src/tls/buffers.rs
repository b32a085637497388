//! The two buffers between TLS and the socket: records as they came, and records to be sent.

use std::ops::Range;

/// The most octets that a record takes (RFC 8446 section 5.2, RFC 5246 section 6.2.3).
pub(super) const LARGEST_RECORD: usize = 5 + (1 << 14) + 2048;

/// Octets that one system call takes from the socket at most: several records.
const INCOMING: usize = 128 << 10;

/// What has come and is not decrypted yet. It does not grow: whoever sends more without making sense has to stop.
pub(super) struct Incoming {
    octets: Box<[u8]>,
    filled: Range<usize>,
}

impl Incoming {
    pub(super) fn new() -> Self {
        Self { octets: vec![0; INCOMING].into_boxed_slice(), filled: 0..0 }
    }

    /// What is there.
    pub(super) fn filled(&mut self) -> &mut [u8] {
        &mut self.octets[self.filled.clone()]
    }

    /// Takes octets off the front.
    pub(super) fn discard(&mut self, count: usize) {
        self.filled.start = (self.filled.start + count).min(self.filled.end);
        if self.filled.is_empty() {
            self.filled = 0..0;
        }
    }

    /// Room for more, at least for the rest of a record unless all is full.
    pub(super) fn room(&mut self) -> &mut [u8] {
        if self.octets.len() - self.filled.end < LARGEST_RECORD && self.filled.start > 0 {
            self.octets.copy_within(self.filled.clone(), 0);
            self.filled = 0..self.filled.len();
        }
        &mut self.octets[self.filled.end..]
    }

    /// Counts octets that were put into the room.
    pub(super) fn add(&mut self, count: usize) {
        self.filled.end = (self.filled.end + count).min(self.octets.len());
    }
}

/// Records that wait to be sent, in their order.
#[derive(Default)]
pub(super) struct Outgoing {
    octets: Vec<u8>,
    filled: Range<usize>,
}

impl Outgoing {
    /// What is to be sent next.
    pub(super) fn filled(&self) -> &[u8] {
        &self.octets[self.filled.clone()]
    }

    pub(super) fn is_empty(&self) -> bool {
        self.filled.is_empty()
    }

    /// Takes octets off the front: they are sent.
    pub(super) fn discard(&mut self, count: usize) {
        self.filled.start = (self.filled.start + count).min(self.filled.end);
        if self.filled.is_empty() {
            self.filled = 0..0;
        }
    }

    /// The room behind what is there.
    pub(super) fn room(&mut self) -> &mut [u8] {
        &mut self.octets[self.filled.end..]
    }

    /// Makes so much room.
    pub(super) fn reserve(&mut self, count: usize) {
        let needed = self.filled.end + count;
        if self.octets.len() < needed {
            self.octets.resize(needed, 0);
        }
    }

    /// Counts octets that were put into the room.
    pub(super) fn add(&mut self, count: usize) {
        self.filled.end = (self.filled.end + count).min(self.octets.len());
    }
}

/// Octets of a record for which there was no room where they were wanted.
#[derive(Default)]
pub(super) struct Held {
    octets: Vec<u8>,
    taken: usize,
}

impl Held {
    pub(super) fn is_empty(&self) -> bool {
        self.taken == self.octets.len()
    }

    /// Keeps octets behind those that are there.
    pub(super) fn keep(&mut self, octets: &[u8]) {
        if self.is_empty() {
            self.octets.clear();
            self.taken = 0;
        }
        self.octets.extend_from_slice(octets);
    }

    /// Moves octets out, as many as fit, and tells how many.
    pub(super) fn pour(&mut self, into: &mut [u8]) -> usize {
        let rest = &self.octets[self.taken..];
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        self.taken += count;
        count
    }
}
