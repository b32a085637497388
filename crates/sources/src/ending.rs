//! Ends processes by signals (signal(7)), through descriptors that stay with the process (pidfd_open(2)).
//!
//! A number alone may be another process's by the time that a signal is sent to it. So the descriptor is opened first and the start time
//! compared then: whoever has that number and that start time is the process that was seen, and the descriptor is its, whatever becomes of
//! the number.

use crate::processes::Stat;
use model::{ClockTicks, ProcessId};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, pidfd_open, pidfd_send_signal};
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::{Duration, Instant};

/// The signals that end processes, or ask them to, by their names.
const SIGNALS: [(&str, rustix::process::Signal); 8] = [
    ("TERM", rustix::process::Signal::TERM),
    ("KILL", rustix::process::Signal::KILL),
    ("INT", rustix::process::Signal::INT),
    ("HUP", rustix::process::Signal::HUP),
    ("QUIT", rustix::process::Signal::QUIT),
    ("ABRT", rustix::process::Signal::ABORT),
    ("USR1", rustix::process::Signal::USR1),
    ("USR2", rustix::process::Signal::USR2),
];

/// A signal that ends a process, or asks it to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signal {
    name: &'static str,
    signal: rustix::process::Signal,
}

impl Signal {
    /// The signal that asks a process to end.
    pub const TERM: Self = Self { name: "TERM", signal: rustix::process::Signal::TERM };

    /// The one of this name, with `SIG` before it or not, in letters of any case.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_uppercase();
        let name = name.strip_prefix("SIG").unwrap_or(&name);
        SIGNALS.into_iter().find(|(known, _)| *known == name).map(|(name, signal)| Self { name, signal })
    }

    /// Every name, in the order in which help lists them.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SIGNALS.into_iter().map(|(name, _)| name)
    }

    /// Its name, without `SIG`.
    pub fn name(self) -> &'static str {
        self.name
    }
}

/// A process that is held, whatever becomes of its number.
#[derive(Debug)]
pub struct HeldProcess {
    descriptor: OwnedFd,
}

impl HeldProcess {
    /// Takes hold of the process with this number that started then. `None`: it has ended, and its number may be another's.
    ///
    /// # Errors
    /// The kernel gives no descriptor of it (before Linux 5.3, or none is left).
    pub fn open(proc_root: &Path, id: ProcessId, started: ClockTicks) -> io::Result<Option<Self>> {
        let Some(pid) = i32::try_from(id.0).ok().and_then(Pid::from_raw) else { return Ok(None) };
        let descriptor = match pidfd_open(pid, PidfdFlags::empty()) {
            Ok(descriptor) => descriptor,
            // Nobody has the number, or by now a thread that is no process's first one (EINVAL before Linux 6.9).
            Err(Errno::SRCH | Errno::NOENT | Errno::INVAL) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let folder = match crate::folder::Folder::open(&proc_root.join(id.to_string())) {
            Ok(folder) => folder,
            Err(_) => return Ok(None),
        };
        let is_same = Stat::read(&folder).is_some_and(|stat| stat.started == Some(started) && !stat.has_ended);
        Ok(is_same.then_some(Self { descriptor }))
    }

    /// Sends it a signal. False: it has ended.
    ///
    /// # Errors
    /// This process may not (`EPERM`).
    pub fn send(&self, signal: Signal) -> io::Result<bool> {
        match pidfd_send_signal(&self.descriptor, signal.signal) {
            Ok(()) => Ok(true),
            Err(Errno::SRCH) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Waits until all of these have ended, but no longer than so; which of them have.
    pub fn wait(held: &[Self], at_most: Duration) -> Vec<bool> {
        let end = Instant::now() + at_most;
        loop {
            let mut ended = vec![false; held.len()];
            let mut polled: Vec<_> = held.iter().map(|held| PollFd::new(&held.descriptor, PollFlags::IN)).collect();
            let now = Timespec { tv_sec: 0, tv_nsec: 0 };
            // A descriptor of a process can be read once it has ended. What cannot be asked counts as running.
            if poll(&mut polled, Some(&now)).is_ok() {
                ended.iter_mut().zip(&polled).for_each(|(ended, polled)| *ended = !polled.revents().is_empty());
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || ended.iter().all(|ended| *ended) {
                return ended;
            }
            let mut running: Vec<_> =
                held.iter().zip(&ended).filter(|(_, ended)| !**ended).map(|(held, _)| held).collect();
            let Some(next) = running.pop() else { return ended };
            let left = Timespec { tv_sec: left.as_secs() as i64, tv_nsec: left.subsec_nanos().into() };
            // Whether it ended or the time did is seen above; an interruption only asks again.
            let _ = poll(&mut [PollFd::new(&next.descriptor, PollFlags::IN)], Some(&left));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Child, Command};

    fn sleeper() -> Child {
        Command::new("sleep").arg("600").spawn().unwrap()
    }

    fn started(id: u32) -> ClockTicks {
        let folder = crate::folder::Folder::open(&Path::new("/proc").join(id.to_string())).unwrap();
        Stat::read(&folder).unwrap().started.unwrap()
    }

    fn open(id: u32, started: ClockTicks) -> Option<HeldProcess> {
        HeldProcess::open(Path::new("/proc"), ProcessId(id), started).unwrap()
    }

    #[test]
    fn a_process_ends_by_the_signal_and_is_seen_to() {
        let mut child = sleeper();
        let held = [open(child.id(), started(child.id())).unwrap()];
        assert_eq!(HeldProcess::wait(&held, Duration::ZERO), [false]);
        assert!(held[0].send(Signal::TERM).unwrap());
        assert_eq!(HeldProcess::wait(&held, Duration::from_secs(10)), [true]);
        child.wait().unwrap();
        assert!(!held[0].send(Signal::TERM).unwrap());
        assert!(open(child.id(), ClockTicks(1)).is_none());
    }

    #[test]
    fn another_process_of_the_same_number_is_not_taken_for_it() {
        let mut child = sleeper();
        let started = started(child.id());
        assert!(open(child.id(), ClockTicks(started.0 + 1)).is_none());
        assert!(open(child.id(), ClockTicks(started.0.saturating_sub(1))).is_none());
        assert!(open(0, started).is_none() && open(u32::MAX, started).is_none());
        child.kill().unwrap();
        child.wait().unwrap();
    }

    #[test]
    fn waiting_ends_with_the_time() {
        let mut children = [sleeper(), sleeper()];
        let held: Vec<_> = children.iter().map(|child| open(child.id(), started(child.id())).unwrap()).collect();
        held[0].send(Signal::named("kill").unwrap()).unwrap();
        let asked = Instant::now();
        assert_eq!(HeldProcess::wait(&held, Duration::from_millis(200)), [true, false]);
        assert!(asked.elapsed() >= Duration::from_millis(200));
        for child in &mut children {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    #[test]
    fn signals_have_the_names_that_people_write() {
        for name in ["TERM", "term", "SIGTERM", "sigterm"] {
            assert_eq!(Signal::named(name), Some(Signal::TERM), "{name}");
        }
        assert_eq!(Signal::named("9"), None);
        assert_eq!(Signal::named("STOP"), None);
        assert!(Signal::names().all(|name| Signal::named(name).is_some_and(|signal| signal.name() == name)));
    }

    #[test]
    fn the_number_of_a_thread_is_no_process() {
        let thread = std::thread::spawn(|| {
            let number = rustix::thread::gettid().as_raw_nonzero().get();
            let id = ProcessId(number.unsigned_abs());
            HeldProcess::open(Path::new("/proc"), id, started(id.0)).unwrap().is_none()
        });
        assert!(thread.join().unwrap());
    }
}
