//! What happens to sockets, as it happens.
//!
//! There are three ways, the best first: programs in the kernel tell of every change; the kernel announces sockets as it frees them,
//! and listings between those show the rest; listings alone, one after the other, are compared. Each sees less than the one before, and
//! says what.

mod announced;
mod listings;
mod people;
mod tracing;
mod why;

use announced::Announced;
use listings::Listings;
use model::{Event, Gap, NamespaceId, Transport};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::time::Duration;
use wire::netlink::sock_diag::inet::{Group, IpVersion};

/// What a stream of events brings.
#[derive(Debug)]
pub enum Seen<'a> {
    /// Something happened.
    Event(&'a Event),
    /// So many events were lost since the last such word, exactly.
    Lost(Lost),
    /// Something could not be seen.
    Missed(Gap),
}

/// How many events were lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// Changes of state.
    pub changes: u64,
    /// All others.
    pub others: u64,
}

impl Lost {
    /// All of them.
    pub fn all(self) -> u64 {
        self.changes.saturating_add(self.others)
    }
}

/// Events as they come.
pub trait Stream {
    /// Hands on what has happened, waiting for so long at most when nothing has, and returns.
    ///
    /// # Errors
    /// The consumer's, or that of a source that broke.
    fn next(&mut self, longest: Duration, each: &mut dyn FnMut(Seen<'_>) -> io::Result<()>) -> io::Result<()>;
}

/// A way to see events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Programs in the kernel.
    Bpf,
    /// The kernel's announcements of sockets that end, and listings in between.
    Announcements,
    /// Listings alone.
    Polling,
}

impl Way {
    /// Every way, the best first.
    pub const ALL: [Self; 3] = [Self::Bpf, Self::Announcements, Self::Polling];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bpf => "bpf",
            Self::Announcements => "announcements",
            Self::Polling => "polling",
        }
    }
}

/// Which events to see.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// Those of every network namespace, rather than of our own.
    pub all_namespaces: bool,
    /// In this way or none, rather than in the best that can be had.
    pub way: Option<Way>,
}

/// A stream that has been opened.
pub struct Opened {
    /// The stream.
    pub stream: Box<dyn Stream>,
    /// How it sees.
    pub way: Way,
    /// What it cannot see.
    pub gaps: Vec<Gap>,
}

const WATCHING: &str = "watching changes of state in the kernel";

/// Opens the best stream that can be had.
///
/// # Errors
/// Why there is none, or none in the way that was asked for.
pub fn open(request: &Request) -> Result<Opened, Gap> {
    let own = own_namespace()?;
    let mut gaps = Vec::new();
    if request.way.is_none_or(|way| way == Way::Bpf) {
        match tracing::Tracing::start(own, !request.all_namespaces) {
            Ok((stream, gaps)) => return Ok(Opened { stream: Box::new(stream), way: Way::Bpf, gaps }),
            Err(reason) => {
                gaps.push(Gap::new(WATCHING, reason).with_remedy("run as root, or with CAP_BPF and CAP_PERFMON"))
            }
        }
        if request.way.is_some() {
            return Err(gaps.remove(0));
        }
    }
    if request.all_namespaces {
        gaps.push(Gap::new("watching other network namespaces", "listings are of the own one in this way"));
    }
    if request.way.is_none_or(|way| way == Way::Announcements) {
        let versions = [IpVersion::V4, IpVersion::V6];
        match Announced::join(&versions.map(|version| Group { transport: Transport::Tcp, version })) {
            Ok(announced) => return Ok(listings(own, Some(announced), gaps)),
            Err(gap) if request.way.is_some() => return Err(gap),
            Err(gap) => gaps.push(gap),
        }
    }
    Ok(listings(own, None, gaps))
}

fn listings(own: NamespaceId, announced: Option<Announced>, mut gaps: Vec<Gap>) -> Opened {
    let way = if announced.is_some() { Way::Announcements } else { Way::Polling };
    let unseen = match way {
        Way::Announcements => {
            "connections that live only between two are seen when they have ended, without their process"
        }
        Way::Bpf | Way::Polling => "connections that live only between two are not seen",
    };
    let reason = format!(
        "{unseen}; nor are states that pass in that time, why a connection ended, who accepts it, resets, segments sent again, UDP"
    );
    gaps.push(Gap::new("watching by listings", reason));
    let (stream, more) = Listings::begin(own, announced);
    gaps.extend(more);
    Opened { stream: Box::new(stream), way, gaps }
}

/// The network namespace that this process is in.
///
/// # Errors
/// /proc does not tell.
pub fn own_namespace() -> Result<NamespaceId, Gap> {
    let file = std::fs::metadata("/proc/self/ns/net")
        .map_err(|error| Gap::new("telling the own network namespace", error.to_string()))?;
    Ok(NamespaceId { device: file.dev(), inode: file.ino() })
}
