//! The files below /proc/PID (proc(5)), as far as they say who the process is. What may not be read, or is not there, is absent.

use crate::folder::{Folder, LinkRoom};
use crate::processes::Stat;
use model::{Executable, NamespaceId, ProcessId, UserId};
use rustix::fs::Stat as FileStatus;
use std::io::Read;
use std::path::Path;

/// The most that is read of a command line, in octets.
const COMMAND_LINE: u64 = 4096;
/// The most that is read of other files: some dozen cgroups with paths of up to 4 KiB.
const TEXT: u64 = 64 * 1024;
/// What the kernel puts behind the path of a file that has no name any more.
const DELETED: &[u8] = b" (deleted)";

/// The open folder of a process or thread, which keeps its number from being mistaken.
pub(super) struct ProcessFolder(Folder);

impl ProcessFolder {
    pub(super) fn of_process(proc_root: &Path, id: ProcessId) -> Option<Self> {
        Folder::open(&proc_root.join(id.to_string())).ok().map(Self)
    }

    /// That of one of its threads.
    pub(super) fn thread(&self, id: ProcessId) -> Option<Self> {
        self.0.folder(&format!("task/{id}")).ok().map(Self)
    }

    pub(super) fn stat(&self) -> Option<Stat> {
        Stat::read(&self.0)
    }

    pub(super) fn cgroups(&self) -> Vec<u8> {
        self.read("cgroup", TEXT).unwrap_or_default()
    }

    pub(super) fn command_line(&self) -> Box<[u8]> {
        self.read("cmdline", COMMAND_LINE).unwrap_or_default().into()
    }

    /// The second number of the line `Uid:`. (The folder's owner is root where the process may not be traced.)
    pub(super) fn effective_user(&self) -> Option<UserId> {
        let status = self.read("status", TEXT)?;
        let ids = status.split(|&octet| octet == b'\n').find_map(|line| line.strip_prefix(b"Uid:"))?;
        let mut ids = ids.split(|octet| octet.is_ascii_whitespace()).filter(|word| !word.is_empty());
        std::str::from_utf8(ids.nth(1)?).ok()?.parse().ok().map(UserId)
    }

    pub(super) fn executable(&self) -> Option<Executable> {
        let mut room = LinkRoom::new();
        let link = self.0.link("exe", &mut room).ok()?;
        Some(match link.strip_suffix(DELETED).filter(|_| !self.runs_file_called(link)) {
            Some(path) => Executable { path: path.into(), is_deleted: true },
            None => Executable { path: link.into(), is_deleted: false },
        })
    }

    /// Whether its program has just this name, which then only looks like the kernel's mark.
    fn runs_file_called(&self, path: &[u8]) -> bool {
        let of_program = self.0.target("exe");
        let of_name = self.0.target([b"root".as_slice(), path].concat());
        let same = |one: FileStatus, other: FileStatus| (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino);
        of_program.is_ok_and(|program| of_name.is_ok_and(|name| same(program, name)))
    }

    pub(super) fn network_namespace(&self) -> Option<NamespaceId> {
        let file = self.0.target("ns/net").ok()?;
        Some(NamespaceId { device: file.st_dev, inode: file.st_ino })
    }

    fn read(&self, name: &str, limit: u64) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        self.0.file(name).ok()?.take(limit).read_to_end(&mut content).ok()?;
        Some(content)
    }
}
