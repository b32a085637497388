//! What has passed: counted for whoever asks meanwhile, and handed to whoever wants the octets themselves.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

/// Which way octets went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the peer.
    Sent,
    /// From the peer.
    Received,
}

/// Octets that have passed so far. Another thread may read them at any time.
#[derive(Debug, Default)]
pub struct Totals {
    sent: AtomicU64,
    received: AtomicU64,
}

impl Totals {
    /// Counts octets.
    pub fn add(&self, direction: Direction, octets: u64) {
        self.of(direction).fetch_add(octets, Ordering::Relaxed);
    }

    /// How many octets have gone this way.
    pub fn get(&self, direction: Direction) -> u64 {
        self.of(direction).load(Ordering::Relaxed)
    }

    fn of(&self, direction: Direction) -> &AtomicU64 {
        match direction {
            Direction::Sent => &self.sent,
            Direction::Received => &self.received,
        }
    }
}

/// Someone who wants to see the octets themselves. With such a one the kernel cannot move them by itself.
pub trait OctetTap {
    /// Octets as they are on the connection, in the order in which they pass; of datagrams, one each.
    ///
    /// # Errors
    /// They could not be kept. The session ends with this error: a record with holes must not look whole.
    fn passed(&mut self, direction: Direction, octets: &[u8]) -> io::Result<()>;
}
