//! One link: whose it is, and what becomes of it.

use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// What is to be done with each link.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task {
    /// It is to be removed rather than made.
    pub(super) removes: bool,
    /// Nothing is to be changed.
    pub(super) is_dry: bool,
}

/// What became of a link, or would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is new.
    Made,
    /// It was there, and ours.
    There,
    /// It was ours, and is gone.
    Removed,
    /// Something else goes by this name and was left alone.
    Foreign,
    /// There was nothing to remove.
    Absent,
}

/// The program that links lead to.
#[derive(Debug)]
pub(super) struct Program {
    path: PathBuf,
    identity: (u64, u64),
}

impl Program {
    /// The one that this process runs.
    ///
    /// # Errors
    /// /proc does not tell, or the file was replaced or removed since the start.
    pub(super) fn of_this_process() -> io::Result<Self> {
        Self::at(std::env::current_exe()?)
    }

    /// The one at this absolute path.
    pub(super) fn at(path: PathBuf) -> io::Result<Self> {
        let file = std::fs::metadata(&path)?;
        Ok(Self { path, identity: (file.dev(), file.ino()) })
    }

    /// Its absolute path, which links name.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether following this path leads to it.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        std::fs::metadata(path).is_ok_and(|file| (file.dev(), file.ino()) == self.identity)
    }

    /// Whether this is a symbolic link to it, or one that leads nowhere but names its path. False where there is nothing.
    fn has_link(&self, path: &Path) -> bool {
        let Ok(target) = std::fs::read_link(path) else { return false };
        match std::fs::metadata(path) {
            Ok(file) => (file.dev(), file.ino()) == self.identity,
            Err(_) => target == self.path,
        }
    }
}

/// Makes or removes the link at this path.
///
/// # Errors
/// Why it could not be made or removed.
pub(super) fn settle(program: &Program, path: &Path, task: Task) -> Result<Outcome, String> {
    let is_there = match std::fs::symlink_metadata(path) {
        Ok(_) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(error.to_string()),
    };
    let change = |change: &dyn Fn() -> io::Result<()>| {
        if task.is_dry { Ok(()) } else { change().map_err(|error| error.to_string()) }
    };
    match (task.removes, is_there) {
        (true, false) => Ok(Outcome::Absent),
        (true, true) if program.has_link(path) => {
            change(&|| std::fs::remove_file(path)).map_err(|error| format!("removing the link: {error}"))?;
            Ok(Outcome::Removed)
        }
        (true, true) => Ok(Outcome::Foreign),
        (false, true) if program.has_link(path) => Ok(Outcome::There),
        (false, true) => {
            Err("something else goes by this name, and is left alone (remove it, or take another folder)".into())
        }
        (false, false) => {
            // Whatever came to stand here meanwhile makes this fail; nothing is overwritten.
            let made = change(&|| std::os::unix::fs::symlink(program.path(), path));
            made.map_err(|error| format!("making the link: {error}"))?;
            Ok(Outcome::Made)
        }
    }
}
