//! Files of runtimes, read below a root and in bounded portions.
//!
//! Some of them lie in the homes of users, who may put anything in their place: only regular files are read, none is waited for, and
//! none makes us read more than [`LIMIT`].

use model::UserId;
use rustix::fs::{CWD, FileType, Mode, OFlags};
use rustix::io::Errno;
use serde_json::Value;
use std::cell::Cell;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// The most that is read of a file, in octets. A list of a thousand containers has half of it; files of one container have some
/// hundred KiB.
const LIMIT: u64 = 2 << 20;
/// The most entries of a folder that are looked at.
const ENTRIES: usize = 256;

/// Reads files below a root.
#[derive(Debug)]
pub(super) struct Files {
    root: PathBuf,
    refused: Cell<bool>,
}

impl Files {
    pub(super) fn below(root: &Path) -> Self {
        Self { root: root.to_owned(), refused: Cell::new(false) }
    }

    /// Whether some file was not permitted to be read.
    pub(super) fn were_refused(&self) -> bool {
        self.refused.get()
    }

    /// The file at a path from the root on. What is longer than the limit counts as missing.
    pub(super) fn read(&self, path: &Path) -> Option<Vec<u8>> {
        match self.open(path) {
            Ok(content) => content,
            Err(error) => {
                self.refused.set(self.refused.get() || matches!(error, Errno::ACCESS | Errno::PERM));
                None
            }
        }
    }

    /// The JSON at a path.
    pub(super) fn json(&self, path: &Path) -> Option<Value> {
        serde_json::from_slice(&self.read(path)?).ok()
    }

    /// The JSON at a path where there may well be none of our business: that it may not be read is nothing to say.
    pub(super) fn json_if_any(&self, path: &Path) -> Option<Value> {
        serde_json::from_slice(&self.open(path).ok()??).ok()
    }

    /// The names in a folder, as many as are looked at.
    pub(super) fn names(&self, folder: &Path) -> Vec<OsString> {
        let listed = std::fs::read_dir(self.path(folder));
        if let Err(error) = &listed {
            self.refused.set(self.refused.get() || error.kind() == ErrorKind::PermissionDenied);
        }
        listed.into_iter().flatten().take(ENTRIES).flatten().map(|entry| entry.file_name()).collect()
    }

    /// The home of a user, from passwd(5).
    pub(super) fn home(&self, user: UserId) -> Option<PathBuf> {
        let table = self.open(Path::new("etc/passwd")).ok()??;
        let home = table.split(|&octet| octet == b'\n').find_map(|line| {
            let mut fields = line.split(|&octet| octet == b':');
            let id: u32 = std::str::from_utf8(fields.nth(2)?).ok()?.parse().ok()?;
            if id == user.0 { fields.nth(2) } else { None }
        })?;
        Some(PathBuf::from(OsString::from_vec(home.to_owned())))
    }

    fn open(&self, path: &Path) -> rustix::io::Result<Option<Vec<u8>>> {
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
        let file = rustix::fs::openat(CWD, self.path(path), flags, Mode::empty())?;
        if !FileType::from_raw_mode(rustix::fs::fstat(&file)?.st_mode).is_file() {
            return Ok(None);
        }
        let mut content = Vec::new();
        let is_read = File::from(file).take(LIMIT + 1).read_to_end(&mut content).is_ok();
        Ok((is_read && content.len() as u64 <= LIMIT).then_some(content))
    }

    fn path(&self, path: &Path) -> PathBuf {
        self.root.join(path.strip_prefix("/").unwrap_or(path))
    }
}

/// A part of a path, as bytes have it; `None` where it would lead elsewhere than to an entry of its folder.
pub(super) fn entry(name: &[u8]) -> Option<&OsStr> {
    let is_entry = !name.is_empty() && name != b"." && name != b".." && !name.contains(&b'/') && !name.contains(&0);
    is_entry.then(|| OsStr::from_bytes(name))
}

/// Text of JSON, unless it is empty.
pub(super) fn text(value: &Value) -> Option<Box<[u8]>> {
    value.as_str().filter(|text| !text.is_empty()).map(|text| text.as_bytes().into())
}
