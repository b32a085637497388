//! What is in a directory, or in all directories below it.

use super::{NameError, TreeCrossing, stat};
use crate::open_files::class;
use model::{DeviceNumber, Inode};
use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;
use std::collections::HashSet;

/// Calls `each` with the path of every entry of a directory and what it is, then with `whole_tree` with those of the directories found: the
/// last of them first. Returns what could not be listed. `top` is what the directory is itself.
pub(super) fn walk(
    path: Vec<u8>,
    top: &Stat,
    whole_tree: bool,
    crossing: TreeCrossing,
    mut each: impl FnMut(Vec<u8>, &Stat),
) -> Vec<NameError> {
    let mut problems = Vec::new();
    // Links may lead round in a circle.
    let mut entered: HashSet<(DeviceNumber, Inode)> = HashSet::from([identity(top)]);
    let mut to_enter = vec![path];
    while let Some(directory) = to_enter.pop() {
        let entries = match entries(&directory) {
            Ok(entries) => entries,
            Err(error) => {
                problems.push(NameError::List(directory.into(), error));
                continue;
            }
        };
        for name in entries {
            let path = join(&directory, &name);
            // An entry that is gone by now cannot be open by this name either.
            let Ok(stat) = entry(&path, crossing) else { continue };
            let Some(stat) = stat.filter(|stat| crossing.file_systems || stat.st_dev == top.st_dev) else { continue };
            let is_directory = FileType::from_raw_mode(stat.st_mode) == FileType::Directory;
            if whole_tree && is_directory && entered.insert(identity(&stat)) {
                to_enter.push(path.clone());
            }
            each(path, &stat);
        }
    }
    problems
}

/// What an entry is; `None`: a link that is not to be followed.
fn entry(path: &[u8], crossing: TreeCrossing) -> Result<Option<Stat>, Errno> {
    let itself = rustix::fs::statat(CWD, path, AtFlags::SYMLINK_NOFOLLOW)?;
    match FileType::from_raw_mode(itself.st_mode) {
        FileType::Symlink if crossing.links => stat(path).map(Some),
        FileType::Symlink => Ok(None),
        _ => Ok(Some(itself)),
    }
}

/// The names in a directory, as the kernel orders them.
fn entries(directory: &[u8]) -> Result<Vec<Vec<u8>>, Errno> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let opened = rustix::fs::openat(CWD, directory, flags, Mode::empty())?;
    let mut names = Vec::new();
    for entry in Dir::new(opened)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if name != b"." && name != b".." {
            names.push(name.to_vec());
        }
    }
    Ok(names)
}

fn identity(stat: &Stat) -> (DeviceNumber, Inode) {
    (class::device_of(stat), Inode(stat.st_ino))
}

fn join(directory: &[u8], name: &[u8]) -> Vec<u8> {
    let slash: &[u8] = if directory.ends_with(b"/") { b"" } else { b"/" };
    [directory, slash, name].concat()
}
