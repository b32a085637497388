//! The record of a session (--record): both directions with their times, a JSON object a line, for programs and for who wants to
//! see later what was said (docs/nc.md, docs/json.md).
//!
//! Octets stand there as text wherever they are UTF-8, so that a record of HTTP or SMTP can be read as it is, and in base64
//! elsewhere, so that none is lost. Each line has the time by the calendar, and the time since the connection was made by a clock
//! that nobody sets, by which a session can be played again.

mod fields;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use fields::schema;

use super::ends::Ends;
use super::sink::Sink;
use fields::{Happened, Line};
use model::Micros;
use relay::pump::{Ending, Failed};
use relay::traffic::{Direction, OctetTap, Totals};
use std::io;
use std::rc::Rc;
use std::time::{Instant, SystemTime};

/// Writes what becomes of one connection.
#[derive(Clone)]
pub(super) struct Recorder {
    sink: Rc<Sink>,
    connection: u64,
    made: Instant,
}

impl Recorder {
    /// Writes that a connection was made.
    ///
    /// # Errors
    /// Those of writing.
    pub(super) fn begin(sink: Rc<Sink>, connection: u64, ends: &Ends) -> io::Result<Self> {
        let recorder = Self { sink, connection, made: Instant::now() };
        recorder.write(&mut Vec::new(), Happened::Connected(ends))?;
        Ok(recorder)
    }

    /// Who writes the octets.
    pub(super) fn of_octets(&self) -> OctetRecorder {
        OctetRecorder { recorder: self.clone(), sent: 0, received: 0, text: Vec::new() }
    }

    /// Writes how it ended.
    ///
    /// # Errors
    /// Those of writing.
    pub(super) fn end(&self, totals: &Totals, outcome: &Result<Ending, Failed>) -> io::Result<()> {
        let [sent, received] = [Direction::Sent, Direction::Received].map(|direction| totals.get(direction));
        let (reason, error) = match outcome {
            Ok(ending) => (words::reason(ending.cause), words::trouble(&ending.troubles)),
            Err(failed) => (words::FAILED, Some(failed.to_string())),
        };
        self.write(&mut Vec::new(), Happened::Ended { sent, received, reason, error: error.as_deref() })
    }

    fn write(&self, text: &mut Vec<u8>, happened: Happened<'_>) -> io::Result<()> {
        let after = Micros(u64::try_from(self.made.elapsed().as_micros()).unwrap_or(u64::MAX));
        text.clear();
        fields::push(text, &Line { time: SystemTime::now(), connection: self.connection, after, happened });
        self.sink.write(text)
    }
}

/// Writes the octets of one connection.
pub(super) struct OctetRecorder {
    recorder: Recorder,
    sent: u64,
    received: u64,
    /// Kept so as not to be made anew each time.
    text: Vec<u8>,
}

impl OctetTap for OctetRecorder {
    fn passed(&mut self, direction: Direction, octets: &[u8]) -> io::Result<()> {
        let passed = match direction {
            Direction::Sent => &mut self.sent,
            Direction::Received => &mut self.received,
        };
        let offset = *passed;
        *passed += octets.len() as u64;
        self.recorder.write(&mut self.text, Happened::Passed { direction, offset, octets })
    }
}
