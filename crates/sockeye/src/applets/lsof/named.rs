//! The files, directories and file systems that the command line names.

use super::args::{Args, NamesAre};
use crate::failure::Failure;
use model::Gap;
use sources::mounts::{self, FileSystem};
use sources::open_files::named::{NameError, NameMeaning, NamedFiles, TreeCrossing};
use sources::proc_files::ProcFiles;
use std::collections::HashSet;

/// The exit status when what is named cannot be searched for.
const STATUS: u8 = 1;

/// What is searched for by name.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// What there is of it.
    pub(super) files: NamedFiles,
    /// What there is not, and why: searching for it is in vain.
    pub(super) unknown: Vec<Gap>,
    /// What cannot be searched, and why.
    pub(super) gaps: Vec<Gap>,
}

/// Looks for what the command line names.
///
/// # Errors
/// A directory cannot be searched, or there is none of the names.
pub(super) fn find(args: &Args, files: &ProcFiles) -> Result<Names, Failure> {
    let criteria = &args.criteria;
    let mut names = Names::default();
    if criteria.names.is_empty() && criteria.directories.is_empty() {
        return Ok(names);
    }
    let file_systems = file_systems(files, &mut names.gaps);
    let meaning = match criteria.names_are {
        NamesAre::Either => NameMeaning::Either,
        NamesAre::Files => NameMeaning::File,
        NamesAre::FileSystems => NameMeaning::FileSystem,
    };
    for name in &criteria.names {
        if let Err(error) = names.files.add(name, meaning, &file_systems) {
            names.unknown.push(gap(&error));
        }
    }
    if names.unknown.len() == criteria.names.len() && !criteria.names.is_empty() && !args.vain_search_allowed {
        // Nothing else is listed then, and it is not tried again and again.
        let reasons: Vec<_> = names.unknown.iter().map(ToString::to_string).collect();
        return Err(Failure::new(STATUS, reasons.join("; ")));
    }
    let crossing = TreeCrossing { file_systems: criteria.crossing.file_systems, links: criteria.crossing.links };
    for directory in &criteria.directories {
        match names.files.add_directory(&directory.path, directory.whole_tree, crossing) {
            Ok(unlisted) => names.gaps.extend(unlisted.iter().map(gap)),
            Err(error) => return Err(Failure::new(STATUS, gap(&error).to_string())),
        }
    }
    Ok(names)
}

/// The devices of file systems on NFS, by which files there are known. They are looked for only if asked for.
pub(super) fn nfs_devices(args: &Args, files: &ProcFiles, gaps: &mut Vec<Gap>) -> HashSet<model::DeviceNumber> {
    if !args.criteria.nfs {
        return HashSet::new();
    }
    let is_nfs = |system: &FileSystem| system.kind.starts_with(b"nfs");
    file_systems(files, gaps).into_iter().filter(is_nfs).map(|system| system.device).collect()
}

fn file_systems(files: &ProcFiles, gaps: &mut Vec<Gap>) -> Vec<FileSystem> {
    mounts::file_systems(files.root()).unwrap_or_else(|error| {
        gaps.push(Gap::new("reading which file systems are mounted", error.to_string()));
        Vec::new()
    })
}

fn gap(error: &NameError) -> Gap {
    let (name, reason) = match error {
        NameError::Stat(name, error) | NameError::List(name, error) => (name, error.to_string()),
        NameError::NotAFileSystem(name) => (name, "no file system is mounted there".into()),
        NameError::NotADirectory(name) => (name, "it is no directory".into()),
    };
    Gap::new(format!("searching for {}", String::from_utf8_lossy(name)), reason)
}
