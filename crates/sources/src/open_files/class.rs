//! From what stat(2) tells to what a file is (inode(7)).

use crate::mounts::device;
use model::{Bytes, DeviceNumber, FileKind, FileNote, FileOperation, FileSlot, Inode, OpenFile};
use rustix::fs::{FileType, Stat};
use rustix::io::Errno;

/// Bits of a mode that tell the type (S_IFMT).
const TYPE_BITS: u32 = 0o170_000;

/// The device of the file system that a file is on.
pub(super) fn device_of(stat: &Stat) -> DeviceNumber {
    device(stat.st_dev)
}

/// A file of which nothing but its slot and name are known.
pub(super) fn bare(slot: FileSlot, name: Box<[u8]>) -> OpenFile {
    OpenFile {
        slot,
        access: None,
        lock: None,
        kind: FileKind::Unknown,
        device: None,
        special_device: None,
        size: None,
        offset: None,
        links: None,
        inode: None,
        flags: None,
        identity: None,
        name,
        note: None,
    }
}

/// A file that could not be reached.
pub(super) fn unreached(slot: FileSlot, name: Box<[u8]>, operation: FileOperation, error: Errno) -> OpenFile {
    OpenFile { note: Some(FileNote::Failed(operation, error.raw_os_error())), ..bare(slot, name) }
}

/// A file as stat tells it.
pub(super) fn known(slot: FileSlot, name: Box<[u8]>, stat: &Stat) -> OpenFile {
    let kind = kind(stat.st_mode);
    let special = matches!(kind, FileKind::Character | FileKind::Block);
    // Sizes are never negative, but are so typed.
    let size = Bytes(u64::try_from(stat.st_size).unwrap_or_default());
    OpenFile {
        kind,
        device: Some(device_of(stat)),
        special_device: special.then(|| device(stat.st_rdev)),
        size: has_size(kind).then_some(size),
        links: Some(widened(stat.st_nlink)),
        inode: Some(Inode(stat.st_ino)),
        ..bare(slot, name)
    }
}

/// A count that is narrower on some machines.
fn widened(count: impl Into<u64>) -> u64 {
    count.into()
}

/// What a file of this mode is.
fn kind(mode: u32) -> FileKind {
    match FileType::from_raw_mode(mode) {
        FileType::RegularFile => FileKind::Regular,
        FileType::Directory => FileKind::Directory,
        FileType::CharacterDevice => FileKind::Character,
        FileType::BlockDevice => FileKind::Block,
        FileType::Fifo => FileKind::Fifo,
        FileType::Socket => FileKind::Socket,
        FileType::Symlink => FileKind::Link,
        FileType::Unknown => FileKind::Other(mode & TYPE_BITS),
    }
}

/// Whether a file of this kind has a size; of the others only the offset counts.
fn has_size(kind: FileKind) -> bool {
    !matches!(kind, FileKind::Character | FileKind::Block | FileKind::Fifo | FileKind::Socket)
}
