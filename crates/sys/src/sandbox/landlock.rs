//! Landlock (landlock(7), `include/uapi/linux/landlock.h`): which files may be opened, which ports of TCP used, whom signals reach.
//!
//! Its versions only add to it. What a kernel does not know is not asked of it.

use super::{Confinement, Files, Ports};
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::path::Path;

/// The first version that knows ports.
pub(super) const WITH_PORTS: u32 = 4;
/// The first version that knows scopes.
pub(super) const WITH_SCOPES: u32 = 6;

/// Rights over files, `LANDLOCK_ACCESS_FS_*`.
const READ_FILE: u64 = 1 << 2;
const READ_DIR: u64 = 1 << 3;
const REMOVE_DIR: u64 = 1 << 4;
const REMOVE_FILE: u64 = 1 << 5;

/// Rights over ports, `LANDLOCK_ACCESS_NET_*`.
const BIND_TCP: u64 = 1 << 0;
const CONNECT_TCP: u64 = 1 << 1;

/// `LANDLOCK_SCOPE_*`
const ABSTRACT_UNIX_SOCKET: u64 = 1 << 0;
const SIGNAL: u64 = 1 << 1;

/// `enum landlock_rule_type`
const PATH_BENEATH: libc::c_int = 1;
const NET_PORT: libc::c_int = 2;

/// `LANDLOCK_CREATE_RULESET_VERSION`
const ASKS_VERSION: u32 = 1 << 0;

/// `struct landlock_ruleset_attr`: what is refused unless a rule allows it.
#[repr(C)]
#[derive(Default)]
struct Ruleset {
    files: u64,
    ports: u64,
    scopes: u64,
}

/// `struct landlock_path_beneath_attr`
#[repr(C, packed)]
struct PathBeneath {
    allowed: u64,
    folder: i32,
}

/// `struct landlock_net_port_attr`
#[repr(C)]
struct NetPort {
    allowed: u64,
    port: u64,
}

/// The layout of a rule.
///
/// # Safety
/// It is what the kernel reads for its kind.
unsafe trait Rule {
    const KIND: libc::c_int;
}

// SAFETY: the layout of the kernel's header.
unsafe impl Rule for PathBeneath {
    const KIND: libc::c_int = PATH_BENEATH;
}

// SAFETY: the layout of the kernel's header.
unsafe impl Rule for NetPort {
    const KIND: libc::c_int = NET_PORT;
}

/// All rights over files that a version knows.
fn rights_over_files(version: u32) -> u64 {
    let count = match version {
        0 => 0,
        1 => 13,
        // Moving between folders,
        2 => 14,
        // truncating,
        3 | 4 => 15,
        // and ioctl(2) of devices.
        _ => 16,
    };
    (1 << count) - 1
}

/// Restricts this thread, and tells by which version; 0 where there is no Landlock.
pub(super) fn restrict(confinement: &Confinement) -> io::Result<u32> {
    let version = version();
    if version == 0 {
        return Ok(0);
    }
    let mut attributes = Ruleset { files: rights_over_files(version), ..Ruleset::default() };
    let ports = [(&confinement.connects_to, CONNECT_TCP), (&confinement.binds_to, BIND_TCP)];
    if version >= WITH_PORTS {
        attributes.ports = ports.iter().filter(|(ports, _)| **ports != Ports::Any).map(|(_, right)| right).sum();
    }
    if version >= WITH_SCOPES {
        attributes.scopes = if confinement.reaches_abstract_sockets { SIGNAL } else { SIGNAL | ABSTRACT_UNIX_SOCKET };
    }
    let ruleset = create(&attributes)?;
    if confinement.files == Files::Read {
        allow_path(&ruleset, Path::new("/"), READ_FILE | READ_DIR)?;
    }
    for path in &confinement.removes {
        let right = if path.is_dir() { REMOVE_DIR } else { REMOVE_FILE };
        // What a folder holds is its own to give up.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        allow_path(&ruleset, folder, right)?;
    }
    if version >= WITH_PORTS {
        for (ports, right) in ports {
            let Ports::Only(ports) = ports else { continue };
            for &port in ports {
                add(&ruleset, &NetPort { allowed: right, port: port.into() })?;
            }
        }
    }
    // SAFETY: numbers only.
    answer(unsafe { libc::syscall(libc::SYS_landlock_restrict_self, ruleset.as_raw_fd(), 0 as libc::c_uint) })?;
    Ok(version)
}

/// The version of the interface; 0 where it is not built in or not switched on.
fn version() -> u32 {
    let nothing = std::ptr::null::<Ruleset>();
    // SAFETY: asked for its version, the kernel takes no attributes.
    let answer = unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, nothing, 0 as libc::size_t, ASKS_VERSION) };
    u32::try_from(answer).unwrap_or(0)
}

fn create(attributes: &Ruleset) -> io::Result<OwnedFd> {
    // An older kernel takes the longer struct as long as what it does not know is zero.
    let size = size_of::<Ruleset>();
    // SAFETY: the kernel reads as many octets from there.
    let descriptor = answer(unsafe {
        libc::syscall(libc::SYS_landlock_create_ruleset, &raw const *attributes, size, 0 as libc::c_uint)
    })?;
    // SAFETY: the kernel has just opened it for us, and nobody else knows it.
    Ok(unsafe { OwnedFd::from_raw_fd(descriptor) })
}

fn allow_path(ruleset: &OwnedFd, folder: &Path, allowed: u64) -> io::Result<()> {
    use rustix::fs::{Mode, OFlags, open};
    let folder = open(folder, OFlags::PATH | OFlags::CLOEXEC, Mode::empty())?;
    add(ruleset, &PathBeneath { allowed, folder: folder.as_raw_fd() })
}

fn add<R: Rule>(ruleset: &OwnedFd, rule: &R) -> io::Result<()> {
    let (ruleset, rule) = (ruleset.as_raw_fd(), &raw const *rule);
    // SAFETY: the kernel reads from there what a rule of this kind has, which is what `Rule` promises.
    answer(unsafe { libc::syscall(libc::SYS_landlock_add_rule, ruleset, R::KIND, rule, 0 as libc::c_uint) })?;
    Ok(())
}

fn answer(value: libc::c_long) -> io::Result<i32> {
    if value < 0 {
        return Err(io::Error::last_os_error());
    }
    i32::try_from(value).map_err(|_| io::ErrorKind::InvalidData.into())
}
