//! Man pages and completions for bash, zsh and fish, out of the tables by which Sockeye reads its command lines
//! (`sockeye::manual`): what they say cannot differ from what the program does.

#![forbid(unsafe_code)]

mod bash;
mod fish;
mod page;
mod plan;
mod zsh;

use plan::Plan;
use std::io;
use std::path::{Path, PathBuf};

/// Every file, by its path in the workspace, and what is in it.
pub fn files() -> Vec<(PathBuf, String)> {
    let mut files: Vec<_> = page::all().into_iter().map(|(name, text)| (Path::new("man").join(name), text)).collect();
    let plan = Plan::of_program();
    let scripts = [
        ("sockeye.bash", bash::script(&plan)),
        ("_sockeye", zsh::script(&plan)),
        ("sockeye.fish", fish::script(&plan)),
    ];
    files.extend(scripts.into_iter().map(|(name, text)| (Path::new("completions").join(name), text)));
    files
}

/// Writes every file below this folder, and takes away pages of commands that are no more.
///
/// # Errors
/// The first file that could not be written or removed, and why.
pub fn write(root: &Path) -> io::Result<()> {
    let files = files();
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()))
    };
    for folder in ["man", "completions"].map(|folder| root.join(folder)) {
        std::fs::create_dir_all(&folder).map_err(at(&folder))?;
        for entry in std::fs::read_dir(&folder).map_err(at(&folder))? {
            let path = entry.map_err(at(&folder))?.path();
            if !files.iter().any(|(known, _)| root.join(known) == path) {
                std::fs::remove_file(&path).map_err(at(&path))?;
            }
        }
    }
    for (path, text) in &files {
        let path = root.join(path);
        std::fs::write(&path, text).map_err(at(&path))?;
    }
    Ok(())
}
