//! Files by handle (open_by_handle_at(2)): how a cgroup is found by its id.

use std::io;
use std::os::fd::{AsFd, AsRawFd, FromRawFd, OwnedFd};

/// The handle type under which kernfs knows its directories (`FILEID_KERNFS`, `include/linux/exportfs.h`).
const FILEID_KERNFS: libc::c_int = 0xfe;

#[repr(C)]
struct KernfsHandle {
    handle_bytes: libc::c_uint,
    handle_type: libc::c_int,
    id: [u8; 8],
}

/// Opens the directory with this id on a kernfs file system, of which `mount` is any open file.
///
/// # Errors
/// `ESTALE` when there is no such directory, `EPERM` without `CAP_DAC_READ_SEARCH`.
pub fn open_kernfs_directory(mount: impl AsFd, id: u64) -> io::Result<OwnedFd> {
    let mut handle = KernfsHandle { handle_bytes: 8, handle_type: FILEID_KERNFS, id: id.to_ne_bytes() };
    // SAFETY: `KernfsHandle` has the layout of `struct file_handle` with 8 octets of handle, as `handle_bytes` says,
    // and outlives the call.
    let descriptor = unsafe {
        libc::syscall(
            libc::SYS_open_by_handle_at,
            mount.as_fd().as_raw_fd(),
            &raw mut handle,
            libc::O_RDONLY | libc::O_CLOEXEC,
        )
    };
    if descriptor < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the kernel has just opened this descriptor for us alone.
    Ok(unsafe { OwnedFd::from_raw_fd(descriptor as i32) })
}
