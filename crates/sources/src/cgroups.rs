//! Cgroup v2 directories by id. A cgroup's id is the inode number of its directory, so one walk of the mounted tree
//! knows them all; it needs no privilege.

use crate::mounts;
use model::{CgroupId, Facts, Gap};
use std::collections::HashMap;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirEntryExt, MetadataExt};
use std::path::Path;

/// The cgroup v2 tree as it is mounted here.
#[derive(Debug, Default)]
pub struct Cgroups {
    /// The device number of the tree's file system.
    device: Option<u64>,
    paths: HashMap<CgroupId, Vec<u8>>,
}

impl Cgroups {
    /// Walks the first cgroup v2 tree that `proc_root` (`/proc`) lists as mounted.
    pub fn discover(proc_root: &Path) -> Facts<Self> {
        let operation = "reading the cgroup tree";
        let mount = match mounts::first(proc_root, "cgroup2") {
            Ok(Some(mount)) => mount.point,
            Ok(None) => {
                let gap = Gap::new(operation, "no cgroup2 file system is mounted here");
                return Facts { found: Self::default(), gaps: vec![gap.with_remedy("mount one to see cgroup paths")] };
            }
            Err(error) => {
                return Facts { found: Self::default(), gaps: vec![Gap::new(operation, error.to_string())] };
            }
        };
        let mut cgroups = Self::default();
        let gaps = match cgroups.walk(&mount) {
            Ok(()) => Vec::new(),
            Err(error) => vec![Gap::new(format!("{operation} at {}", mount.display()), error.to_string())],
        };
        Facts { found: cgroups, gaps }
    }

    fn walk(&mut self, mount: &Path) -> io::Result<()> {
        let root = std::fs::metadata(mount)?;
        self.device = Some(root.dev());
        self.paths.insert(CgroupId(root.ino()), b"/".to_vec());
        let mut pending = vec![(mount.to_owned(), Vec::new())];
        while let Some((folder, path)) = pending.pop() {
            // A cgroup may be removed while the tree is walked.
            let Ok(entries) = std::fs::read_dir(&folder) else { continue };
            for entry in entries.flatten() {
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    let child = [path.as_slice(), b"/", entry.file_name().as_bytes()].concat();
                    self.paths.insert(CgroupId(entry.ino()), child.clone());
                    pending.push((entry.path(), child));
                }
            }
        }
        Ok(())
    }

    /// The path of the cgroup below the mount, starting with `/`; `None` when it is not in this tree.
    pub fn path(&self, id: CgroupId) -> Option<&[u8]> {
        self.paths.get(&id).map(Vec::as_slice)
    }

    /// The id of the cgroup whose directory this is; `None` for any other path.
    pub fn id(&self, directory: &Path) -> Option<CgroupId> {
        let found = std::fs::metadata(directory).ok()?;
        (Some(found.dev()) == self.device).then(|| CgroupId(found.ino()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_known_by_the_inodes_of_its_folders() {
        let root = std::env::temp_dir().join(format!("sockeye-cgroups-{}", std::process::id()));
        std::fs::create_dir_all(root.join("a.slice/b.scope")).unwrap();
        let mut cgroups = Cgroups::default();
        cgroups.walk(&root).unwrap();
        let id = cgroups.id(&root.join("a.slice/b.scope")).unwrap();
        assert_eq!(cgroups.path(id), Some(&b"/a.slice/b.scope"[..]));
        assert_eq!(cgroups.path(cgroups.id(&root).unwrap()), Some(&b"/"[..]));
        assert_eq!(cgroups.id(&root.join("missing")), None);
        assert_eq!(cgroups.id(Path::new("/proc")), None);
        std::fs::remove_dir_all(root).unwrap();
    }
}
