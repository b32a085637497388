//! What happens to sockets, as it happens.
//!
//! There are three ways, the best first: programs in the kernel tell of every change; the kernel announces sockets as it frees them,
//! and listings between those show the rest; listings alone, one after the other, are compared. Each sees less than the one before, and
//! says what.

mod people;
mod tracing;
mod why;

use model::{Event, Gap, NamespaceId};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::time::Duration;

/// What a stream of events brings.
#[derive(Debug)]
pub enum Seen<'a> {
    /// Something happened.
    Event(&'a Event),
    /// So many events were lost since the last such word, exactly.
    Lost(u64),
    /// Something could not be seen.
    Missed(Gap),
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
}

impl Way {
    /// Every way, the best first.
    pub const ALL: [Self; 1] = [Self::Bpf];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bpf => "bpf",
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

/// Opens the best stream that can be had.
///
/// # Errors
/// Why there is none.
pub fn open(request: &Request) -> Result<Opened, Gap> {
    let own = own_namespace()?;
    match tracing::Tracing::start(own, !request.all_namespaces) {
        Ok((stream, gaps)) => Ok(Opened { stream: Box::new(stream), way: Way::Bpf, gaps }),
        Err(reason) => Err(Gap::new("watching changes of state in the kernel", reason)),
    }
}

fn own_namespace() -> Result<NamespaceId, Gap> {
    let file = std::fs::metadata("/proc/self/ns/net")
        .map_err(|error| Gap::new("telling the own network namespace", error.to_string()))?;
    Ok(NamespaceId { device: file.dev(), inode: file.ino() })
}
