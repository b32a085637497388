//! Network namespaces with a file on which they are mounted: those that ip-netns(8) names, and those that container runtimes keep.

use crate::mounts::{self, Mount};
use model::NamespaceId;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Where ip-netns(8) names namespaces.
const NAMED: &str = "/run/netns";

/// A mounted network namespace.
pub(super) struct Mounted {
    pub(super) id: NamespaceId,
    /// Its name, or the whole path where `ip netns` did not make it.
    pub(super) name: Box<[u8]>,
    pub(super) point: PathBuf,
}

/// Those that this process sees mounted.
pub(super) fn namespaces(proc_root: &Path) -> io::Result<Vec<Mounted>> {
    Ok(mounts::all(proc_root, "nsfs")?.into_iter().filter_map(mounted).collect())
}

/// The namespace on a mount; its file's name on nsfs tells kind and inode.
fn mounted(mount: Mount) -> Option<Mounted> {
    let inode = inode_in(&mount.root)?;
    let name = match mount.point.strip_prefix(NAMED) {
        Ok(name) if name.components().count() == 1 => name,
        _ => &mount.point,
    };
    let name = name.as_os_str().as_bytes().into();
    Some(Mounted { id: NamespaceId { device: mount.device, inode }, name, point: mount.point })
}

/// The number in `net:[NUMBER]`; `None` for namespaces of other kinds, and whatever else.
pub(super) fn inode_in(link: &[u8]) -> Option<u64> {
    let digits = link.strip_prefix(b"net:[")?.strip_suffix(b"]")?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of(root: &[u8], point: &str) -> Option<Vec<u8>> {
        let (file_system, source) = (b"nsfs".to_vec(), b"nsfs".to_vec());
        let mount = Mount { point: point.into(), root: root.into(), device: 4, read_only: false, file_system, source };
        mounted(mount).map(|mounted| mounted.name.to_vec())
    }

    #[test]
    fn only_what_ip_made_goes_by_a_short_name() {
        assert_eq!(name_of(b"net:[4026532000]", "/run/netns/blue").unwrap(), b"blue");
        assert_eq!(name_of(b"net:[4026532000]", "/run/netns/a/b").unwrap(), b"/run/netns/a/b");
        assert_eq!(name_of(b"net:[4026532000]", "/run/netns").unwrap(), b"/run/netns");
        assert_eq!(name_of(b"net:[4026532000]", "/run/docker/netns/5d").unwrap(), b"/run/docker/netns/5d");
        assert_eq!(name_of(b"mnt:[4026532000]", "/run/netns/blue"), None);
        assert_eq!(name_of(b"net:[99999999999999999999]", "/run/netns/blue"), None);
    }
}
