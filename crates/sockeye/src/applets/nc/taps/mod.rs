//! Whoever watches a session: a record for programs, a dump for people, and how far it has come.
//!
//! They are opened once for a run, before anything is connected, so that a path that cannot be written is told before a peer is
//! bothered. Each connection then has its own counters: with `-k`, or several ports, there is one after the other.

mod ends;
mod hex_dump;
mod progress;
mod record;
mod sink;

pub(super) use ends::Ends;
pub(crate) use record::schema;

use super::farewells::Farewells;
use super::request::Extras;
use crate::failure::Failure;
use hex_dump::HexDump;
use progress::{Others, Progress, Shown};
use record::Recorder;
use relay::pump::{Ending, Failed};
use relay::traffic::{OctetTap, Totals};
use render::time::Clock;
use sink::Sink;
use std::fs::File;
use std::io::{self, IsTerminal, Seek};
use std::os::fd::BorrowedFd;
use std::rc::Rc;
use std::sync::Arc;

/// Those who were asked to watch.
pub(super) struct Taps {
    record: Option<Rc<Sink>>,
    hex_dump: Option<(Rc<Sink>, Clock)>,
    shows_progress: bool,
    progress: Option<Progress>,
    farewells: Farewells,
    /// Connections so far.
    connections: u64,
}

/// A connection that is watched.
pub(super) struct Session {
    /// What counts its octets.
    pub(super) totals: Arc<Totals>,
    /// Those who see them.
    pub(super) taps: Vec<Box<dyn OctetTap>>,
    recorder: Option<Recorder>,
    shown: Option<Shown>,
}

impl Taps {
    /// Opens what the command line asks for.
    ///
    /// # Errors
    /// One line for the reader: a file that cannot be written, or one for two.
    pub(super) fn open(extras: &Extras, farewells: &Farewells) -> Result<Self, Failure> {
        let record = extras.record.as_deref().map(|path| Sink::only_new("--record", path)).transpose()?;
        let hex_dump = extras.hex_dump.as_deref().map(|path| Sink::anew("--hex-dump", path)).transpose()?;
        if let (Some(record), Some(hex_dump)) = (&record, &hex_dump) {
            if record.is_same_file(hex_dump) {
                return Err(Failure::new(1, "--record and --hex-dump name the same file; each needs its own"));
            }
        }
        Ok(Self {
            record: record.map(Rc::new),
            // Where the time zone stands may be out of reach later.
            hex_dump: hex_dump.map(|sink| (Rc::new(sink), Clock::local())),
            shows_progress: extras.shows_progress,
            progress: None,
            farewells: farewells.clone(),
            connections: 0,
        })
    }

    /// Begins to watch a connection. `input` is what will be sent as it is, if anything will: a file has a length. What the process
    /// gives up for good should be given up before, because a thread begins here.
    ///
    /// # Errors
    /// The beginning could not be recorded, or the thread not be had.
    pub(super) fn connected(&mut self, ends: &Ends, input: Option<BorrowedFd<'_>>) -> io::Result<Session> {
        self.connections += 1;
        let totals = Arc::new(Totals::default());
        let mut taps: Vec<Box<dyn OctetTap>> = Vec::new();
        let recorder = self.record.as_ref().map(|sink| Recorder::begin(Rc::clone(sink), self.connections, ends));
        let recorder = recorder.transpose()?;
        taps.extend(recorder.iter().map(|recorder| Box::new(recorder.of_octets()) as Box<dyn OctetTap>));
        taps.extend(self.hex_dump.iter().map(|(sink, clock)| {
            let dump = HexDump::new(Rc::clone(sink), clock.clone(), ends);
            Box::new(dump) as Box<dyn OctetTap>
        }));
        if self.shows_progress && self.progress.is_none() {
            self.progress = Some(Progress::start(self.others(), &self.farewells)?);
        }
        let size = input.and_then(|input| rest_of_file(input).ok().flatten());
        let shown = self.progress.as_ref().map(|progress| progress.show(Arc::clone(&totals), size));
        Ok(Session { totals, taps, recorder, shown })
    }

    /// Who else writes to the terminal that shows progress. There is one of them as a rule.
    fn others(&self) -> Others {
        let mut sinks = self.record.iter().chain(self.hex_dump.iter().map(|(sink, _)| sink));
        if io::stdin().is_terminal() || sinks.any(|sink| sink.is_terminal()) {
            Others::Always
        } else if io::stdout().is_terminal() {
            Others::Received
        } else {
            Others::None
        }
    }
}

impl Session {
    /// The session is over, and this is how.
    ///
    /// # Errors
    /// The end could not be recorded.
    pub(super) fn ended(self, outcome: &Result<Ending, Failed>) -> io::Result<()> {
        drop(self.shown);
        self.recorder.map_or(Ok(()), |recorder| recorder.end(&self.totals, outcome))
    }
}

/// How many octets are left to be read, if it is a file.
fn rest_of_file(input: BorrowedFd<'_>) -> io::Result<Option<u64>> {
    let mut file = File::from(input.try_clone_to_owned()?);
    let opened = file.metadata()?;
    // What /proc has are files of length zero, whatever can be read from them.
    if !opened.is_file() || opened.len() == 0 {
        return Ok(None);
    }
    Ok(Some(opened.len().saturating_sub(file.stream_position()?)))
}

#[cfg(test)]
mod tests;
