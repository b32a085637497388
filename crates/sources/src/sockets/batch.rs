//! Datagrams of a dump, handed from the thread that reads them to the one that works on them.
//!
//! Several at once: each handing over may wake a thread, which costs the kernel a tenth of what filling a datagram does.

use super::connection::Diagnostics;
use std::io;
use sys::netlink::DATAGRAM_CAPACITY;
use wire::netlink::{self, Control};

/// Datagrams that are handed over together.
pub(super) const DATAGRAMS: usize = 8;

/// Room for [`DATAGRAMS`] datagrams.
pub(super) struct Batch {
    room: Vec<u8>,
    /// Where each datagram ends in the room; it begins where the one before it ends.
    ends: Vec<usize>,
}

impl Batch {
    pub(super) fn new() -> Self {
        Self { room: vec![0; DATAGRAMS * DATAGRAM_CAPACITY], ends: Vec::with_capacity(DATAGRAMS) }
    }

    /// Reads datagrams in the place of those that it held; true when the last one is a dump's last. After an error it holds those
    /// that came before.
    pub(super) fn fill(&mut self, connection: &mut dyn Diagnostics) -> io::Result<bool> {
        self.ends.clear();
        let mut start = 0;
        while self.ends.len() < DATAGRAMS {
            let room = &mut self.room[start..start + DATAGRAM_CAPACITY];
            let length = connection.receive(room)?;
            let is_last = ends_dump(&room[..length]);
            start += length;
            self.ends.push(start);
            if is_last {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(super) fn datagrams(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.room[start..end])
    }
}

/// Whether this datagram is a dump's last: it has a DONE or an error in it, or it cannot be understood.
pub(crate) fn ends_dump(datagram: &[u8]) -> bool {
    netlink::messages(datagram).any(|message| match message {
        Ok(message) => matches!(message.control(), Some(Control::Done { .. } | Control::Error { .. })),
        Err(_) => true,
    })
}
