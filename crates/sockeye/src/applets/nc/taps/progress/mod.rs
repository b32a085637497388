//! How far a session has come (--progress): each second on a terminal, in a line that is written over; now and then in lines elsewhere,
//! and where others write to that terminal; and a last line with totals and averages, however the session ends, also by a signal:
//! nobody else ends a transfer that goes on for ever.
//!
//! A thread of its own reads the counters and writes. So the session never waits for standard error, and the octets can go on
//! passing inside the kernel. Before a signal ends the process, the last line is written.

mod line;
mod pace;

use super::sink::standard_error;
use crate::applets::nc::farewells::Farewells;
use pace::{Pace, Reading};
use relay::traffic::{Direction, Totals};
use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
use sys::terminal::Output;

/// How often a terminal's line is written over.
const EACH_SECOND: Duration = Duration::from_secs(1);
/// How often a line is written where all of them stay.
const EACH_LINE: Duration = Duration::from_secs(5);
/// How long the end of a session waits for its last line, if standard error takes nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// The narrowest terminal that is reckoned with where it does not tell.
const NARROW: usize = 40;

/// The thread that writes.
#[derive(Debug)]
pub(super) struct Progress {
    orders: Sender<Order>,
}

/// Who else writes to the terminal. Text that comes in between would be written over, or be written into the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Others {
    /// Nobody.
    #[default]
    None,
    /// The session does once something is received.
    Received,
    /// Somebody does at any time: who types, or a dump.
    Always,
}

/// What the thread is told.
#[derive(Debug)]
enum Order {
    /// A session begins.
    Begin(Session),
    /// It is over: the last line is to be written, and `done` to be dropped.
    End { done: Sender<()> },
}

/// A session whose progress is shown, until this is dropped.
#[derive(Debug)]
pub(super) struct Shown {
    orders: Sender<Order>,
}

impl Progress {
    /// Starts the thread.
    ///
    /// # Errors
    /// The kernel's: there is no standard error, or no thread to be had.
    pub(super) fn start(others: Others, farewells: &Farewells) -> io::Result<Self> {
        let painter = Painter::new(standard_error()?, others);
        let (orders, received) = mpsc::channel();
        let of_signals = orders.clone();
        farewells.add(move || end(&of_signals))?;
        std::thread::Builder::new().name("progress".into()).spawn(move || follow(&received, painter))?;
        Ok(Self { orders })
    }

    /// Shows how a session goes that begins now. So much is to be sent, if that is known.
    pub(super) fn show(&self, totals: Arc<Totals>, size: Option<u64>) -> Shown {
        // A thread that has ended has said what it could.
        let _ = self.orders.send(Order::Begin(Session::new(totals, size)));
        Shown { orders: self.orders.clone() }
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        end(&self.orders);
    }
}

/// Has the last line written, and waits for it, but not for ever.
fn end(orders: &Sender<Order>) {
    let (done, is_done) = mpsc::channel();
    if orders.send(Order::End { done }).is_ok() {
        let _ = is_done.recv_timeout(PATIENCE);
    }
}

/// What the thread does.
fn follow(orders: &Receiver<Order>, mut painter: Painter) {
    let mut session: Option<Session> = None;
    loop {
        let order = match &session {
            Some(session) => {
                let next = session.last + painter.period();
                orders.recv_timeout(next.saturating_duration_since(Instant::now()))
            }
            None => orders.recv().map_err(RecvTimeoutError::from),
        };
        match (order, &mut session) {
            (Ok(Order::Begin(begun)), _) => session = Some(begun),
            (Ok(Order::End { done }), _) => {
                if let Some(session) = session.take() {
                    let reading = session.reading();
                    painter.look(reading.received);
                    painter.last(&line::over(&pace::whole(reading)));
                }
                drop(done);
            }
            (Err(RecvTimeoutError::Timeout), Some(session)) => {
                session.last = Instant::now();
                let reading = session.reading();
                painter.look(reading.received);
                let told = session.pace.told(reading);
                painter.show(|columns| line::going_on(&told, columns));
            }
            (Err(_), _) => return,
        }
    }
}

/// A session that goes on.
#[derive(Debug)]
struct Session {
    totals: Arc<Totals>,
    began: Instant,
    /// When the last line was written.
    last: Instant,
    pace: Pace,
}

impl Session {
    fn new(totals: Arc<Totals>, size: Option<u64>) -> Self {
        let began = Instant::now();
        Self { totals, began, last: began, pace: Pace::new(size) }
    }

    fn reading(&self) -> Reading {
        let [sent, received] = [Direction::Sent, Direction::Received].map(|direction| self.totals.get(direction));
        Reading { after: self.began.elapsed(), sent, received }
    }
}

/// Writes lines the one way or the other.
struct Painter {
    out: File,
    others: Others,
    /// Whether a line is written over by the next one.
    writes_over: bool,
}

impl Painter {
    fn new(out: File, others: Others) -> Self {
        let writes_over = others != Others::Always && matches!(Output::of(&out), Output::Terminal { .. });
        Self { out, others, writes_over }
    }

    /// Looks whether the terminal is still ours alone, so much having been received.
    fn look(&mut self, received: u64) {
        self.writes_over &= self.others != Others::Received || received == 0;
    }

    fn period(&self) -> Duration {
        if self.writes_over { EACH_SECOND } else { EACH_LINE }
    }

    /// Shows a line in at most so many columns.
    fn show(&mut self, line: impl FnOnce(usize) -> String) {
        if self.writes_over {
            let columns = match Output::of(&self.out) {
                Output::Terminal { columns: Some(columns) } => usize::from(columns.get()),
                _ => NARROW,
            };
            // In the last column some terminals would go to the next line.
            self.write(&format!("\r{}\x1b[K", line(columns.saturating_sub(1))));
        } else {
            self.write(&format!("{}\n", line(usize::MAX)));
        }
    }

    /// Shows the last line of a session, which stays.
    fn last(&mut self, line: &str) {
        let (before, after) = if self.writes_over { ("\r", "\x1b[K\n") } else { ("", "\n") };
        self.write(&format!("{before}{line}{after}"));
    }

    fn write(&mut self, text: &str) {
        // Where standard error takes nothing there is nobody to tell.
        let _ = self.out.write_all(text.as_bytes());
    }
}

#[cfg(test)]
mod tests;
