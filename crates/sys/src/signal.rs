//! Signals: a closed pipe as C programs meet it, and being asked to end.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

/// Lets a closed pipe end the process quietly, as it ends every C program (Rust's start-up code ignores the signal).
pub fn end_quietly_on_closed_pipe() {
    // SAFETY: SIG_DFL is a valid disposition, and no other thread installs handlers for SIGPIPE.
    unsafe {
        libc::signal(libc::SIGPIPE, libc::SIG_DFL);
    }
}

/// Whether somebody has asked this process to end.
static ASKED_TO_END: AtomicBool = AtomicBool::new(false);

/// From now on the first SIGINT or SIGTERM does not end the process but is noted ([`is_asked_to_end`]); it interrupts what waits. The
/// second one ends it.
///
/// # Errors
/// The kernel's.
pub fn note_requests_to_end() -> io::Result<()> {
    let handler: extern "C" fn(libc::c_int) = note;
    for signal in [libc::SIGINT, libc::SIGTERM] {
        // SAFETY: all zeros is a valid `sigaction`: no flags, an empty mask.
        let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
        action.sa_sigaction = handler as libc::sighandler_t;
        action.sa_flags = libc::SA_RESETHAND;
        // SAFETY: the handler does nothing but store an atomic, which a signal handler may.
        if unsafe { libc::sigaction(signal, &raw const action, std::ptr::null_mut()) } < 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}

/// Whether a signal has asked this process to end since [`note_requests_to_end`].
pub fn is_asked_to_end() -> bool {
    ASKED_TO_END.load(Ordering::Relaxed)
}

extern "C" fn note(_signal: libc::c_int) {
    ASKED_TO_END.store(true, Ordering::Relaxed);
}
