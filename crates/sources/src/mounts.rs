//! Where file systems are mounted (proc_pid_mountinfo(5)).

use model::DeviceNumber;
use std::collections::HashMap;
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
    /// The type of its file system.
    pub(crate) file_system: Vec<u8>,
    /// What is mounted, as whoever mounted it said: of a disk its special file. Untrusted bytes.
    pub(crate) source: Vec<u8>,
}

/// The first mount of a file system of this type that `proc_root` (`/proc`) lists for this process.
pub(crate) fn first(proc_root: &Path, file_system: &str) -> io::Result<Option<Mount>> {
    Ok(mounts(&table(proc_root)?, file_system).next())
}

/// All mounts of file systems of this type.
pub(crate) fn all(proc_root: &Path, file_system: &str) -> io::Result<Vec<Mount>> {
    Ok(mounts(&table(proc_root)?, file_system).collect())
}

/// A file system, as it is to be seen at one directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSystem {
    /// That directory. Untrusted bytes.
    pub point: PathBuf,
    /// What it was made from: a device's path, or a name. Untrusted bytes.
    pub source: OsString,
    /// Its type, such as `ext4` or `nfs4`.
    pub kind: Vec<u8>,
    /// The number of its device.
    pub device: DeviceNumber,
}

/// The file systems that this process sees, in the order of the table. Of several that are mounted at one directory the last one is seen,
/// in the place of the first.
///
/// # Errors
/// The table cannot be read.
pub fn file_systems(proc_root: &Path) -> io::Result<Vec<FileSystem>> {
    Ok(seen(&table(proc_root)?))
}

/// The two parts of a device's number as stat(2) gives it.
pub fn device(number: u64) -> DeviceNumber {
    DeviceNumber { major: rustix::fs::major(number), minor: rustix::fs::minor(number) }
}

fn seen(table: &[u8]) -> Vec<FileSystem> {
    let mut seen: Vec<FileSystem> = Vec::new();
    let mut places = HashMap::new();
    for file_system in lines(table).filter_map(mount_in).map(FileSystem::from) {
        match places.get(&file_system.point) {
            Some(place) => seen[*place] = file_system,
            None => {
                places.insert(file_system.point.clone(), seen.len());
                seen.push(file_system);
            }
        }
    }
    seen
}

impl From<Mount> for FileSystem {
    fn from(mount: Mount) -> Self {
        Self {
            point: mount.point,
            source: OsString::from_vec(mount.source),
            kind: mount.file_system,
            device: device(mount.device),
        }
    }
}

fn table(proc_root: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(proc_root.join("self/mountinfo"))
}

fn mounts<'t>(table: &'t [u8], file_system: &'t str) -> impl Iterator<Item = Mount> {
    lines(table).filter_map(mount_in).filter(|mount| mount.file_system == file_system.as_bytes())
}

fn lines(table: &[u8]) -> impl Iterator<Item = &[u8]> {
    table.split(|&octet| octet == b'\n')
}

/// The mount in a line.
fn mount_in(line: &[u8]) -> Option<Mount> {
    let mut words = line.split(|&octet| octet == b' ');
    let device = words.nth(2)?;
    let root = words.next()?;
    let point = words.next()?;
    let options = words.next()?;
    // Optional fields end at a lone dash; the file system's type follows it.
    words.find(|word| *word == b"-")?;
    let file_system = unescape_octal(words.next()?);
    let source = words.next().unwrap_or_default();
    Some(Mount {
        point: PathBuf::from(OsString::from_vec(unescape_octal(point))),
        root: unescape_octal(root),
        device: device_number(device)?,
        read_only: options.split(|&octet| octet == b',').any(|option| option == b"ro"),
        file_system,
        source: unescape_octal(source),
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
    fn what_covers_a_file_system_is_seen_in_its_place() {
        let table =
            b"81 80 0:23 / /dev/shm rw - tmpfs first rw\n83 80 0:24 / /a\\040b rw shared:1 - devpts devpts rw\n\
                      82 81 0:27 / /dev/shm rw - tmpfs second rw\n";
        let seen = seen(table);
        let told = seen.iter().map(|seen| (seen.point.to_str(), seen.source.to_str(), seen.device.minor));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [(Some("/dev/shm"), Some("second"), 27), (Some("/a b"), Some("devpts"), 24)]
        );
    }

    #[test]
    fn a_mount_is_found_whatever_optional_fields_stand_between() {
        let line = b"41 31 0:38 / /sys/fs/cgroup/unified rw,relatime shared:5 master:1 - cgroup2 cgroup2 rw";
        let mount = |point: &str, source: &str, read_only| {
            let device = rustix::fs::makedev(0, 38);
            let (root, file_system) = (b"/".to_vec(), b"cgroup2".to_vec());
            Some(Mount { point: point.into(), root, device, read_only, file_system, source: source.into() })
        };
        assert_eq!(mount_in(line), mount("/sys/fs/cgroup/unified", "cgroup2", false));
        let escaped = b"41 31 0:38 / /a\\040b nosuid,ro - cgroup2 x\\011y rw";
        assert_eq!(mount_in(escaped), mount("/a b", "x\ty", true));
        assert_eq!(mount_in(b"41 31 0:38 / /a rw - cgroup2"), mount("/a", "", false));
        assert_eq!(mount_in(b"41 31"), None);
        let table = [&line[..], b"41 31 0:38 / /a rw - cgroup x rw"].join(&b'\n');
        assert_eq!((lines(&table).count(), mounts(&table, "cgroup").count()), (2, 1));
    }
}
