//! Files, directories and file systems that are searched for by name, and whether an open file is one of them.
//!
//! A file is known by its device and inode, whatever path it was opened by; a file system by its device; a socket by the very path that it
//! was bound to. Of several names for one file the last given counts, as lsof has it.

mod path;
mod tree;

use super::class;
use crate::mounts::{self, FileSystem};
use model::{DeviceNumber, Inode, OpenFile};
use rustix::fs::{CWD, FileType, Stat};
use rustix::io::Errno;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

/// What a name is taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameMeaning {
    /// A file system where it is the point or the device of a mount, a file otherwise.
    #[default]
    Either,
    /// A file.
    File,
    /// A file system: by the point of its mount, or what is mounted.
    FileSystem,
}

/// What to enter beside the plain files and directories of a directory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TreeCrossing {
    /// What other file systems have mounted there.
    pub file_systems: bool,
    /// What symbolic links lead to.
    pub links: bool,
}

/// Why a name is not searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameError {
    /// It cannot be asked what it is; where it is a link, its target is what cannot.
    Stat(Box<[u8]>, Errno),
    /// No file system is mounted there.
    NotAFileSystem(Box<[u8]>),
    /// It is no directory.
    NotADirectory(Box<[u8]>),
    /// A directory cannot be listed.
    List(Box<[u8]>, Errno),
}

/// Something that is searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its name as it was given, or as it was found in a directory. Untrusted bytes.
    pub given: Box<[u8]>,
    /// The same without symbolic links and slashes at its end: what it is shown under. Untrusted bytes.
    pub name: Box<[u8]>,
    /// Whether it is a file system.
    pub is_file_system: bool,
    /// Whether an open file was found to be it, or on it.
    pub is_found: bool,
}

/// All that is searched for.
#[derive(Clone, Debug, Default)]
pub struct NamedFiles {
    terms: Vec<Term>,
    by_file: HashMap<(DeviceNumber, Inode), usize>,
    by_device: HashMap<DeviceNumber, usize>,
    by_path: HashMap<Box<[u8]>, usize>,
}

impl NamedFiles {
    /// Searches for a file or file system. `file_systems` are those that are mounted.
    ///
    /// # Errors
    /// Where nothing of that name can be searched for.
    pub fn add(&mut self, name: &OsStr, meaning: NameMeaning, file_systems: &[FileSystem]) -> Result<(), NameError> {
        let given = name.as_bytes();
        let name = path::without_end_slashes(path::resolve(given));
        if meaning != NameMeaning::File {
            let systems = file_systems.iter().filter(|system| {
                let by_source = meaning == NameMeaning::FileSystem && system.source.as_bytes() == name;
                by_source || system.point.as_os_str().as_bytes() == name
            });
            let devices: Vec<_> = systems.map(device_of_files).collect();
            if !devices.is_empty() {
                let term = self.add_term(given, name, true);
                self.by_device.extend(devices.into_iter().map(|device| (device, term)));
                return Ok(());
            }
        }
        let stat = stat(&name).map_err(|error| NameError::Stat(name.as_slice().into(), error))?;
        if meaning != NameMeaning::File && FileType::from_raw_mode(stat.st_mode) == FileType::BlockDevice {
            let device = mounts::device(stat.st_rdev);
            if file_systems.iter().any(|system| system.device == device) {
                let term = self.add_term(given, name, true);
                self.by_device.insert(device, term);
                return Ok(());
            }
        }
        if meaning == NameMeaning::FileSystem {
            return Err(NameError::NotAFileSystem(name.into()));
        }
        self.add_file(given, name, &stat);
        Ok(())
    }

    /// Searches for a directory and what is directly in it, or with `whole_tree` for all that is below it. Returns which directories
    /// below it could not be listed.
    ///
    /// # Errors
    /// Where it is no directory that can be listed.
    pub fn add_directory(
        &mut self,
        name: &OsStr,
        whole_tree: bool,
        crossing: TreeCrossing,
    ) -> Result<Vec<NameError>, NameError> {
        // Its entries are called by all the slashes that it was given with.
        let given = path::resolve(name.as_bytes());
        let name = path::without_end_slashes(given.clone());
        let stat = stat(&name).map_err(|error| NameError::Stat(name.as_slice().into(), error))?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::Directory {
            return Err(NameError::NotADirectory(name.into()));
        }
        self.add_file(&given, name, &stat);
        Ok(tree::walk(given, &stat, whole_tree, crossing, |path, stat| self.add_file(&path.clone(), path, stat)))
    }

    /// Whether nothing is searched for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Looks whether an open file is searched for, or on a file system that is, and remembers that it was found. What was searched for as
    /// a file is to be shown under the term's name, what is on a file system under its own. A socket is to be looked for by its path.
    pub fn find(&mut self, file: &OpenFile) -> Option<&Term> {
        let device = file.device?;
        let by_file = file.inode.and_then(|inode| self.by_file.get(&(device, inode)));
        let found = *by_file.or_else(|| self.by_device.get(&device))?;
        self.found(found)
    }

    /// Looks whether a socket is searched for by the path that it is bound to, and remembers that it was found.
    pub fn find_socket(&mut self, path: &[u8]) -> Option<&Term> {
        let found = *self.by_path.get(path)?;
        self.found(found)
    }

    /// All terms, in the order in which they were given or listed.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    fn found(&mut self, position: usize) -> Option<&Term> {
        let term = self.terms.get_mut(position)?;
        term.is_found = true;
        Some(term)
    }

    fn add_file(&mut self, given: &[u8], name: Vec<u8>, stat: &Stat) {
        let term = self.add_term(given, name.clone(), false);
        self.by_file.insert((class::device_of(stat), Inode(stat.st_ino)), term);
        if FileType::from_raw_mode(stat.st_mode) == FileType::Socket {
            self.by_path.insert(name.into(), term);
        }
    }

    fn add_term(&mut self, given: &[u8], name: Vec<u8>, is_file_system: bool) -> usize {
        self.terms.push(Term { given: given.into(), name: name.into(), is_file_system, is_found: false });
        self.terms.len() - 1
    }
}

/// The device that files of a file system have: where it has subvolumes, another one than its own.
fn device_of_files(system: &FileSystem) -> DeviceNumber {
    stat(system.point.as_os_str().as_bytes()).map_or(system.device, |stat| class::device_of(&stat))
}

fn stat(path: &[u8]) -> Result<Stat, Errno> {
    rustix::fs::statat(CWD, path, rustix::fs::AtFlags::empty())
}

#[cfg(test)]
mod tests;
