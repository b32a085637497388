//! Octets that have been taken and not yet handed on.

/// A run of octets: filled as a whole, emptied from its front, filled again when it is empty.
#[derive(Debug)]
pub(super) struct Buffer {
    octets: Vec<u8>,
    start: usize,
    end: usize,
}

impl Buffer {
    /// One that holds nothing, and has no memory yet.
    pub(super) fn new() -> Self {
        Self { octets: Vec::new(), start: 0, end: 0 }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// What is still to be handed on.
    pub(super) fn rest(&self) -> &[u8] {
        &self.octets[self.start..self.end]
    }

    /// Forgets octets at the front, which were handed on.
    pub(super) fn consume(&mut self, octets: usize) {
        self.start += octets.min(self.end - self.start);
    }

    /// Room for new octets. What is still held is lost: ask [`Buffer::is_empty`] first.
    pub(super) fn room(&mut self, octets: usize) -> &mut [u8] {
        if self.octets.len() < octets {
            self.octets.resize(octets, 0);
        }
        (self.start, self.end) = (0, 0);
        &mut self.octets[..octets]
    }

    /// Holds what `fill` puts in. What is still held is lost.
    pub(super) fn refill(&mut self, fill: impl FnOnce(&mut Vec<u8>)) {
        self.octets.clear();
        fill(&mut self.octets);
        (self.start, self.end) = (0, self.octets.len());
    }

    /// Holds the first octets of the room.
    pub(super) fn filled(&mut self, octets: usize) {
        self.end = octets.min(self.octets.len());
    }
}
