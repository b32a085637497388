//! Waiting for whatever lets a session go on (poll(2)).

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::io;
use std::os::fd::BorrowedFd;
use std::time::{Duration, Instant};

/// A descriptor and what of it is waited for; its loss is always told. `None`: not even that.
pub(super) type Watched<'a> = Option<(BorrowedFd<'a>, PollFlags)>;

/// What is waited for.
pub(super) struct Watch<'a> {
    pub(super) input: Watched<'a>,
    pub(super) peer: Watched<'a>,
    pub(super) output: Watched<'a>,
}

/// What has been seen of each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) input: PollFlags,
    pub(super) peer: PollFlags,
    pub(super) output: PollFlags,
}

/// Where it is lost (poll(2)).
pub(super) const LOST: PollFlags = PollFlags::ERR.union(PollFlags::NVAL);

/// Waits, at most until `deadline`. `None`: it has come.
///
/// # Errors
/// Those of poll(2); signals only interrupt it.
pub(super) fn wait(watch: &Watch<'_>, deadline: Option<Instant>) -> io::Result<Option<Seen>> {
    let wanted = [&watch.input, &watch.peer, &watch.output];
    // Nothing to watch still takes a place: one that is watched already, for nothing more.
    let mut polled: Vec<PollFd<'_>> = Vec::with_capacity(wanted.len());
    for &(descriptor, events) in wanted.into_iter().flatten() {
        polled.push(PollFd::from_borrowed_fd(descriptor, events));
    }
    loop {
        let timeout = deadline.map(|deadline| timespec(deadline.saturating_duration_since(Instant::now())));
        match poll(&mut polled, timeout.as_ref()) {
            Ok(0) => return Ok(None),
            Ok(_) => break,
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let mut answers = polled.iter().map(PollFd::revents);
    let mut of = |watched: &Watched<'_>| match watched {
        Some(_) => answers.next().unwrap_or(PollFlags::empty()),
        None => PollFlags::empty(),
    };
    Ok(Some(Seen { input: of(&watch.input), peer: of(&watch.peer), output: of(&watch.output) }))
}

fn timespec(duration: Duration) -> Timespec {
    Timespec {
        tv_sec: i64::try_from(duration.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: i64::from(duration.subsec_nanos()),
    }
}
