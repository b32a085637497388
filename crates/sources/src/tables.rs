//! Text tables of /proc/net, row by row: what they have in common, whatever they list.

use crate::pieces::Pieces;
use crate::unread::Unread;
use model::Gap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use wire::proc_net::BadLine;

/// The longest table that is read whole, in octets: more than a million memberships of groups.
const LONGEST_WHOLE: u64 = 64 << 20;

/// Why a table was not listed to its end.
#[derive(Debug)]
pub enum TableError {
    /// The kernel has no such table, or it cannot be read: the path and the system's error.
    Unreadable(Gap),
    /// Whoever took the rows could take no more.
    Sink(io::Error),
}

impl TableError {
    pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::Unreadable(Gap::new(format!("reading {}", path.display()), error.to_string()))
    }
}

/// Reads a table, which may be long, in pieces of whole lines.
pub(crate) fn in_pieces(path: &Path, take: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> Result<(), TableError> {
    let failed = |error| TableError::unreadable(path, &error);
    let mut pieces = Pieces::open(path).map_err(failed)?;
    while let Some(piece) = pieces.next().map_err(failed)? {
        take(piece).map_err(TableError::Sink)?;
    }
    Ok(())
}

/// Reads a table whole, as one must whose rows depend on those before them.
pub(crate) fn whole(path: &Path) -> Result<Vec<u8>, TableError> {
    let mut text = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST_WHOLE).read_to_end(&mut text));
    read.map_err(|error| TableError::unreadable(path, &error))?;
    Ok(text)
}

/// Hands on the rows that could be read, and counts the others.
pub(crate) fn hand_on<'a, R>(
    rows: impl Iterator<Item = Result<R, BadLine<'a>>>,
    unread: &mut Unread,
    mut each: impl FnMut(&R) -> io::Result<()>,
) -> io::Result<()> {
    for row in rows {
        match row {
            Ok(row) => each(&row)?,
            Err(bad) => unread.note(&bad),
        }
    }
    Ok(())
}
