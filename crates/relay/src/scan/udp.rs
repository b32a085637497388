//! Probes UDP ports: a datagram goes out several times, and a port is closed when one of them is refused (RFC 1122, 4.1.3.1).
//!
//! The kernel says so with the next call on the connected socket, when an ICMP message "port unreachable" has come (udp(7)). Who
//! says nothing is taken to be open.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::epoll;
use rustix::io::Errno;
use rustix::net::{SendFlags, connect, send};

use super::events::{Events, Timer};
use super::flights::{Flights, Key};
use super::queue::{Job, Queue};
use super::room::{self, Room};
use super::{Answer, BATCH, Failed, Open, Outcome, Plan, is_connected_to_itself, pace};

/// What a probe has in it.
const PROBE: &[u8] = b"X";

/// Between the probes.
const PAUSE: Duration = Duration::from_secs(1);

/// The probes of a port: two at once, and then one each second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probes {
    seconds: u64,
}

impl Probes {
    /// For the whole seconds of this time (-w), or else for 3.
    pub fn within(limit: Option<Duration>) -> Self {
        Self { seconds: limit.map_or(3, |limit| limit.as_secs()) }
    }

    /// How many there are.
    fn count(self) -> u64 {
        self.seconds.saturating_add(2)
    }
}

/// Probes the peer of a connected socket, which takes as long as the probes do. Returns whether none was refused.
pub fn probe(socket: BorrowedFd<'_>, probes: Probes) -> bool {
    for sent in 0..probes.count() {
        if sent > 1 {
            thread::sleep(PAUSE);
        }
        if is_refused(socket) {
            return false;
        }
    }
    true
}

/// Sends a probe. An error is mostly that of the probe before it.
fn is_refused(socket: BorrowedFd<'_>) -> bool {
    loop {
        match send(socket, PROBE, SendFlags::NOSIGNAL) {
            Ok(_) => return false,
            Err(Errno::INTR) => {}
            Err(_) => return true,
        }
    }
}

/// Connects a socket to each port and sends it probes, if any. `tell` has the answers, in the order of the ports.
///
/// # Errors
/// As of [`super::tcp`].
pub fn udp<E>(
    plan: &Plan<'_>,
    probes: Option<Probes>,
    ports: impl IntoIterator<Item = u16>,
    open: impl Open<E>,
    mut tell: impl FnMut(&[Answer]),
) -> Result<(), Failed<E>> {
    let ceiling = if plan.is_serial { 1 } else { room::descriptors().min(pace::most_probed(plan.hosts)) };
    let mut scan = Scan {
        probes,
        queue: Queue::new(plan.hosts, ports),
        open,
        flights: Flights::new(),
        room: Room::of(ceiling),
        is_slow: ceiling == 1,
        timer: Timer::default(),
    };
    let mut events = Events::new()?;
    loop {
        while scan.room.is_free() {
            let Some(job) = scan.queue.next() else { break };
            scan.start(job, &events)?;
            if scan.queue.ready() >= BATCH {
                scan.queue.tell(&mut tell).map_err(Failed::Hopeless)?;
            }
        }
        scan.queue.tell(&mut tell).map_err(Failed::Hopeless)?;
        if scan.room.is_empty() {
            return Ok(());
        }
        let next = scan.timer.next(&mut scan.flights);
        for key in events.wait(next)? {
            scan.refused(key);
        }
        let now = Instant::now();
        while let Some(key) = scan.timer.take(&mut scan.flights, now) {
            scan.go_on(key);
        }
    }
}

struct Scan<'a, E, P, O> {
    probes: Option<Probes>,
    queue: Queue<'a, E, P>,
    open: O,
    flights: Flights<Flight>,
    room: Room,
    /// Whether one is probed after the other.
    is_slow: bool,
    /// When the next probe is sent.
    timer: Timer,
}

/// A port that is being probed.
struct Flight {
    job: Job,
    socket: OwnedFd,
    sent: u64,
}

impl<E, P: Iterator<Item = u16>, O: Open<E>> Scan<'_, E, P, O> {
    fn start(&mut self, job: Job, events: &Events) -> io::Result<()> {
        let peer = self.queue.peer(job);
        let Some(socket) = self.queue.socket(job, &mut self.room, &mut self.open) else { return Ok(()) };
        match connect(&socket, &peer) {
            Ok(()) => {}
            Err(Errno::AGAIN | Errno::ADDRNOTAVAIL | Errno::NOBUFS | Errno::NOMEM) if self.room.ran_out() => {
                self.queue.take_back(job);
                return Ok(());
            }
            Err(error) => {
                self.queue.failed(job, Outcome::Failed(error.into()));
                return Ok(());
            }
        }
        let Some(probes) = self.probes else {
            self.queue.settled(job, Outcome::Open);
            return Ok(());
        };
        let is_refused_at_once = is_refused(socket.as_fd()) || is_refused(socket.as_fd());
        if is_refused_at_once || is_connected_to_itself(&socket, &peer) {
            self.queue.settled(job, Outcome::Refused);
        } else if probes.count() == 2 {
            self.queue.settled(job, Outcome::Open);
        } else {
            let key = self.flights.add(Flight { job, socket, sent: 2 });
            if let Some(flight) = self.flights.get_mut(key) {
                events.add(&flight.socket, key, epoll::EventFlags::empty())?;
            }
            self.room.enter();
            self.timer.add(Instant::now() + PAUSE, key);
        }
        Ok(())
    }

    /// Sends the next probe of a port.
    fn go_on(&mut self, key: Key) {
        let (Some(flight), Some(probes)) = (self.flights.get_mut(key), self.probes) else { return };
        if is_refused(flight.socket.as_fd()) {
            self.refused(key);
            return;
        }
        flight.sent += 1;
        if flight.sent < probes.count() {
            self.timer.add(Instant::now() + PAUSE, key);
        } else if let Some(flight) = self.land(key) {
            self.queue.settled(flight.job, Outcome::Open);
        }
    }

    /// A probe was refused.
    fn refused(&mut self, key: Key) {
        let Some(flight) = self.land(key) else { return };
        self.queue.settled(flight.job, Outcome::Refused);
        if flight.sent > 2 && !self.is_slow {
            self.go_slowly();
        }
    }

    /// A host that refuses late limits how often it refuses (RFC 1812, 4.3.2.8), so that silence says nothing where many ports are
    /// probed: those under way begin anew, and from now on one is probed after the other.
    fn go_slowly(&mut self) {
        (self.is_slow, self.room) = (true, Room::of(1));
        let mut jobs: Vec<_> = self.flights.drain().into_iter().map(|flight| flight.job).collect();
        jobs.sort_unstable_by_key(|job| std::cmp::Reverse(job.number));
        for job in jobs {
            self.queue.take_back(job);
        }
    }

    /// Ends one. Its socket is closed with what is returned.
    fn land(&mut self, key: Key) -> Option<Flight> {
        let flight = self.flights.remove(key)?;
        self.room.leave();
        Some(flight)
    }
}

#[cfg(test)]
mod tests;
