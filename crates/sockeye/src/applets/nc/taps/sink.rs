//! Where a record or a dump is written: a file, a pipe, or standard error.
//!
//! Each piece is one write(2) at once and nothing is held back, so that whatever has passed is told even if the process is killed.
//! What is new is for its owner alone (mode 0600), because sessions have passwords in them.

use crate::failure::Failure;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

/// The name of standard error.
const STANDARD_ERROR: &str = "-";
/// Who may read and write what is new (open(2)).
const OWNER_ALONE: u32 = 0o600;

/// Something that is written piece by piece.
#[derive(Debug)]
pub(super) struct Sink {
    file: File,
    /// What it is, for messages.
    name: String,
}

impl Sink {
    /// Opens a file that `option` names and that nothing may overwrite: evidence. What is neither empty nor a pipe or a device is
    /// refused, and so is a link to a file, which somebody else might have laid.
    ///
    /// # Errors
    /// One line for the reader: the file exists, or cannot be made.
    pub(super) fn only_new(option: &str, path: &Path) -> Result<Self, Failure> {
        Self::open(option, path, || {
            match OpenOptions::new().write(true).create_new(true).mode(OWNER_ALONE).open(path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => existing(path),
                opened => opened,
            }
        })
    }

    /// Opens a file that `option` names and whose content is replaced.
    ///
    /// # Errors
    /// One line for the reader: it cannot be opened or made.
    pub(super) fn anew(option: &str, path: &Path) -> Result<Self, Failure> {
        Self::open(option, path, || {
            OpenOptions::new().write(true).create(true).truncate(true).mode(OWNER_ALONE).open(path)
        })
    }

    fn open(option: &str, path: &Path, open: impl FnOnce() -> io::Result<File>) -> Result<Self, Failure> {
        let (name, opened) = if path.as_os_str() == STANDARD_ERROR {
            ("standard error".to_owned(), standard_error())
        } else {
            (format!("\"{}\"", path.display()), open())
        };
        match opened {
            Ok(file) => Ok(Self { file, name }),
            Err(error) => Err(Failure::new(1, format!("{option} {name}: {error}"))),
        }
    }

    /// Whether people see it as it is written.
    pub(super) fn is_terminal(&self) -> bool {
        self.file.is_terminal()
    }

    /// Whether both are the same file, in which each would overwrite what the other has written.
    pub(super) fn is_same_file(&self, other: &Self) -> bool {
        let (own, others) = (self.file.metadata(), other.file.metadata());
        let is_same = |own: &Metadata, others: &Metadata| (own.dev(), own.ino()) == (others.dev(), others.ino());
        own.is_ok_and(|own| own.is_file() && others.is_ok_and(|others| is_same(&own, &others)))
    }

    /// Writes all of these octets.
    ///
    /// # Errors
    /// They could not be written; the error says where.
    pub(super) fn write(&self, octets: &[u8]) -> io::Result<()> {
        // The kind might be taken for the connection's: that it is closed, that it takes nothing now.
        let written = sys::inherited::write_all(self.file.as_fd(), octets);
        written.map_err(|error| io::Error::other(format!("writing to {}: {error}", self.name)))
    }
}

/// Standard error, without the lock of the standard library: who waits here keeps nobody else waiting.
pub(super) fn standard_error() -> io::Result<File> {
    io::stderr().as_fd().try_clone_to_owned().map(File::from)
}

/// Opens what is there already, if writing to it destroys nothing: an empty file (mktemp(1)), a pipe, a device.
fn existing(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().write(true).open(path)?;
    let opened = file.metadata()?;
    let is_link = path.symlink_metadata()?.is_symlink();
    let refusal = match (opened.is_file(), is_link, opened.len()) {
        (false, _, _) | (true, false, 0) => return Ok(file),
        (true, true, _) => "it is a link to a file; name the file itself",
        (true, false, _) => "it exists, and a record overwrites nothing; name a new file or remove this one",
    };
    Err(io::Error::new(io::ErrorKind::AlreadyExists, refusal))
}

#[cfg(test)]
mod tests;
