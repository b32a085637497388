//! What is still to be tried, and what has become of the rest.

use std::collections::VecDeque;
use std::iter::Enumerate;
use std::net::SocketAddr;
use std::os::fd::OwnedFd;

use super::order::InOrder;
use super::room::Room;
use super::{Answer, Open, Outcome, Unopened};

/// One attempt: a port, and the address at which it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Job {
    /// The place of the port in the order of all.
    pub(super) number: u64,
    port: u16,
    /// Which of the host's addresses.
    pub(super) host: usize,
}

/// Attempts to be made, and answers in their order.
pub(super) struct Queue<'a, E, P> {
    hosts: &'a [SocketAddr],
    ports: Enumerate<P>,
    /// To be tried before the ports that follow: further addresses, and what had no room.
    first: VecDeque<Job>,
    answers: InOrder<Result<Answer, E>>,
    /// Whether nothing more is to be begun.
    is_hopeless: bool,
}

impl<'a, E, P: Iterator<Item = u16>> Queue<'a, E, P> {
    pub(super) fn new(hosts: &'a [SocketAddr], ports: impl IntoIterator<IntoIter = P>) -> Self {
        Self {
            hosts,
            ports: ports.into_iter().enumerate(),
            first: VecDeque::new(),
            answers: InOrder::new(),
            is_hopeless: hosts.is_empty(),
        }
    }

    /// What is to be tried now.
    pub(super) fn next(&mut self) -> Option<Job> {
        if self.is_hopeless {
            return None;
        }
        self.first.pop_front().or_else(|| {
            let (number, port) = self.ports.next()?;
            Some(Job { number: number as u64, port, host: 0 })
        })
    }

    /// Address and port of an attempt.
    pub(super) fn peer(&self, job: Job) -> SocketAddr {
        let mut peer = self.hosts[job.host];
        peer.set_port(job.port);
        peer
    }

    /// Makes the socket for an attempt. Where there is none, what becomes of the attempt is settled here.
    pub(super) fn socket(&mut self, job: Job, room: &mut Room, open: &mut impl Open<E>) -> Option<OwnedFd> {
        match open(self.peer(job)) {
            Ok(socket) => return Some(socket),
            Err(Unopened::Unsupported) => self.skipped(job),
            Err(Unopened::NoRoom(_)) if room.ran_out() => self.take_back(job),
            Err(Unopened::NoRoom(reason) | Unopened::Hopeless(reason)) => {
                self.answers.add(job.number, Err(reason));
                self.is_hopeless = true;
            }
        }
        None
    }

    /// Takes back what could not be tried now.
    pub(super) fn take_back(&mut self, job: Job) {
        self.first.push_front(job);
    }

    /// The port is done with.
    pub(super) fn settled(&mut self, job: Job, outcome: Outcome) {
        self.answers.add(job.number, Ok(Answer { peer: self.peer(job), outcome }));
        self.answers.complete(job.number);
    }

    /// The address did not connect: the next one is tried.
    pub(super) fn failed(&mut self, job: Job, outcome: Outcome) {
        self.answers.add(job.number, Ok(Answer { peer: self.peer(job), outcome }));
        self.skipped(job);
    }

    /// The address cannot be tried: the next one is.
    fn skipped(&mut self, job: Job) {
        if job.host + 1 < self.hosts.len() {
            self.first.push_front(Job { host: job.host + 1, ..job });
        } else {
            self.answers.complete(job.number);
        }
    }

    /// How many answers can be told.
    pub(super) fn ready(&self) -> usize {
        self.answers.ready()
    }

    /// Tells what is known so far, in order.
    ///
    /// # Errors
    /// Why all ends here.
    pub(super) fn tell(&mut self, tell: &mut impl FnMut(&[Answer])) -> Result<(), E> {
        let mut answers = Vec::with_capacity(self.answers.ready());
        let mut end = Ok(());
        for answer in self.answers.take() {
            match answer {
                Ok(answer) => answers.push(answer),
                Err(reason) => {
                    end = Err(reason);
                    break;
                }
            }
        }
        if !answers.is_empty() {
            tell(&answers);
        }
        end
    }
}
