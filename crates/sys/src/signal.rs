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

/// What asks a process to end, and ends it unless it is arranged otherwise (signal(7)).
const ENDING: [libc::c_int; 4] = [libc::SIGHUP, libc::SIGINT, libc::SIGQUIT, libc::SIGTERM];

/// Signals that end a process, withheld so that something can be said before. In the thread that made this, and in those that it
/// starts afterwards, they wait until somebody [waits](Self::wait) for them. Others, started before, they would end at once.
pub struct Withheld {
    signals: libc::sigset_t,
}

/// A signal that was withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signal(libc::c_int);

impl Withheld {
    /// Withholds those that would end this process: whoever has them ignored (nohup(1)) or handled goes on so.
    ///
    /// # Errors
    /// The kernel's.
    pub fn new() -> io::Result<Self> {
        // SAFETY: all zeros is a valid set, and it is made an empty one before it is used.
        let mut signals: libc::sigset_t = unsafe { std::mem::zeroed() };
        // SAFETY: the set is ours.
        unsafe { libc::sigemptyset(&raw mut signals) };
        for signal in ENDING {
            // SAFETY: all zeros is a valid `sigaction`, and it is only written to.
            let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
            // SAFETY: nothing is set, the kernel fills what is ours.
            if unsafe { libc::sigaction(signal, std::ptr::null(), &raw mut action) } < 0 {
                return Err(io::Error::last_os_error());
            }
            if action.sa_sigaction == libc::SIG_DFL {
                // SAFETY: the set is ours, the signal one that exists.
                unsafe { libc::sigaddset(&raw mut signals, signal) };
            }
        }
        change_mask(libc::SIG_BLOCK, &signals)?;
        Ok(Self { signals })
    }

    /// Waits for the next one.
    ///
    /// # Errors
    /// The kernel's.
    pub fn wait(&self) -> io::Result<Signal> {
        let mut signal = 0;
        // SAFETY: the set and the number are ours.
        match unsafe { libc::sigwait(&raw const self.signals, &raw mut signal) } {
            0 => Ok(Signal(signal)),
            error => Err(io::Error::from_raw_os_error(error)),
        }
    }

    /// Lets a signal do what it does: the process ends of it.
    ///
    /// # Errors
    /// The kernel's.
    pub fn deliver(&self, signal: Signal) -> io::Result<()> {
        // SAFETY: the set is made an empty one before it is used, and the signal is one that exists.
        let one = unsafe {
            let mut one: libc::sigset_t = std::mem::zeroed();
            libc::sigemptyset(&raw mut one);
            libc::sigaddset(&raw mut one, signal.0);
            one
        };
        change_mask(libc::SIG_UNBLOCK, &one)?;
        // SAFETY: this takes a number alone.
        if unsafe { libc::raise(signal.0) } == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
    }
}

impl Drop for Withheld {
    /// This thread takes them again.
    fn drop(&mut self) {
        // Unblocking what was blocked cannot fail.
        let _ = change_mask(libc::SIG_UNBLOCK, &self.signals);
    }
}

/// Changes which signals this thread blocks (pthread_sigmask(3)).
fn change_mask(how: libc::c_int, signals: &libc::sigset_t) -> io::Result<()> {
    // SAFETY: the set is only read, and the old one is not asked for.
    match unsafe { libc::pthread_sigmask(how, signals, std::ptr::null_mut()) } {
        0 => Ok(()),
        error => Err(io::Error::from_raw_os_error(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withheld_signal_waits_until_somebody_asks_for_it() {
        let withheld = Withheld::new().expect("signals can be blocked");
        // SAFETY: this takes a number alone; the signal is blocked in this thread.
        assert_eq!(unsafe { libc::raise(libc::SIGTERM) }, 0);
        assert_eq!(withheld.wait().expect("one is there"), Signal(libc::SIGTERM));
    }
}
