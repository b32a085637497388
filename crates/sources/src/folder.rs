//! A folder of /proc, held open: what is read below it belongs to one process, or fails once that has ended.

use rustix::fs::{AtFlags, CWD, Mode, OFlags, PROC_SUPER_MAGIC, RawDir, Stat};
use rustix::io::Errno;
use std::ffi::CStr;
use std::fs::File;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

/// Room for directory entries of one `getdents64`, in octets.
const ENTRIES: usize = 32 * 1024;
/// Octets of the longest path that a link of /proc tells (PATH_MAX).
const LINK: usize = 4096;

/// An open folder.
pub(crate) struct Folder(OwnedFd);

/// Room for the target of a link.
pub(crate) struct LinkRoom([MaybeUninit<u8>; LINK]);

impl LinkRoom {
    pub(crate) const fn new() -> Self {
        Self([MaybeUninit::uninit(); LINK])
    }
}

impl Folder {
    /// Opens a folder by its path.
    pub(crate) fn open(path: &Path) -> Result<Self, Errno> {
        Self::open_at(CWD, path)
    }

    /// Opens a folder below this one.
    pub(crate) fn folder(&self, name: &str) -> Result<Self, Errno> {
        Self::open_at(self.0.as_fd(), Path::new(name))
    }

    /// Whether the kernel keeps it (procfs), as nobody does the folders of a recording.
    pub(crate) fn is_proc(&self) -> bool {
        rustix::fs::fstatfs(&self.0).is_ok_and(|system| system.f_type == PROC_SUPER_MAGIC)
    }

    fn open_at(at: BorrowedFd<'_>, path: &Path) -> Result<Self, Errno> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        rustix::fs::openat(at, path, flags, Mode::empty()).map(Self)
    }

    /// Opens a file below it to be read.
    pub(crate) fn file<P: rustix::path::Arg>(&self, name: P) -> Result<File, Errno> {
        let file = rustix::fs::openat(&self.0, name, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?;
        Ok(File::from(file))
    }

    /// Where a link below it leads.
    pub(crate) fn link<'r, P: rustix::path::Arg>(&self, name: P, room: &'r mut LinkRoom) -> Result<&'r [u8], Errno> {
        rustix::fs::readlinkat_raw(&self.0, name, &mut room.0).map(|(target, _)| &*target)
    }

    /// What the file is to which a link below it leads.
    pub(crate) fn target<P: rustix::path::Arg>(&self, name: P) -> Result<Stat, Errno> {
        rustix::fs::statat(&self.0, name, AtFlags::empty())
    }

    /// What a link below it is itself.
    pub(crate) fn link_itself<P: rustix::path::Arg>(&self, name: P) -> Result<Stat, Errno> {
        rustix::fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW)
    }

    /// What the folder is itself.
    pub(crate) fn itself(&self) -> Result<Stat, Errno> {
        rustix::fs::fstat(&self.0)
    }

    /// The entries whose names are numbers, in ascending order.
    pub(crate) fn numbers(&self) -> Result<Vec<u32>, Errno> {
        let mut numbers = Vec::new();
        self.for_each_number(|number, _| numbers.push(number))?;
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Calls `each` with every entry whose name is a number: that number, and the name.
    pub(crate) fn for_each_number(&self, mut each: impl FnMut(u32, &CStr)) -> Result<(), Errno> {
        let mut room = [MaybeUninit::uninit(); ENTRIES];
        let mut entries = RawDir::new(&self.0, &mut room);
        while let Some(entry) = entries.next() {
            let entry = entry?;
            let number = std::str::from_utf8(entry.file_name().to_bytes()).ok().and_then(|name| name.parse().ok());
            if let Some(number) = number {
                each(number, entry.file_name());
            }
        }
        Ok(())
    }
}

impl AsFd for Folder {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}
