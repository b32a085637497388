//! Connects to many ports at a time, without blocking (connect(2), EINPROGRESS; epoll(7)).

use std::io;
use std::net::SocketAddr;
use std::os::fd::OwnedFd;
use std::time::Instant;

use rustix::event::epoll;
use rustix::io::Errno;
use rustix::net::connect;

use super::events::{Events, Timer};
use super::flights::{Flights, Key};
use super::queue::{Job, Queue};
use super::room::{self, Room};
use super::{Answer, BATCH, Failed, Open, Outcome, Plan, is_connected_to_itself, pace};

/// Connects to each port and closes the connection at once. `tell` has the answers, in the order of the ports.
///
/// # Errors
/// What `open` said was hopeless, after all that comes before it has been told; or why nothing could be waited for.
pub fn tcp<E>(
    plan: &Plan<'_>,
    ports: impl IntoIterator<Item = u16>,
    open: impl Open<E>,
    mut tell: impl FnMut(&[Answer]),
) -> Result<(), Failed<E>> {
    let mut scan = Scan {
        plan,
        queue: Queue::new(plan.hosts, ports),
        open,
        flights: Flights::new(),
        room: Room::of(if plan.is_serial { 1 } else { room::descriptors() }),
        young: 0,
        most_young: pace::most_young(plan.hosts),
        aging: Timer::default(),
        limits: Timer::default(),
        spares: plan.hosts.iter().map(|_| None).collect(),
    };
    let mut events = Events::new()?;
    loop {
        while scan.room.is_free() && scan.young < scan.most_young {
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
        for key in events.wait(scan.next_change())? {
            scan.look(key);
        }
        scan.expire(Instant::now());
    }
}

struct Scan<'a, E, P, O> {
    plan: &'a Plan<'a>,
    queue: Queue<'a, E, P>,
    open: O,
    flights: Flights<Flight>,
    room: Room,
    /// How many are young, and may be (see [`pace`]).
    young: usize,
    most_young: usize,
    /// When one is young no more.
    aging: Timer,
    /// When one is given up.
    limits: Timer,
    /// For each of the host's addresses, a socket that it has refused. Linux connects it again, which is a third quicker than to make
    /// another.
    spares: Vec<Option<OwnedFd>>,
}

/// A connection that is being made.
struct Flight {
    job: Job,
    socket: OwnedFd,
    is_young: bool,
}

/// What connect(2) said.
enum Said {
    Connected,
    /// To itself, which is as good as refused.
    Itself,
    Pending,
    NoRoom(Errno),
    Failed(Errno),
}

impl<E, P: Iterator<Item = u16>, O: Open<E>> Scan<'_, E, P, O> {
    fn start(&mut self, job: Job, events: &Events) -> io::Result<()> {
        let peer = self.queue.peer(job);
        let spare = self.spares[job.host].take();
        let Some(socket) = spare.or_else(|| self.queue.socket(job, &mut self.room, &mut self.open)) else {
            return Ok(());
        };
        let said = match ask(&socket, &peer) {
            // What this host answers by itself has been answered already, and to ask again is one call in place of three.
            Said::Pending => ask(&socket, &peer),
            other => other,
        };
        match said {
            Said::Connected => self.queue.settled(job, Outcome::Open),
            Said::Pending => self.fly(job, socket, events)?,
            Said::NoRoom(_) if self.room.ran_out() => self.queue.take_back(job),
            Said::NoRoom(error) => self.queue.failed(job, Outcome::Failed(error.into())),
            Said::Itself => self.queue.failed(job, Outcome::Failed(Errno::CONNREFUSED.into())),
            Said::Failed(error) => {
                self.queue.failed(job, Outcome::Failed(error.into()));
                if !self.plan.is_serial {
                    self.spares[job.host] = Some(socket);
                }
            }
        }
        Ok(())
    }

    /// Waits for an answer.
    fn fly(&mut self, job: Job, socket: OwnedFd, events: &Events) -> io::Result<()> {
        let now = Instant::now();
        let key = self.flights.add(Flight { job, socket, is_young: true });
        if let Some(flight) = self.flights.get_mut(key) {
            events.add(&flight.socket, key, epoll::EventFlags::OUT)?;
        }
        self.room.enter();
        self.young += 1;
        self.aging.add(now + pace::YOUTH, key);
        // A time that no clock reaches is none.
        if let Some(end) = self.plan.limit.and_then(|limit| now.checked_add(limit)) {
            self.limits.add(end, key);
        }
        Ok(())
    }

    /// Asks what has become of one.
    fn look(&mut self, key: Key) {
        let Some(flight) = self.flights.get_mut(key) else { return };
        let job = flight.job;
        let outcome = match ask(&flight.socket, &self.queue.peer(job)) {
            Said::Pending => return,
            Said::Connected => None,
            Said::Itself => Some(Outcome::Failed(Errno::CONNREFUSED.into())),
            Said::NoRoom(error) | Said::Failed(error) => Some(Outcome::Failed(error.into())),
        };
        drop(self.land(key));
        match outcome {
            None => self.queue.settled(job, Outcome::Open),
            Some(failure) => self.queue.failed(job, failure),
        }
    }

    /// When something changes though nobody answers.
    fn next_change(&mut self) -> Option<Instant> {
        let limit = self.limits.next(&mut self.flights);
        let room = if self.young < self.most_young { None } else { self.aging.next(&mut self.flights) };
        limit.into_iter().chain(room).min()
    }

    /// Notes what is young no more, and gives up what has reached its limit.
    fn expire(&mut self, now: Instant) {
        while let Some(key) = self.aging.take(&mut self.flights, now) {
            if let Some(flight) = self.flights.get_mut(key) {
                flight.is_young = false;
                self.young -= 1;
            }
        }
        while let Some(key) = self.limits.take(&mut self.flights, now) {
            if let Some(flight) = self.land(key) {
                self.queue.failed(flight.job, Outcome::TimedOut);
            }
        }
    }

    /// Ends one. Its socket is closed with what is returned.
    fn land(&mut self, key: Key) -> Option<Flight> {
        let flight = self.flights.remove(key)?;
        self.young -= usize::from(flight.is_young);
        self.room.leave();
        Some(flight)
    }
}

/// Connects, or asks what has become of it.
fn ask(socket: &OwnedFd, peer: &SocketAddr) -> Said {
    match connect(socket, peer) {
        Ok(()) | Err(Errno::ISCONN) if is_connected_to_itself(socket, peer) => Said::Itself,
        Ok(()) | Err(Errno::ISCONN) => Said::Connected,
        Err(Errno::INPROGRESS | Errno::ALREADY | Errno::INTR) => Said::Pending,
        Err(error @ (Errno::ADDRNOTAVAIL | Errno::AGAIN | Errno::NOBUFS | Errno::NOMEM)) => Said::NoRoom(error),
        Err(error) => Said::Failed(error),
    }
}

#[cfg(test)]
mod tests;
