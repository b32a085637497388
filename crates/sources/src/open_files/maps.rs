//! Files that are mapped into a process's memory (proc_pid_maps(5)), each once.
//!
//! The table has the device and inode of what is mapped, and its path as it stands in the process's mount namespace. What is at that path
//! here may be another file, or none: then the table's word is all there is, and the file says so.

use super::class;
use model::{DeviceNumber, FileKind, FileNote, FileOperation, FileSlot, Inode, OpenFile};
use rustix::fs::CWD;
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader};

/// Octets of the table that are read at once.
const AT_ONCE: usize = 32 * 1024;
/// What the kernel writes behind the path of a file that has no name any more.
const DELETED: &[u8] = b" (deleted)";

/// One line of the table.
#[derive(Debug, PartialEq, Eq)]
struct Mapped<'l> {
    device: DeviceNumber,
    inode: Inode,
    /// Without the mark of deletion.
    path: &'l [u8],
    is_deleted: bool,
}

/// Appends the files of a table, in its order, but for `program`, the one that the process runs.
pub(super) fn read(table: File, program: Option<(DeviceNumber, Inode)>, files: &mut Vec<OpenFile>) {
    let mut table = BufReader::with_capacity(AT_ONCE, table);
    let mut seen: HashSet<_> = program.into_iter().collect();
    let mut line = Vec::new();
    // A file is mapped in several pieces that follow each other.
    let mut last = None;
    while table.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        if let Some(mapped) = parse_line(line.strip_suffix(b"\n").unwrap_or(&line)) {
            let identity = (mapped.device, mapped.inode);
            if last != Some(identity) && seen.insert(identity) {
                files.push(mapped.file());
            }
            last = Some(identity);
        }
        line.clear();
    }
}

/// The file in a line of the table; `None` where memory of no file is mapped.
fn parse_line(line: &[u8]) -> Option<Mapped<'_>> {
    // Addresses, permissions and offset come first.
    let mut words = line.splitn(6, |&octet| octet == b' ').skip(3);
    let device = std::str::from_utf8(words.next()?).ok()?;
    let inode = std::str::from_utf8(words.next()?).ok()?;
    let path = words.next()?.trim_ascii_start();
    let (major, minor) = device.split_once(':')?;
    let major = u32::from_str_radix(major, 16).ok()?;
    let minor = u32::from_str_radix(minor, 16).ok()?;
    let (device, inode) = (DeviceNumber { major, minor }, Inode(inode.parse().ok()?));
    if path.is_empty() || (device == DeviceNumber::default() && inode == Inode(0)) {
        return None;
    }
    let named = path.strip_suffix(DELETED);
    Some(Mapped { device, inode, path: named.unwrap_or(path), is_deleted: named.is_some() })
}

impl Mapped<'_> {
    /// What is mapped, with what is at its path.
    fn file(&self) -> OpenFile {
        let stat = rustix::fs::statat(CWD, self.path, rustix::fs::AtFlags::empty());
        let at_path = stat.as_ref().ok().map(|stat| (class::device_of(stat), Inode(stat.st_ino)));
        match stat {
            Ok(stat) if at_path == Some((self.device, self.inode)) => {
                class::known(FileSlot::Memory, self.path.into(), &stat)
            }
            _ if self.is_deleted => self.by_table(FileSlot::DeletedMemory, None),
            Err(error) => {
                let failed = FileNote::Failed(FileOperation::Stat, error.raw_os_error());
                self.by_table(FileSlot::Memory, Some(failed))
            }
            Ok(_) => {
                let other = FileNote::PathIsOther {
                    device: at_path.map(|(device, _)| device).filter(|&device| device != self.device),
                    inode: at_path.map(|(_, inode)| inode).filter(|&inode| inode != self.inode),
                };
                self.by_table(FileSlot::Memory, Some(other))
            }
        }
    }

    fn by_table(&self, slot: FileSlot, note: Option<FileNote>) -> OpenFile {
        OpenFile {
            kind: FileKind::Regular,
            device: Some(self.device),
            inode: Some(self.inode),
            note,
            ..class::bare(slot, self.path.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_a_device_an_inode_and_a_path_that_may_hold_blanks() {
        let mapped = |path, is_deleted| {
            let device = DeviceNumber { major: 254, minor: 16 };
            Some(Mapped { device, inode: Inode(7), path, is_deleted })
        };
        let parse = |path: &str| {
            let line = format!("7f1b-7f1c rw-s 00000000 fe:10 7                          {path}");
            parse_line(line.as_bytes()).map(|mapped| (mapped.path.to_vec(), mapped.is_deleted))
        };
        assert_eq!(parse_line(b"7f1b-7f1c rw-s 00000000 fe:10 7      /a  b "), mapped(b"/a  b ", false));
        assert_eq!(parse("/a b (deleted)"), Some((b"/a b".to_vec(), true)));
        assert_eq!(parse("/a (deleted) b"), Some((b"/a (deleted) b".to_vec(), false)));
        assert_eq!(parse(""), None);
        for none in ["", "7f1b-7f1c", "a b c d e f", "7f-8f rw-p 0 00:00 0      [heap]", "7f-8f rw-p 0 00:00 0 "] {
            assert_eq!(parse_line(none.as_bytes()), None, "{none}");
        }
        let line = b"7f1b-7f1c rw-s 00000000 ffffffff:ffffffff 18446744073709551615 /a (deleted)";
        for length in 0..=line.len() {
            parse_line(&line[..length]);
        }
    }

    #[test]
    fn what_is_mapped_need_not_be_at_its_path() {
        let here = rustix::fs::stat("/proc").expect("it is there");
        let device = class::device_of(&here);
        let mapped = |inode, path: &'static str, is_deleted| {
            Mapped { device, inode: Inode(inode), path: path.as_bytes(), is_deleted }.file()
        };
        assert_eq!(mapped(here.st_ino, "/proc", true).slot, FileSlot::Memory);
        assert_eq!(mapped(here.st_ino, "/proc", true).kind, FileKind::Directory);
        assert_eq!(mapped(here.st_ino + 1, "/proc", true).slot, FileSlot::DeletedMemory);
        let other = FileNote::PathIsOther { device: None, inode: Some(Inode(here.st_ino)) };
        assert_eq!(mapped(here.st_ino + 1, "/proc", false).note, Some(other));
        let failed = FileNote::Failed(FileOperation::Stat, rustix::io::Errno::NOENT.raw_os_error());
        assert_eq!(mapped(7, "/proc/none", false).note, Some(failed));
        assert_eq!(mapped(7, "/proc/none", false).size, None);
    }
}
