//! Descriptors that whoever started this process left open in it.

/// Closes all of them but standard input, output and error (close_range(2)). To be called before anything is opened.
pub fn close_descriptors() {
    // SAFETY: at the start nothing of ours is open but those three, and what others handed over without our knowledge nobody here uses.
    // It fails on kernels before 5.9, where they stay open and show in listings.
    unsafe {
        libc::syscall(libc::SYS_close_range, 3 as libc::c_uint, libc::c_uint::MAX, 0 as libc::c_uint);
    }
}
