//! SCTP sockets with all their addresses, from the text files of /proc/net: the diagnostics list them in another order.

use crate::proc_files::ProcFiles;
use crate::tables::{TableError, hand_on, in_pieces};
use crate::unread::Unread;
use model::Gap;
use std::io;
use wire::proc_net::sctp::{self, SctpSocket};

/// A table of SCTP sockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SctpTable {
    /// Sockets at one end.
    Endpoints,
    /// Connections between two ends.
    Associations,
}

impl SctpTable {
    /// Its file below /proc.
    pub fn file(self) -> &'static str {
        match self {
            Self::Endpoints => "net/sctp/eps",
            Self::Associations => "net/sctp/assocs",
        }
    }

    /// Lists the sockets in the file's order. Returns which rows could not be read.
    ///
    /// # Errors
    /// The kernel has no such table, or `each` could take no more.
    pub fn list(
        self,
        files: &ProcFiles,
        each: &mut dyn FnMut(&SctpSocket<'_>) -> io::Result<()>,
    ) -> Result<Option<Gap>, TableError> {
        let mut unread = Unread::default();
        in_pieces(&files.path(self.file()), &mut |piece| match self {
            Self::Endpoints => hand_on(sctp::endpoints(piece), &mut unread, &mut *each),
            Self::Associations => hand_on(sctp::associations(piece), &mut unread, &mut *each),
        })?;
        Ok(unread.gap("SCTP sockets"))
    }
}
