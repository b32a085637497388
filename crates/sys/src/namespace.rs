//! Entering another network namespace, as `ip netns exec` does (ip-netns(8), setns(2)).
//!
//! Beside the namespace itself its view of /sys is needed, and the configuration that it has of its own. Both are mounted in a
//! mount namespace that nobody else sees and that ends with this process. Who only opens sockets in a namespace needs neither:
//! a thread of its own enters through [`NetworkNamespace`] and ends there.

use rustix::fs::StatVfsMountFlags;
use rustix::io::Errno;
use rustix::mount::{MountFlags, MountPropagationFlags, UnmountFlags};
use rustix::thread::{LinkNameSpaceType, UnshareFlags};
use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Where `ip netns add` keeps namespaces by name.
const NAMES: &str = "/run/netns";
/// Where a namespace's own configuration stands, in a folder of its name.
const CONFIGURATIONS: &str = "/etc/netns";

/// Why a network namespace could not be entered: what was being done, and what stopped it.
#[derive(Debug)]
pub struct EnterError {
    /// The operation.
    pub operation: &'static str,
    /// What stopped it.
    pub error: io::Error,
}

/// A file of the namespace's configuration that could not be mounted where it belongs.
#[derive(Debug)]
pub struct NotMounted {
    /// The file.
    pub file: PathBuf,
    /// What stopped it.
    pub error: io::Error,
}

/// A network namespace that is open, and so lasts.
#[derive(Debug)]
pub struct NetworkNamespace {
    file: File,
}

impl NetworkNamespace {
    /// Opens the namespace at a path such as `/run/netns/NAME` or `/proc/PID/ns/net`.
    ///
    /// # Errors
    /// The kernel's, when there is nothing at this path or it may not be opened.
    pub fn open(path: &Path) -> io::Result<Self> {
        // What is no namespace must not stop us: a FIFO would wait for its writer.
        let file = File::options().read(true).custom_flags(libc::O_NONBLOCK).open(path)?;
        Ok(Self { file })
    }

    /// The numbers of its device and inode, which no other namespace has as long as this one lasts.
    ///
    /// # Errors
    /// The kernel's.
    pub fn device_and_inode(&self) -> io::Result<(u64, u64)> {
        let status = self.file.metadata()?;
        Ok((status.dev(), status.ino()))
    }

    /// Moves this thread, and those that it starts from now on, into the namespace.
    ///
    /// # Errors
    /// The kernel's, when this is no network namespace or this process may not enter it (`CAP_SYS_ADMIN` in both).
    pub fn enter(&self) -> io::Result<()> {
        Ok(rustix::thread::move_into_link_name_space(self.file.as_fd(), Some(LinkNameSpaceType::Network))?)
    }
}

/// Moves this thread, and those that it starts from now on, into the network namespace of this name, or at this absolute path (such as
/// `/run/docker/netns/ID`), or in which the process with this number is. Returns the files of its configuration that stay hidden.
///
/// # Errors
/// The first step that failed; what went before stays done.
pub fn enter(name: &OsStr) -> Result<Vec<NotMounted>, EnterError> {
    let during = |operation| move |error: io::Error| EnterError { operation, error };
    let namespace = open_named(name).map_err(during("opening the network namespace"))?;
    namespace.enter().map_err(during("entering the network namespace"))?;
    // SAFETY: of all flags only FILES can part a thread from its descriptors.
    unsafe { rustix::thread::unshare_unsafe(UnshareFlags::NEWNS) }
        .map_err(|error| during("making a mount namespace for the network namespace")(error.into()))?;
    // What is mounted from here on must not reach the outside.
    rustix::mount::mount_change("/", MountPropagationFlags::DOWNSTREAM | MountPropagationFlags::REC)
        .map_err(|error| during("separating mounts for the network namespace")(error.into()))?;
    mount_sys(name).map_err(|error| during("mounting /sys for the network namespace")(error.into()))?;
    Ok(mount_configuration(name))
}

/// A number that is no name is a process.
fn open_named(name: &OsStr) -> io::Result<NetworkNamespace> {
    // Joining an absolute path yields that path.
    let named = NetworkNamespace::open(&Path::new(NAMES).join(name));
    let is_number = !name.is_empty() && name.as_encoded_bytes().iter().all(u8::is_ascii_digit);
    match named {
        Err(error) if error.kind() == io::ErrorKind::NotFound && is_number => {
            NetworkNamespace::open(&Path::new("/proc").join(name).join("ns/net"))
        }
        opened => opened,
    }
}

/// Shows the namespace's own interfaces in /sys.
fn mount_sys(name: &OsStr) -> rustix::io::Result<()> {
    let mut flags = MountFlags::empty();
    // Where it cannot be taken down it is covered; the kernel lets nobody cover a read-only one with one that can be written.
    if rustix::mount::unmount("/sys", UnmountFlags::DETACH).is_err()
        && rustix::fs::statvfs("/sys").is_ok_and(|status| status.f_flag.contains(StatVfsMountFlags::RDONLY))
    {
        flags = MountFlags::RDONLY;
    }
    rustix::mount::mount(name, "/sys", "sysfs", flags, None::<&std::ffi::CStr>)
}

/// Covers files of /etc with those that the namespace has of its own.
fn mount_configuration(name: &OsStr) -> Vec<NotMounted> {
    let Ok(entries) = std::fs::read_dir(Path::new(CONFIGURATIONS).join(name)) else { return Vec::new() };
    let mounted = entries.flatten().map(|entry| {
        let target = Path::new("/etc").join(entry.file_name());
        rustix::mount::mount_bind(entry.path(), target)
            .map_err(|error: Errno| NotMounted { file: entry.path(), error: error.into() })
    });
    mounted.filter_map(Result::err).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_process_in_its_namespace() {
        let own = NetworkNamespace::open(Path::new("/proc/self/ns/net")).unwrap().device_and_inode().unwrap();
        let number = std::process::id().to_string();
        assert_eq!(open_named(OsStr::new(&number)).unwrap().device_and_inode().unwrap(), own);
        assert!(open_named(OsStr::new("self")).is_err());
    }

    #[test]
    fn what_is_no_namespace_is_refused_before_anything_changes() {
        let before = std::fs::read_link("/proc/thread-self/ns/net").unwrap();
        for (name, error) in [
            ("no such namespace", Some(Errno::NOENT)),
            ("4294967295", Some(Errno::NOENT)),
            ("/dev/null", None),
            (".", None),
        ] {
            let refused = enter(OsStr::new(name)).unwrap_err();
            assert!(
                error.is_none_or(|error| refused.error.raw_os_error() == Some(error.raw_os_error())),
                "{refused:?}"
            );
        }
        assert_eq!(std::fs::read_link("/proc/thread-self/ns/net").unwrap(), before);
    }
}
