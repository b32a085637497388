//! Where file systems are mounted (proc_pid_mountinfo(5)).

use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

/// One mount.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mount {
    /// Its directory.
    pub(crate) point: PathBuf,
    /// What of its file system is mounted: a path in it, or on nsfs the kind and number of a namespace.
    pub(crate) root: Vec<u8>,
    /// The device number of its file system.
    pub(crate) device: u64,
    /// Whether nothing may be written through it.
    pub(crate) read_only: bool,
}

/// The first mount of a file system of this type that `proc_root` (`/proc`) lists for this process.
pub(crate) fn first(proc_root: &Path, file_system: &str) -> io::Result<Option<Mount>> {
    Ok(mounts(&table(proc_root)?, file_system).next())
}

/// All mounts of file systems of this type.
pub(crate) fn all(proc_root: &Path, file_system: &str) -> io::Result<Vec<Mount>> {
    Ok(mounts(&table(proc_root)?, file_system).collect())
}

fn table(proc_root: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(proc_root.join("self/mountinfo"))
}

fn mounts<'t>(table: &'t [u8], file_system: &'t str) -> impl Iterator<Item = Mount> {
    table.split(|&octet| octet == b'\n').filter_map(move |line| mount_in(line, file_system))
}

/// The mount in a line when its file system is of this type.
fn mount_in(line: &[u8], file_system: &str) -> Option<Mount> {
    let mut words = line.split(|&octet| octet == b' ');
    let device = words.nth(2)?;
    let root = words.next()?;
    let point = words.next()?;
    let options = words.next()?;
    // Optional fields end at a lone dash; the file system's type follows it.
    words.find(|word| *word == b"-")?;
    if words.next()? != file_system.as_bytes() {
        return None;
    }
    Some(Mount {
        point: PathBuf::from(OsString::from_vec(unescape_octal(point))),
        root: unescape_octal(root),
        device: device_number(device)?,
        read_only: options.split(|&octet| octet == b',').any(|option| option == b"ro"),
    })
}

/// A device's number from `MAJOR:MINOR`.
fn device_number(word: &[u8]) -> Option<u64> {
    let (major, minor) = std::str::from_utf8(word).ok()?.split_once(':')?;
    Some(rustix::fs::makedev(major.parse().ok()?, minor.parse().ok()?))
}

/// Blanks, tabs, newlines and backslashes stand in the table as a backslash and three octal digits.
fn unescape_octal(word: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(word.len());
    let mut rest = word;
    while let Some((&first, tail)) = rest.split_first() {
        match (first, tail) {
            (b'\\', &[a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', ref after @ ..]) => {
                plain.push((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'));
                rest = after;
            }
            _ => {
                plain.push(first);
                rest = tail;
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mount_is_found_whatever_optional_fields_stand_between() {
        let line = b"41 31 0:38 / /sys/fs/cgroup/unified rw,relatime shared:5 master:1 - cgroup2 cgroup2 rw";
        let mount = |point: &str, read_only| {
            Some(Mount { point: point.into(), root: b"/".to_vec(), device: rustix::fs::makedev(0, 38), read_only })
        };
        assert_eq!(mount_in(line, "cgroup2"), mount("/sys/fs/cgroup/unified", false));
        assert_eq!(mount_in(b"41 31 0:38 / /a\\040b nosuid,ro - cgroup2 x rw", "cgroup2"), mount("/a b", true));
        assert_eq!(mount_in(b"41 31 0:38 / /a rw - cgroup x rw", "cgroup2"), None);
        assert_eq!(mount_in(b"41 31", "cgroup2"), None);
    }
}
