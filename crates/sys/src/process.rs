//! Processes: comparing what two tasks have (kcmp(2)), and whose rights this one has (credentials(7)).

use std::io;

/// `KCMP_FILES`.
const DESCRIPTORS: libc::c_long = 2;

/// Whether two processes or threads share one table of descriptors.
///
/// # Errors
/// `EPERM` for tasks that may not be examined, `ESRCH` where one has ended, `ENOSYS` from a kernel that does not compare.
pub fn share_descriptors(one: u32, other: u32) -> io::Result<bool> {
    // SAFETY: numbers alone are handed over.
    let answer =
        unsafe { libc::syscall(libc::SYS_kcmp, libc::c_long::from(one), libc::c_long::from(other), DESCRIPTORS, 0, 0) };
    if answer < 0 { Err(io::Error::last_os_error()) } else { Ok(answer == 0) }
}

/// The user whose rights this process has.
pub fn effective_user() -> u32 {
    rustix::process::geteuid().as_raw()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_shares_its_descriptors_with_itself_and_not_with_its_parent() {
        let own = std::process::id();
        assert!(share_descriptors(own, own).unwrap());
        assert!(!share_descriptors(own, std::os::unix::process::parent_id()).unwrap_or(false));
    }
}
