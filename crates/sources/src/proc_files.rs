//! Where the files of /proc are: at their usual place, or wherever whoever asks wants them read from.

use std::path::{Path, PathBuf};

/// The files of /proc by their names below it, such as `net/tcp`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcFiles {
    root: PathBuf,
    instead_of_kernel: bool,
    replaced: Vec<(&'static str, PathBuf)>,
}

impl ProcFiles {
    /// Where the running kernel has them.
    pub const ROOT: &'static str = "/proc";

    /// The files below `root`, for what the kernel's diagnostics do not tell.
    pub fn beside_kernel(root: &Path) -> Self {
        Self { root: root.to_owned(), instead_of_kernel: false, replaced: Vec::new() }
    }

    /// The files below `root`, to be read instead of asking the running kernel.
    pub fn instead_of_kernel(root: &Path) -> Self {
        Self { instead_of_kernel: true, ..Self::beside_kernel(root) }
    }

    /// Puts another file in the place of one, to be read instead of asking the running kernel.
    pub fn replace(&mut self, name: &'static str, path: PathBuf) {
        self.replaced.push((name, path));
    }

    /// What the names stand below.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a file is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.replacement(name).map_or_else(|| self.root.join(name), Path::to_owned)
    }

    /// Whether a file stands in the place of the running kernel's, so that the kernel itself is not to be asked.
    pub fn stands_for_kernel(&self, name: &str) -> bool {
        self.instead_of_kernel || self.replacement(name).is_some()
    }

    fn replacement(&self, name: &str) -> Option<&Path> {
        self.replaced.iter().find(|(replaced, _)| *replaced == name).map(|(_, path)| path.as_path())
    }
}

impl From<&Path> for ProcFiles {
    fn from(root: &Path) -> Self {
        Self::beside_kernel(root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_file_is_elsewhere_and_stands_for_the_kernel() {
        let mut files = ProcFiles::beside_kernel(Path::new("/proc"));
        assert!(!files.stands_for_kernel("net/tcp"));
        files.replace("net/tcp", "/tmp/tcp".into());
        assert_eq!(files.path("net/tcp"), Path::new("/tmp/tcp"));
        assert_eq!(files.path("net/udp"), Path::new("/proc/net/udp"));
        assert!(files.stands_for_kernel("net/tcp"));
        assert!(!files.stands_for_kernel("net/udp"));
        assert!(ProcFiles::instead_of_kernel(Path::new("/other")).stands_for_kernel("net/udp"));
    }
}
