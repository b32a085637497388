//! Locks on files by who holds them (proc_locks(5)).

use model::{DeviceNumber, FileLock, Inode, ProcessId};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// All locks that processes hold.
#[derive(Debug, Default)]
pub(super) struct Locks(HashMap<(ProcessId, DeviceNumber, Inode), FileLock>);

impl Locks {
    /// Reads them; none where the table cannot be read.
    pub(super) fn read(table: &Path) -> Self {
        File::open(table).map_or_else(|_| Self::default(), |table| Self::parse(BufReader::new(table)))
    }

    /// The lock that a process holds on a file. Of several it is the one that it took first.
    pub(super) fn get(&self, process: ProcessId, device: DeviceNumber, inode: Inode) -> Option<FileLock> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&(process, device, inode)).copied()
    }

    fn parse(table: impl BufRead) -> Self {
        let lines = table.lines().map_while(Result::ok);
        // The kernel lists the latest first; the earliest stays.
        Self(lines.filter_map(|line| parse_line(&line)).collect())
    }
}

fn parse_line(line: &str) -> Option<((ProcessId, DeviceNumber, Inode), FileLock)> {
    let mut words = line.split_ascii_whitespace().skip(1);
    // Who waits for a lock is listed below it with an arrow, which shifts every word: its access is none of these.
    let is_exclusive = match words.nth(2)? {
        "WRITE" => true,
        "READ" => false,
        _ => return None,
    };
    // A lock of an open file description has the process -1.
    let process = ProcessId(words.next()?.parse().ok()?);
    let mut file = words.next()?.splitn(3, ':');
    let mut hexadecimal = || u32::from_str_radix(file.next()?, 16).ok();
    let device = DeviceNumber { major: hexadecimal()?, minor: hexadecimal()? };
    let inode = Inode(file.next()?.parse().ok()?);
    let is_whole = words.next()? == "0" && words.next()? == "EOF";
    Some(((process, device, inode), FileLock { is_exclusive, is_whole }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
1: OFDLCK ADVISORY  WRITE -1 fe:00:95 0 EOF
2: POSIX  ADVISORY  WRITE 7 fe:00:94 1 EOF
3: POSIX  ADVISORY  READ 7 fe:00:93 50 59
4: FLOCK  ADVISORY  WRITE 7 fe:00:93 0 EOF
5: -> FLOCK  ADVISORY  WRITE 8 fe:00:93 0 EOF
6: LEASE  ACTIVE    READ 9 103:0a:1 0 EOF
7: nonsense
";

    #[test]
    fn a_lock_is_found_by_process_device_and_inode() {
        let locks = Locks::parse(TABLE.as_bytes());
        let get =
            |process, major, minor, inode| locks.get(ProcessId(process), DeviceNumber { major, minor }, Inode(inode));
        let lock = |is_exclusive, is_whole| Some(FileLock { is_exclusive, is_whole });
        assert_eq!(get(7, 254, 0, 94), lock(true, false));
        assert_eq!(get(7, 254, 0, 93), lock(true, true));
        assert_eq!(get(9, 259, 10, 1), lock(false, true));
        assert_eq!(get(8, 254, 0, 93), None);
        assert_eq!(get(7, 254, 0, 95), None);
        assert_eq!(locks.0.len(), 3);
    }
}
