//! Text files of /proc, which may be long and are read in pieces of whole lines.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Octets that are read at once of a long file. No line of a table is nearly as long.
const PIECE: usize = 1 << 20;
/// Room for a short file. Most are, and clearing more would take longer than reading them.
const FIRST_PIECE: usize = 16 << 10;

/// A file in pieces of whole lines.
pub(crate) struct Pieces {
    file: File,
    buffer: Vec<u8>,
    /// Octets of the buffer that were read.
    filled: usize,
    /// Octets of the buffer that were handed out.
    taken: usize,
    /// Whether all was read.
    is_at_end: bool,
}

impl Pieces {
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { file: File::open(path)?, buffer: vec![0; FIRST_PIECE], filled: 0, taken: 0, is_at_end: false })
    }

    /// The next lines, of which only the file's last one may have no end; `None` after the last.
    pub(crate) fn next(&mut self) -> io::Result<Option<&[u8]>> {
        self.buffer.copy_within(self.taken..self.filled, 0);
        self.filled -= self.taken;
        self.taken = 0;
        loop {
            if self.filled == self.buffer.len() && self.filled < PIECE {
                self.buffer.resize(PIECE, 0);
            }
            let end = if self.is_at_end {
                Some(self.filled)
            } else if self.filled == self.buffer.len() {
                self.buffer.iter().rposition(|&octet| octet == b'\n').map(|last| last + 1)
            } else {
                match self.file.read(&mut self.buffer[self.filled..]) {
                    Ok(0) => {
                        self.is_at_end = true;
                        continue;
                    }
                    Ok(length) => {
                        self.filled += length;
                        continue;
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    Err(error) => return Err(error),
                }
            };
            self.taken = end.ok_or_else(|| io::Error::other("it has a line without end, so it is no such table"))?;
            return Ok((self.taken > 0).then(|| &self.buffer[..self.taken]));
        }
    }
}
