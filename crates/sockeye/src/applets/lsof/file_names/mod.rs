//! The files and file systems that are searched for by name: words behind the options, `+d` and `+D`.
//!
//! Each is looked up once, before anything is listed; open files are then compared by device and inode, file systems by device, and UNIX
//! domain sockets, whose files are not what is open, by the path that they are bound to. Where two names are those of one file the later one finds it.

use super::args::{Criteria, NamesAre};
use super::selection::Missing;
use model::{DeviceNumber, Inode};
use sources::mounts::FileSystem;
use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

/// What is searched for, and what has been found of it.
#[derive(Debug, Default)]
pub(crate) struct FileNames {
    /// In the order given.
    targets: Vec<Target>,
    by_file: HashMap<(DeviceNumber, Inode), usize>,
    by_file_system: HashMap<DeviceNumber, usize>,
    by_path: HashMap<Vec<u8>, usize>,
}

#[derive(Debug)]
struct Target {
    name: OsString,
    is_file_system: bool,
    is_found: bool,
}

/// A name that cannot be searched for. The others can.
#[derive(Debug)]
pub(crate) enum NameError {
    /// It is not there, or may not be seen.
    Lookup(PathBuf, io::Error),
    /// `+f` takes file systems only.
    NoFileSystem(OsString),
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lookup(path, error) => write!(f, "looking up {}: {error}", path.display()),
            Self::NoFileSystem(name) => write!(f, "no file system is mounted at {}", Path::new(name).display()),
        }
    }
}

/// A directory behind `+d` or `+D` that cannot be searched: that ends everything.
#[derive(Debug)]
pub(crate) enum DirectoryError {
    Lookup(PathBuf, io::Error),
    NoDirectory(PathBuf),
}

impl fmt::Display for DirectoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lookup(path, error) => write!(f, "looking into {}: {error}", path.display()),
            Self::NoDirectory(path) => write!(f, "{} is no directory", path.display()),
        }
    }
}

impl FileNames {
    /// Looks up what the criteria name. Names that cannot be searched for are returned beside those that can; if there are only such,
    /// nothing at all is to be listed ([`FileNames::are_all_missing`]).
    ///
    /// # Errors
    /// A directory that cannot be searched.
    pub(crate) fn look_up(
        criteria: &Criteria,
        file_systems: &[FileSystem],
    ) -> Result<(Self, Vec<NameError>), DirectoryError> {
        let mut names = Self::default();
        for directory in &criteria.directories {
            names.add_directory(Path::new(&directory.path), directory.whole_tree, criteria)?;
        }
        let mut errors = Vec::new();
        for name in &criteria.names {
            if let Err(error) = names.add_name(name, criteria.names_are, file_systems) {
                errors.push(error);
            }
        }
        Ok((names, errors))
    }

    /// Whether names were given and none can be searched for: then the original lists nothing, whatever else is selected.
    pub(crate) fn are_all_missing(criteria: &Criteria, errors: &[NameError]) -> bool {
        !errors.is_empty() && errors.len() == criteria.names.len()
    }

    /// Whether an open file is searched for. `path`: where it is bound, of a UNIX domain socket.
    pub(crate) fn find(&mut self, device: Option<DeviceNumber>, inode: Option<Inode>, path: Option<&[u8]>) -> bool {
        let by_path = path.and_then(|path| self.by_path.get(path));
        let by_file = || self.by_file.get(&device.zip(inode)?);
        let by_file_system = || self.by_file_system.get(&device?);
        let Some(place) = by_path.or_else(by_file).or_else(by_file_system).copied() else { return false };
        self.targets[place].is_found = true;
        true
    }

    /// What was not found, in the order in which the original says it.
    pub(crate) fn missing(&self) -> impl Iterator<Item = Missing<'_>> {
        self.targets.iter().rev().filter(|target| !target.is_found).map(|target| match target.is_file_system {
            true => Missing::FileSystem(&target.name),
            false => Missing::File(&target.name),
        })
    }

    fn add_name(&mut self, name: &OsStr, names_are: NamesAre, file_systems: &[FileSystem]) -> Result<(), NameError> {
        let failed = |error| NameError::Lookup(PathBuf::from(name), error);
        let path = fs::canonicalize(name).map_err(failed)?;
        let metadata = fs::metadata(&path).map_err(failed)?;
        if names_are != NamesAre::Files {
            let is_device = metadata.file_type().is_block_device();
            let mut is_mounted = false;
            for file_system in file_systems {
                if file_system.point == path || (is_device && Path::new(&file_system.source) == path) {
                    is_mounted = true;
                    self.by_file_system.insert(file_system.device, self.targets.len());
                    self.targets.push(Target { name: name.to_owned(), is_file_system: true, is_found: false });
                }
            }
            if is_mounted {
                return Ok(());
            }
            if names_are == NamesAre::FileSystems {
                return Err(NameError::NoFileSystem(name.to_owned()));
            }
        }
        self.add_file(name, &metadata);
        Ok(())
    }

    fn add_file(&mut self, name: &OsStr, metadata: &Metadata) {
        let place = self.targets.len();
        self.by_file.insert((device_of(metadata), Inode(metadata.ino())), place);
        if metadata.file_type().is_socket() {
            self.by_path.insert(name.as_bytes().to_vec(), place);
        }
        self.targets.push(Target { name: name.to_owned(), is_file_system: false, is_found: false });
    }

    /// Adds a directory and what is in it, and with `whole_tree` what is below. Symbolic links and what is mounted there are left out unless
    /// `-x` crosses them; a directory that was visited is not visited again.
    fn add_directory(&mut self, path: &Path, whole_tree: bool, criteria: &Criteria) -> Result<(), DirectoryError> {
        let failed = |error| DirectoryError::Lookup(path.to_owned(), error);
        let is_link = fs::symlink_metadata(path).map_err(failed)?.is_symlink();
        let top = if is_link { fs::canonicalize(path).map_err(failed)? } else { path.components().collect() };
        let metadata = fs::metadata(&top).map_err(failed)?;
        if !metadata.is_dir() {
            return Err(DirectoryError::NoDirectory(path.to_owned()));
        }
        let home = metadata.dev();
        self.add_file(top.as_os_str(), &metadata);
        let mut visited = HashSet::from([(home, metadata.ino())]);
        let mut pending = vec![top];
        while let Some(directory) = pending.pop() {
            // What vanishes or may not be read meanwhile is not searched for.
            for entry in fs::read_dir(&directory).into_iter().flatten().flatten() {
                let path = directory.join(entry.file_name());
                let Ok(mut metadata) = fs::symlink_metadata(&path) else { continue };
                if metadata.is_symlink() {
                    match fs::metadata(&path) {
                        Ok(followed) if criteria.crossing.links => metadata = followed,
                        _ => continue,
                    }
                }
                if metadata.dev() != home && !criteria.crossing.file_systems {
                    continue;
                }
                self.add_file(path.as_os_str(), &metadata);
                if whole_tree && metadata.is_dir() && visited.insert((metadata.dev(), metadata.ino())) {
                    pending.push(path);
                }
            }
        }
        Ok(())
    }
}

fn device_of(metadata: &Metadata) -> DeviceNumber {
    sources::mounts::device(metadata.dev())
}

#[cfg(test)]
mod tests;
