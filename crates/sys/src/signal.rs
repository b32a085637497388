//! Signals as the compatible tools meet them.

/// Lets a closed pipe end the process quietly, as it ends every C program (Rust's start-up code ignores the signal).
pub fn end_quietly_on_closed_pipe() {
    // SAFETY: SIG_DFL is a valid disposition, and no other thread installs handlers for SIGPIPE.
    unsafe {
        libc::signal(libc::SIGPIPE, libc::SIG_DFL);
    }
}
