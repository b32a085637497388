//! Events from listings: one after the other is compared with the one before, and where the kernel announces sockets that end, those are
//! told in between.
//!
//! What begins and ends between two listings is not seen, nor are the states between; a socket that ends there is announced with what it
//! carried, but not with why it ended or whose it was. How often to list follows from how long a listing takes.

mod known;
#[cfg(test)]
mod tests;

use super::announced::{Announced, Note};
use super::{Seen, Stream};
use crate::owners::{OwnerDetails, Search};
use crate::sockets::{InetQuery, Reach, SocketQuery, SocketSink, SocketSource};
use known::{Known, Row};
use model::{Event, Gap, NamespaceId, Socket, StateSet, Transport};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};
use wire::netlink::sock_diag::inet::{BpfStorages, Extensions, IpVersion};

/// The shortest time between two listings.
const SHORTEST: Duration = Duration::from_millis(100);
/// Of the whole time, one part in so many goes into listings at the most.
const SHARE: u32 = 10;

/// Listings, and what the last one had.
pub(super) struct Listings {
    source: SocketSource,
    proc_root: PathBuf,
    namespace: Option<NamespaceId>,
    known: Known,
    announced: Option<Announced>,
    next: Instant,
}

impl Listings {
    /// Looks for what is there now.
    pub(super) fn begin(own: NamespaceId, announced: Option<Announced>) -> (Self, Vec<Gap>) {
        let proc_root = PathBuf::from("/proc");
        let source = SocketSource::live(proc_root.as_path(), Reach::PublicFacts);
        Self::of(source, proc_root, Some(own), announced)
    }

    fn of(
        source: SocketSource,
        proc_root: PathBuf,
        namespace: Option<NamespaceId>,
        announced: Option<Announced>,
    ) -> (Self, Vec<Gap>) {
        let (known, next) = (Known::default(), Instant::now());
        let mut listings = Self { source, proc_root, namespace, known, announced, next };
        let mut gaps = Vec::new();
        // It only takes note, and hands on gaps.
        let _ = listings.look(&mut |seen| {
            if let Seen::Missed(gap) = seen {
                gaps.push(gap);
            }
            Ok(())
        });
        (listings, gaps)
    }

    /// Lists, and tells what has changed.
    fn look(&mut self, each: &mut dyn FnMut(Seen<'_>) -> io::Result<()>) -> io::Result<()> {
        let start = Instant::now();
        let mut rows = Rows::default();
        let query = SocketQuery::Inet(InetQuery {
            transport: Transport::Tcp,
            versions: vec![IpVersion::V4, IpVersion::V6],
            states: StateSet::ALL,
            extensions: Extensions::default(),
            bytecode: None,
            bpf_storages: BpfStorages::default(),
        });
        let gaps = self.source.list(&query, &mut rows)?;
        gaps.into_iter().try_for_each(|gap| each(Seen::Missed(gap)))?;
        let proc_root = &self.proc_root;
        let events = self
            .known
            .compare(rows.rows, SystemTime::now(), || Search::new(Path::new(proc_root), OwnerDetails::default()));
        self.tell(events, each)?;
        self.next = Instant::now() + SHORTEST.max(start.elapsed() * (SHARE - 1));
        Ok(())
    }

    fn tell(&self, events: Vec<Event>, each: &mut dyn FnMut(Seen<'_>) -> io::Result<()>) -> io::Result<()> {
        events.into_iter().try_for_each(|event| each(Seen::Event(&Event { namespace: self.namespace, ..event })))
    }

    fn note(&mut self, note: Note, each: &mut dyn FnMut(Seen<'_>) -> io::Result<()>) -> io::Result<()> {
        match note {
            Note::Missed(gap) => each(Seen::Missed(gap)),
            Note::Ended(ended) => {
                let event = self.known.end(ended);
                self.tell(event.into_iter().collect(), each)
            }
        }
    }
}

impl Stream for Listings {
    fn next(&mut self, longest: Duration, each: &mut dyn FnMut(Seen<'_>) -> io::Result<()>) -> io::Result<()> {
        let until = (Instant::now() + longest).min(self.next);
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.announced.as_mut().map(|announced| announced.wait(left)) {
                Some(Some(note)) => self.note(note, each)?,
                Some(None) => break,
                None => {
                    std::thread::sleep(left);
                    break;
                }
            }
            if left.is_zero() {
                break;
            }
        }
        if Instant::now() >= self.next { self.look(each) } else { Ok(()) }
    }
}

/// The sockets of one listing.
#[derive(Default)]
struct Rows {
    rows: Vec<Row>,
}

impl SocketSink for Rows {
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
        self.rows.extend(Row::of(socket));
        Ok(())
    }

    fn forget_table(&mut self) -> bool {
        self.rows.clear();
        true
    }
}
