//! Waiting for many descriptors, and for a time (epoll(7)).

use std::collections::VecDeque;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::time::{Duration, Instant};

use rustix::event::{Timespec, epoll};
use rustix::io::Errno;

use super::flights::{Flights, Key};

/// So many events are taken at a time.
const AT_ONCE: usize = 512;

/// What is waited for.
pub(super) struct Events {
    epoll: OwnedFd,
    happened: Vec<epoll::Event>,
}

impl Events {
    pub(super) fn new() -> io::Result<Self> {
        let epoll = epoll::create(epoll::CreateFlags::CLOEXEC)?;
        Ok(Self { epoll, happened: Vec::with_capacity(AT_ONCE) })
    }

    /// Waits for this one too, until it is closed. Errors are always waited for.
    pub(super) fn add(&self, descriptor: impl AsFd, key: Key, what: epoll::EventFlags) -> io::Result<()> {
        Ok(epoll::add(&self.epoll, descriptor, epoll::EventData::new_u64(key.into()), what)?)
    }

    /// Waits until something happens to a descriptor, or until this time, and returns to which of them.
    pub(super) fn wait(&mut self, until: Option<Instant>) -> io::Result<impl Iterator<Item = Key> + use<'_>> {
        let left = until.map(|until| timespec(until.saturating_duration_since(Instant::now())));
        self.happened.clear();
        match epoll::wait(&self.epoll, rustix::buffer::spare_capacity(&mut self.happened), left.as_ref()) {
            Ok(_) | Err(Errno::INTR) => Ok(self.happened.iter().map(|event| Key::from(event.data.u64()))),
            Err(error) => Err(error.into()),
        }
    }
}

/// Longer than any process waits is for ever.
fn timespec(time: Duration) -> Timespec {
    Timespec { tv_sec: i64::try_from(time.as_secs()).unwrap_or(i64::MAX), tv_nsec: time.subsec_nanos().into() }
}

/// When something is to be done with flights, where each waits for the same time, so that the first to begin is the first to be due.
#[derive(Debug, Default)]
pub(super) struct Timer {
    due: VecDeque<(Instant, Key)>,
}

impl Timer {
    pub(super) fn add(&mut self, due: Instant, key: Key) {
        self.due.push_back((due, key));
    }

    /// When the next one is due.
    pub(super) fn next<T>(&mut self, flights: &mut Flights<T>) -> Option<Instant> {
        while let Some(&(due, key)) = self.due.front() {
            if flights.get_mut(key).is_some() {
                return Some(due);
            }
            self.due.pop_front();
        }
        None
    }

    /// Takes one that is due.
    pub(super) fn take<T>(&mut self, flights: &mut Flights<T>, now: Instant) -> Option<Key> {
        self.next(flights).filter(|due| *due <= now)?;
        self.due.pop_front().map(|(_, key)| key)
    }
}
