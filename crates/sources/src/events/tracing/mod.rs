//! Events from programs in the kernel (bpf/events.bpf.c), as they happen.
//!
//! The programs write into a ring; this empties it. After the first item it waits a moment for more, so that a busy host costs few
//! wake-ups; in that time most of what an item could not tell yet, another has told.

mod items;
mod programs;
#[cfg(test)]
mod tests;

use super::announced::{Announced, Note};
use super::people::People;
use super::why::Signs;
use super::{Lost, Seen, Stream};
use crate::clock;
use items::{Item, Kind, ProcessItem};
use model::{
    Bytes, Cookie, Ending, Event, EventKind, EventProcess, Gap, InetEndpoint, Inode, NamespaceId, State, Traffic,
    Transport, UserId,
};
use programs::Running;
use std::collections::HashMap;
use std::io;
use std::time::{Duration, SystemTime};
use wire::netlink::sock_diag::inet::{Group, IpVersion};

/// How long to wait for more after the first item. The ring holds some tenths of a second of the most that a host can do.
const MOMENT: Duration = Duration::from_millis(5);
/// Losses by their place in the counters: `enum loss`.
const LOST_CHANGES: u32 = 0;
const LOST_OTHERS: u32 = 1;
const LOST_LIVES: u32 = 2;

/// Programs in the kernel, and what they have told.
pub(super) struct Tracing {
    running: Running,
    people: People,
    /// Sockets without connections as they end, which no program sees.
    datagrams: Option<Announced>,
    own: NamespaceId,
    /// Events taken out of the ring, to be handed on.
    batch: Vec<Event>,
    /// Attempts to connect whose port was not chosen yet: where they are in the batch, and their sockets, by cookie.
    portless: HashMap<u64, (usize, u64)>,
    /// What the counters said when they were last looked at.
    lost: [u64; 3],
}

impl Tracing {
    /// Starts the programs, for one network namespace or all. `Err` says why that cannot be done here.
    pub(super) fn start(own: NamespaceId, only_own: bool) -> Result<(Self, Vec<Gap>), String> {
        let only = if only_own { Some(u32::try_from(own.inode).map_err(|error| error.to_string())?) } else { None };
        let (running, mut gaps) = programs::start(only)?;
        // What is there already is looked for when nothing more can be missed.
        let (people, more) = People::look(own);
        gaps.extend(more);
        let groups = [IpVersion::V4, IpVersion::V6].map(|version| Group { transport: Transport::Udp, version });
        let datagrams = Announced::join(&groups).map_err(|gap| gaps.push(gap)).ok();
        let tracing =
            Self { running, people, datagrams, own, batch: Vec::new(), portless: HashMap::new(), lost: [0; 3] };
        Ok((tracing, gaps))
    }

    /// Empties the ring into the batch.
    fn drain(&mut self) {
        let Self { running, people, own, batch, portless, .. } = self;
        let boot = clock::boot();
        running.ring.drain(|octets| {
            let Some(item) = Item::read(octets) else { return };
            if item.local.1 != 0
                && let Some((place, _)) = portless.remove(&item.cookie)
            {
                batch[place].local = endpoint(item.local);
            }
            if item.kind == Kind::State && item.new == State::SynSent && item.local.1 == 0 {
                portless.insert(item.cookie, (batch.len(), item.socket));
            }
            batch.push(event(&item, boot, own.device, people));
        });
        for (cookie, (place, socket)) in portless.drain() {
            if let Some(port) = running.port.as_ref().and_then(|port| port.ask(&[socket, cookie]).ok()) {
                batch[place].local.port = port as u16;
            }
        }
    }

    /// What was lost since it was last asked, and how many sockets could not be followed.
    fn newly_lost(&mut self) -> io::Result<(Lost, u64)> {
        let losses = &mut self.running.losses;
        let all = [losses.sum(LOST_CHANGES)?, losses.sum(LOST_OTHERS)?, losses.sum(LOST_LIVES)?];
        let [changes, others, lives] = [0, 1, 2].map(|place| all[place].saturating_sub(self.lost[place]));
        self.lost = all;
        Ok((Lost { changes, others }, lives))
    }
}

impl Stream for Tracing {
    fn next(&mut self, longest: Duration, each: &mut dyn FnMut(Seen<'_>) -> io::Result<()>) -> io::Result<()> {
        match self.running.ring.wait(longest, self.datagrams.as_ref().map(Announced::descriptor)) {
            Ok(false) => {}
            Ok(true) => std::thread::sleep(MOMENT.min(longest)),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        self.drain();
        while let Some(note) = self.datagrams.as_mut().and_then(Announced::take) {
            match note {
                Note::Ended(ended) => self.batch.extend(self.people.datagram_ended(ended, self.own)),
                Note::Missed(gap) => each(Seen::Missed(gap))?,
            }
        }
        self.batch.iter().try_for_each(|event| each(Seen::Event(event)))?;
        self.batch.clear();
        let (lost, lives) = self.newly_lost()?;
        if lost != Lost::default() {
            each(Seen::Lost(lost))?;
        }
        if lives > 0 {
            let reason = format!("more sockets at one time than are followed: {lives} more");
            each(Seen::Missed(Gap::new("following the processes and ages of sockets", reason)))?;
        }
        Ok(())
    }
}

fn endpoint((address, port): (std::net::IpAddr, u16)) -> InetEndpoint {
    InetEndpoint { address, port }
}

fn event(item: &Item, boot: SystemTime, nsfs: u64, people: &mut People) -> Event {
    let signs = Signs {
        old: item.old,
        error: item.error,
        peer_is_done: item.peer_is_done,
        reset_was_received: item.reset_was_received,
    };
    let kind = match item.kind {
        Kind::State if item.new == State::Close => {
            EventKind::State { old: Some(item.old), new: signs.remaining_state() }
        }
        Kind::State => EventKind::State { old: Some(item.old), new: item.new },
        Kind::Accepted => EventKind::Accepted,
        Kind::ConnectFailed => EventKind::ConnectFailed,
        Kind::Retransmitted => EventKind::Retransmitted { state: item.new },
        Kind::ResetSent => EventKind::ResetSent,
        Kind::Bound => EventKind::Bound,
        Kind::Connected => EventKind::Connected,
    };
    let ending = match item.kind {
        Kind::State if item.new == State::Close => Some(Ending {
            why: signs.why(),
            lived: (item.began != 0).then(|| Duration::from_nanos(item.at.saturating_sub(item.began))),
            traffic: item.traffic.map(|traffic| Traffic {
                // The end of what the peer sends is counted as one more octet.
                received: Bytes(traffic.received.0.saturating_sub(item.peer_is_done.into())),
                ..traffic
            }),
        }),
        Kind::ConnectFailed => Some(Ending { why: signs.why(), lived: None, traffic: None }),
        _ => None,
    };
    let mut event = Event {
        at: boot + Duration::from_nanos(item.at),
        kind,
        transport: item.transport,
        local: endpoint(item.local),
        peer: endpoint(item.peer),
        namespace: Some(NamespaceId { device: nsfs, inode: item.namespace.into() }),
        cookie: (item.cookie != 0).then_some(Cookie(item.cookie)),
        inode: (item.inode != 0).then_some(Inode(item.inode)),
        user: (item.kind != Kind::ResetSent).then_some(UserId(item.user)),
        process: item.process.map(process),
        ending,
    };
    people.complete(&mut event);
    event
}

fn process(item: ProcessItem) -> EventProcess {
    let ProcessItem { id, thread, started, cgroup, name, role } = item;
    EventProcess { id, thread, started: Some(started), name, cgroup, role }
}
