//! Whether a shell will find the links (`PATH`, environ(7)).

use super::settle::Program;
use crate::applets;
use std::ffi::OsStr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// What keeps a shell with this search path from finding the links in `folder`: one line each.
pub(super) fn warnings(folder: &Path, search_path: &OsStr, program: &Program) -> Vec<String> {
    let Ok(own) = folder.canonicalize() else { return Vec::new() };
    let folders: Vec<PathBuf> = std::env::split_paths(search_path).collect();
    let is_own = |candidate: &PathBuf| candidate.canonicalize().is_ok_and(|candidate| candidate == own);
    let Some(place) = folders.iter().position(is_own) else {
        return vec![format!("{} is not in PATH: put it there, before the folders of the originals", folder.display())];
    };
    let before = &folders[..place];
    let hidden = applets::names().filter_map(|name| {
        let first = before.iter().map(|folder| folder.join(name)).find(|path| can_run(path) && !program.is_at(path))?;
        Some(format!("{} comes before {} in PATH", first.display(), folder.join(name).display()))
    });
    hidden.collect()
}

fn can_run(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}
