//! Asks for a passphrase at the terminal, without showing what is typed.
//!
//! The terminal of the process is asked (`/dev/tty`, tty(4)), never standard input, which may have something else to say. Echo is
//! switched off meanwhile (termios(3)), and on again however this ends: a signal that would end or stop the process is kept back
//! (signal-safety(7): its handler does no more than write to an eventfd) until the terminal is as before, and then takes its effect.

use rustix::event::{EventfdFlags, PollFd, PollFlags, eventfd, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::process::{Signal, getpid, kill_process};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use std::fmt;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Mutex, PoisonError};

/// What somebody has typed. It shows itself to nobody, and is overwritten when it is not needed any more.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Vec<u8>);

impl Passphrase {
    /// A passphrase that is known.
    pub fn new(octets: Vec<u8>) -> Self {
        Self(octets)
    }

    /// What was typed, without the end of the line.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Passphrase(…)")
    }
}

impl Drop for Passphrase {
    fn drop(&mut self) {
        self.0.fill(0);
        // The compiler may not leave out what it thinks that somebody sees.
        std::hint::black_box(&self.0);
    }
}

/// What is typed beyond this is not kept: no terminal hands over longer lines (`N_TTY_BUF_SIZE`).
const MOST: usize = 4096;

/// Signals that would leave the terminal without echo.
const KEPT_BACK: [libc::c_int; 8] = [
    libc::SIGALRM,
    libc::SIGHUP,
    libc::SIGINT,
    libc::SIGQUIT,
    libc::SIGTERM,
    libc::SIGTSTP,
    libc::SIGTTIN,
    libc::SIGTTOU,
];

/// The terminal of the process. A process that gives up opening files may go on asking at one that is open.
#[derive(Debug)]
pub struct Terminal(OwnedFd);

impl Terminal {
    /// Opens it.
    ///
    /// # Errors
    /// The process has none.
    pub fn open() -> io::Result<Self> {
        let flags = OFlags::RDWR | OFlags::CLOEXEC | OFlags::NOCTTY;
        Ok(Self(rustix::fs::open("/dev/tty", flags, Mode::empty())?))
    }

    /// Asks, and waits for a line, or the end of input. Stopped and continued, it asks again.
    ///
    /// # Errors
    /// The terminal fails, or a signal came that did not end the process (`Interrupted`).
    pub fn ask(&self, prompt: &str) -> io::Result<Passphrase> {
        /// One at a time: signals and the terminal are the process's.
        static ASKING: Mutex<()> = Mutex::new(());
        let _guard = ASKING.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let signals = KeptSignals::new()?;
            let asked = ask_once(self.0.as_fd(), prompt, &signals);
            let Some(signal) = signals.finish() else { return asked };
            kill_process(getpid(), signal)?;
            if !matches!(signal, Signal::TSTP | Signal::TTIN | Signal::TTOU) {
                return Err(io::ErrorKind::Interrupted.into());
            }
        }
    }
}

/// Asks once, as [`Terminal::ask`] does.
///
/// # Errors
/// Those of [`Terminal::open`] and [`Terminal::ask`].
pub fn ask(prompt: &str) -> io::Result<Passphrase> {
    Terminal::open()?.ask(prompt)
}

fn ask_once(terminal: BorrowedFd<'_>, prompt: &str, signals: &KeptSignals) -> io::Result<Passphrase> {
    let _silence = Silence::new(terminal)?;
    write_all(terminal, prompt.as_bytes())?;
    let line = read_line(terminal, signals)?;
    // The end of the line was not shown either.
    write_all(terminal, b"\n")?;
    Ok(line)
}

fn read_line(terminal: BorrowedFd<'_>, signals: &KeptSignals) -> io::Result<Passphrase> {
    let mut typed = Passphrase(Vec::with_capacity(MOST));
    loop {
        let mut waited = [
            PollFd::from_borrowed_fd(terminal, PollFlags::IN),
            PollFd::from_borrowed_fd(signals.arrival.as_fd(), PollFlags::IN),
        ];
        match poll(&mut waited, None) {
            Err(Errno::INTR) => continue,
            waited => waited?,
        };
        if !waited[1].revents().is_empty() {
            // The signal decides what becomes of this.
            return Ok(typed);
        }
        let mut octet = [0];
        match rustix::io::read(terminal, &mut octet) {
            // SIGTTIN, of which the next poll knows.
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
            Ok(0) => return Ok(typed),
            Ok(_) if matches!(octet, [b'\n' | b'\r']) => return Ok(typed),
            // Never beyond what was reserved, so that no copy is left behind.
            Ok(_) if typed.0.len() < MOST => typed.0.extend(octet),
            Ok(_) => {}
        }
    }
}

fn write_all(terminal: BorrowedFd<'_>, mut octets: &[u8]) -> io::Result<()> {
    while !octets.is_empty() {
        let written = rustix::io::write(terminal, octets)?;
        octets = &octets[written..];
    }
    Ok(())
}

/// A terminal that shows nothing of what is typed, as long as this lives.
struct Silence<'a> {
    terminal: BorrowedFd<'a>,
    before: Termios,
}

impl<'a> Silence<'a> {
    fn new(terminal: BorrowedFd<'a>) -> io::Result<Self> {
        let before = tcgetattr(terminal)?;
        let mut silent = before.clone();
        silent.local_modes.remove(LocalModes::ECHO | LocalModes::ECHONL);
        // What was typed before the question is no answer to it: it is thrown away.
        tcsetattr(terminal, OptionalActions::Flush, &silent)?;
        Ok(Self { terminal, before })
    }
}

impl Drop for Silence<'_> {
    fn drop(&mut self) {
        // Nothing more can be done where the terminal is gone; a signal that interrupts this is of no consequence.
        while tcsetattr(self.terminal, OptionalActions::Flush, &self.before) == Err(Errno::INTR) {}
    }
}

/// The eventfd that the handler writes to; -1 while there is none.
static ARRIVAL: AtomicI32 = AtomicI32::new(-1);
/// The last signal that came; 0 is none.
static ARRIVED: AtomicI32 = AtomicI32::new(0);

/// Signals are noted, as long as this lives, in place of what they do otherwise. Those that are ignored stay ignored.
struct KeptSignals {
    arrival: OwnedFd,
    before: Vec<(libc::c_int, libc::sigaction)>,
}

impl KeptSignals {
    fn new() -> io::Result<Self> {
        let arrival = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
        ARRIVED.store(0, Ordering::SeqCst);
        ARRIVAL.store(arrival.as_raw_fd(), Ordering::SeqCst);
        let mut kept = Self { arrival, before: Vec::with_capacity(KEPT_BACK.len()) };
        let handler: extern "C" fn(libc::c_int) = note;
        for signal in KEPT_BACK {
            // SAFETY: all zeros is a valid `sigaction`: no flags, an empty mask, the default action.
            let [mut before, mut noting]: [libc::sigaction; 2] = unsafe { std::mem::zeroed() };
            // SAFETY: without a new action this call does nothing but fill `before`.
            if unsafe { libc::sigaction(signal, std::ptr::null(), &raw mut before) } < 0 {
                return Err(io::Error::last_os_error());
            }
            if before.sa_sigaction == libc::SIG_IGN {
                continue;
            }
            noting.sa_sigaction = handler as libc::sighandler_t;
            // SAFETY: the handler does only what signal-safety(7) allows, and reads statics that live as long as the process.
            if unsafe { libc::sigaction(signal, &raw const noting, std::ptr::null_mut()) } < 0 {
                return Err(io::Error::last_os_error());
            }
            kept.before.push((signal, before));
        }
        Ok(kept)
    }

    /// Lets signals do again what they did, and tells which one has come meanwhile.
    fn finish(self) -> Option<Signal> {
        drop(self);
        Signal::from_named_raw(ARRIVED.swap(0, Ordering::SeqCst))
    }
}

impl Drop for KeptSignals {
    fn drop(&mut self) {
        for (signal, before) in &self.before {
            // SAFETY: `before` is what the kernel told of this signal.
            unsafe {
                libc::sigaction(*signal, std::ptr::from_ref(before), std::ptr::null_mut());
            }
        }
        ARRIVAL.store(-1, Ordering::SeqCst);
    }
}

extern "C" fn note(signal: libc::c_int) {
    ARRIVED.store(signal, Ordering::SeqCst);
    let one = 1_u64;
    // SAFETY: write(2) is allowed in handlers; it reads eight octets that live through the call, from a descriptor that takes them or
    // is refused. `errno` belongs to this thread, and is put back for whom the signal has interrupted.
    unsafe {
        let errno = *libc::__errno_location();
        libc::write(ARRIVAL.load(Ordering::SeqCst), (&raw const one).cast(), size_of::<u64>());
        *libc::__errno_location() = errno;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_itself_to_nobody() {
        assert_eq!(format!("{:?}", Passphrase::new(b"secret".to_vec())), "Passphrase(…)");
    }

    #[test]
    fn signals_are_noted_and_then_as_before() {
        let action = || {
            // SAFETY: all zeros is a valid `sigaction`, and the call does nothing but fill it.
            unsafe {
                let mut action: libc::sigaction = std::mem::zeroed();
                libc::sigaction(libc::SIGALRM, std::ptr::null(), &raw mut action);
                action.sa_sigaction
            }
        };
        let before = action();
        let signals = KeptSignals::new().expect("take the signals");
        assert_ne!(action(), before);
        kill_process(getpid(), Signal::ALARM).expect("send a signal to this process");
        // It may have been delivered to another thread.
        poll(&mut [PollFd::new(&signals.arrival, PollFlags::IN)], None).or_else(again).expect("wait for it");
        assert_eq!(signals.finish(), Some(Signal::ALARM));
        assert_eq!(action(), before);
    }

    /// Interrupted by the very signal that is waited for.
    fn again(error: Errno) -> Result<usize, Errno> {
        if error == Errno::INTR { Ok(0) } else { Err(error) }
    }
}
