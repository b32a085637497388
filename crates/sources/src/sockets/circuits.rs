//! Sockets of AX.25, NET/ROM, ROSE and X.25, from the text files of /proc/net: the kernel has no diagnostics of them.

use crate::proc_files::ProcFiles;
use crate::tables::{TableError, hand_on, in_pieces};
use crate::unread::Unread;
use model::Gap;
use std::io;
use wire::proc_net::circuits::{self, Circuit};

/// A table of sockets on circuits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CircuitTable {
    /// AX.25, amateur packet radio.
    Ax25,
    /// X.25.
    X25,
    /// NET/ROM, over AX.25.
    Netrom,
    /// ROSE, over AX.25.
    Rose,
}

impl CircuitTable {
    fn file(self) -> &'static str {
        match self {
            Self::Ax25 => "net/ax25",
            Self::X25 => "net/x25",
            Self::Netrom => "net/nr",
            Self::Rose => "net/rose",
        }
    }

    /// Whether the kernel has it.
    pub fn exists(self, files: &ProcFiles) -> bool {
        files.path(self.file()).exists()
    }

    /// Lists the sockets in the file's order. Returns which rows could not be read.
    ///
    /// # Errors
    /// The kernel has no such table, or `each` could take no more.
    pub fn list(
        self,
        files: &ProcFiles,
        each: &mut dyn FnMut(&Circuit<'_>) -> io::Result<()>,
    ) -> Result<Option<Gap>, TableError> {
        let mut unread = Unread::default();
        in_pieces(&files.path(self.file()), &mut |piece| match self {
            Self::Ax25 => hand_on(circuits::ax25(piece), &mut unread, &mut *each),
            Self::X25 => hand_on(circuits::x25(piece), &mut unread, &mut *each),
            Self::Netrom => hand_on(circuits::netrom(piece), &mut unread, &mut *each),
            Self::Rose => hand_on(circuits::rose(piece), &mut unread, &mut *each),
        })?;
        Ok(unread.gap("sockets"))
    }
}
