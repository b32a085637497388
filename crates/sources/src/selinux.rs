//! SELinux: whether it is enabled, and the contexts that it gives to processes and files (selinux(8)).
//!
//! Contexts are shown as the kernel has them; the daemon mcstransd, which gives categories names for people, is not asked.

use crate::mounts;
use std::path::{Path, PathBuf};

/// The extended attribute in which a file's context stands.
const FILE_ATTRIBUTE: &str = "security.selinux";
/// Room for a context, in octets: the kernel never keeps more than a page of it.
const LONGEST_CONTEXT: usize = 4096;

/// SELinux, enabled.
#[derive(Debug)]
pub struct Selinux {
    /// Where its own file system is mounted.
    file_system: PathBuf,
}

impl Selinux {
    /// Where its configuration is.
    pub const CONFIGURATION: &str = "/etc/selinux/config";

    /// SELinux, if it is enabled: it is configured, and its file system is mounted so that it can be written. (Containers
    /// mount it read-only to say that there is none.)
    pub fn enabled(proc_root: &Path, configuration: &Path) -> Option<Self> {
        let mount = mounts::first(proc_root, "selinuxfs").ok().flatten()?;
        (!mount.read_only && configuration.exists()).then_some(Self { file_system: mount.point })
    }

    /// The context of the kernel itself.
    pub fn kernel_context(&self) -> Option<Box<[u8]>> {
        context_in(&self.file_system.join("initial_contexts/kernel"))
    }
}

/// The context of a process or thread by its folder in /proc.
pub fn task_context(folder: &Path) -> Option<Box<[u8]>> {
    context_in(&folder.join("attr/current"))
}

/// The context of the file to which a path leads.
pub(crate) fn file_context(path: &Path) -> Option<Box<[u8]>> {
    let mut room = [0; LONGEST_CONTEXT];
    let length = rustix::fs::getxattr(path, FILE_ATTRIBUTE, &mut room[..]).ok()?;
    trimmed(room.get(..length)?)
}

fn context_in(file: &Path) -> Option<Box<[u8]>> {
    trimmed(&std::fs::read(file).ok()?)
}

/// A context ends at its first NUL, if it has one; an empty one is none.
fn trimmed(context: &[u8]) -> Option<Box<[u8]>> {
    let context = context.split(|&octet| octet == 0).next()?;
    (!context.is_empty()).then(|| context.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fake_root(test: &str) -> PathBuf {
        let root = std::env::temp_dir().join(format!("sockeye-selinux-{test}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        std::fs::create_dir_all(root.join("self")).unwrap();
        root
    }

    #[test]
    fn it_is_enabled_where_it_is_configured_and_mounted_for_writing() {
        let root = fake_root("enabled");
        let configuration = root.join("config");
        let is_enabled = |mount_options: &str| {
            let line = format!("30 20 0:25 / {} {mount_options} - selinuxfs selinuxfs rw\n", root.display());
            std::fs::write(root.join("self/mountinfo"), line).unwrap();
            Selinux::enabled(&root, &configuration).is_some()
        };
        assert!(!is_enabled("rw,relatime"), "it is not configured");
        std::fs::write(&configuration, "SELINUX=enforcing\n").unwrap();
        assert!(is_enabled("rw,relatime"));
        assert!(!is_enabled("ro,relatime"));
        assert!(Selinux::enabled(Path::new("/nonexistent"), &configuration).is_none());
        std::fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn contexts_end_at_a_nul() {
        let root = fake_root("contexts");
        std::fs::create_dir_all(root.join("initial_contexts")).unwrap();
        std::fs::write(root.join("initial_contexts/kernel"), b"system_u:system_r:kernel_t:s0\0").unwrap();
        let selinux = Selinux { file_system: root.clone() };
        assert_eq!(selinux.kernel_context().as_deref(), Some(&b"system_u:system_r:kernel_t:s0"[..]));
        std::fs::create_dir_all(root.join("7/attr")).unwrap();
        std::fs::write(root.join("7/attr/current"), b"\0rest").unwrap();
        assert_eq!(task_context(&root.join("7")), None);
        assert_eq!(task_context(&root.join("8")), None);
        std::fs::remove_dir_all(root).unwrap();
    }
}
