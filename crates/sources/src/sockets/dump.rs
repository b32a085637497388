//! Netlink dumps, read to their end.
//!
//! The kernel fills a datagram while it is being read, so reading is where the time goes. Short dumps are read and handed on in
//! turn; from a long one on, each dump has a reading thread, and what is done with the rows overlaps the kernel's work. The
//! order of the rows is the kernel's all the same.

use super::batch::Batch;
use super::connection::{Connections, Diagnostics};
use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{self, Receiver, SendError, Sender};
use std::thread::{Builder, Scope};
use sys::netlink::DATAGRAM_CAPACITY;
use wire::netlink::{self, Control, Message};

/// How dumps that were not refused ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Everything was seen.
    Complete,
    /// The kernel says that what it walked changed under it (`NLM_F_DUMP_INTR`): something may be missing or double.
    Interrupted,
}

/// Why a dump did not end.
#[derive(Debug)]
pub(crate) enum DumpError {
    /// The kernel refused, with this error number and sometimes words of its own.
    Refused { errno: i32, words: Option<String> },
    /// The connection failed.
    Connection(io::Error),
    /// What came was not netlink.
    Malformed,
    /// Whoever took the rows could not take more.
    Sink(io::Error),
}

/// Datagrams of one dump that are read in turn before a thread is worth its start: some four thousand sockets, or twelve hundred
/// with all that TCP tells. Measured on two busy cores, where a thread for less cost a third more time; from four times as many
/// on it cost nothing there, and on idle cores it saves what the rows take.
const DATAGRAMS_IN_TURN: usize = 16;
/// Batches that a reading thread may be ahead of the rows' consumer: 1 MiB. Measured: less lets the kernel wait while a table's
/// batch is printed, and more is no faster.
const BATCHES_AHEAD: usize = 4;

/// Which of several dumps are asked for before the one before them has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// None, until one is long.
    InTurn,
    /// All: each takes the kernel long, however little it sends.
    AtOnce,
}

/// Sends the requests and hands every message of the answers to `each`: those of the first request, then those of the next.
pub(crate) fn dump_all(
    connections: &mut Connections,
    requests: &[Vec<u8>],
    pace: Pace,
    each: &mut dyn FnMut(&Message<'_>) -> io::Result<()>,
) -> Result<End, DumpError> {
    let mut progress = Progress { end: End::Complete, each };
    std::thread::scope(|scope| {
        let mut readings = VecDeque::new();
        for (position, request) in requests.iter().enumerate() {
            let rest = &requests[position + 1..];
            if pace == Pace::AtOnce && position == 0 {
                readings = Reading::start_all(scope, connections, rest)?;
            } else if let Some(reading) = readings.pop_front() {
                reading.finish(&mut progress)?;
                continue;
            }
            let mut connection = connections.take().map_err(DumpError::Connection)?;
            connection.send(request).map_err(DumpError::Connection)?;
            match progress.in_turn(connection.as_mut()) {
                Ok(true) => connections.keep(connection),
                Ok(false) => {
                    let long = Reading::start(scope, connection, None);
                    if readings.is_empty() {
                        readings = Reading::start_all(scope, connections, rest)?;
                    }
                    long.finish(&mut progress)?;
                }
                Err(refused @ DumpError::Refused { .. }) => {
                    connections.keep(connection);
                    return Err(refused);
                }
                Err(other) => return Err(other),
            }
        }
        Ok(())
    })?;
    Ok(progress.end)
}

/// How a dump, or the rest of one, is read.
enum Reading<'r> {
    /// By a thread of its own, while the rows before it are worked on.
    Ahead(Stream),
    /// When its turn comes, because there are no more threads to be had.
    InTurn(Box<dyn Diagnostics>, Option<&'r [u8]>),
}

impl<'r> Reading<'r> {
    /// Sends each of the requests on a connection of its own.
    fn start_all<'scope>(
        scope: &'scope Scope<'scope, 'r>,
        connections: &mut Connections,
        requests: &'r [Vec<u8>],
    ) -> Result<VecDeque<Self>, DumpError> {
        let start = |request: &'r Vec<u8>| {
            let connection = connections.take().map_err(DumpError::Connection)?;
            Ok(Self::start(scope, connection, Some(request)))
        };
        requests.iter().map(start).collect()
    }

    /// Reads on, or sends the request first: the kernel fills the first datagram while it takes the request.
    fn start<'scope>(
        scope: &'scope Scope<'scope, 'r>,
        connection: Box<dyn Diagnostics>,
        request: Option<&'r [u8]>,
    ) -> Self {
        let (hand_over, handed) = mpsc::channel::<Box<dyn Diagnostics>>();
        let (send_filled, filled) = mpsc::sync_channel(BATCHES_AHEAD);
        let (emptied, receive_emptied) = mpsc::channel::<Batch>();
        let read = move || {
            let Ok(mut connection) = handed.recv() else { return };
            if let Some(Err(error)) = request.map(|request| connection.send(request)) {
                // Whoever does not wait for the answer any more has no use for the error.
                let _ = send_filled.send(Err(error));
                return;
            }
            loop {
                let mut batch = receive_emptied.try_recv().unwrap_or_else(|_| Batch::new());
                let outcome = batch.fill(connection.as_mut());
                let is_wanted = send_filled.send(Ok(batch)).is_ok();
                match outcome {
                    Ok(false) if is_wanted => {}
                    Ok(_) => return,
                    Err(error) => {
                        let _ = send_filled.send(Err(error));
                        return;
                    }
                }
            }
        };
        // Where no thread can be started nobody is there to take the connection.
        let _ = Builder::new().spawn_scoped(scope, read);
        match hand_over.send(connection) {
            Ok(()) => Self::Ahead(Stream { filled, emptied }),
            Err(SendError(connection)) => Self::InTurn(connection, request),
        }
    }

    fn finish(self, progress: &mut Progress<'_>) -> Result<(), DumpError> {
        match self {
            Self::Ahead(stream) => stream.drain(progress),
            Self::InTurn(mut connection, request) => {
                request.map_or(Ok(()), |request| connection.send(request)).map_err(DumpError::Connection)?;
                while !progress.in_turn(connection.as_mut())? {}
                Ok(())
            }
        }
    }
}

/// Datagrams from a reading thread, and the way back for their buffers.
struct Stream {
    filled: Receiver<io::Result<Batch>>,
    emptied: Sender<Batch>,
}

impl Stream {
    fn drain(self, progress: &mut Progress<'_>) -> Result<(), DumpError> {
        for answer in self.filled {
            let batch = answer.map_err(DumpError::Connection)?;
            for datagram in batch.datagrams() {
                if progress.datagram(datagram)? {
                    return Ok(());
                }
            }
            // The reader may have ended; then nobody wants the room back.
            let _ = self.emptied.send(batch);
        }
        Err(DumpError::Malformed)
    }
}

/// Goes through the datagrams of dumps.
pub(crate) struct Progress<'a> {
    /// How they ended so far.
    pub(crate) end: End,
    /// Takes their messages.
    pub(crate) each: &'a mut dyn FnMut(&Message<'_>) -> io::Result<()>,
}

impl Progress<'_> {
    /// Reads the start of a dump; true when that was all of it.
    fn in_turn(&mut self, connection: &mut dyn Diagnostics) -> Result<bool, DumpError> {
        let mut buffer = vec![0; DATAGRAM_CAPACITY];
        for _ in 0..DATAGRAMS_IN_TURN {
            let length = connection.receive(&mut buffer).map_err(DumpError::Connection)?;
            if self.datagram(&buffer[..length])? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Hands on the messages of one datagram; true when it was the last.
    pub(crate) fn datagram(&mut self, datagram: &[u8]) -> Result<bool, DumpError> {
        for message in netlink::messages(datagram) {
            let message = message.map_err(|_| DumpError::Malformed)?;
            if message.flags & netlink::NLM_F_DUMP_INTR != 0 {
                self.end = End::Interrupted;
            }
            match message.control() {
                None => (self.each)(&message).map_err(DumpError::Sink)?,
                Some(Control::Done { errno: 0 }) => return Ok(true),
                Some(Control::Done { errno }) => return Err(DumpError::Refused { errno, words: None }),
                Some(Control::Error { errno, words, .. }) => {
                    let words = words.map(|words| String::from_utf8_lossy(words).into_owned());
                    return Err(DumpError::Refused { errno, words });
                }
                Some(Control::Noop | Control::Overrun) => {}
            }
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::netlink::{NLM_F_MULTI, NLMSG_DONE, message};

    /// Answers with so many records, one in a datagram, each of which is the request.
    struct Records(u16, Vec<u8>);

    impl Diagnostics for Records {
        fn send(&mut self, request: &[u8]) -> io::Result<()> {
            self.1 = request.to_vec();
            Ok(())
        }

        fn receive(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let datagram = match self.0 {
                0 => message(NLMSG_DONE, NLM_F_MULTI, 1, &[0; 4]),
                _ => message(20, NLM_F_MULTI, 1, &self.1),
            };
            self.0 = self.0.saturating_sub(1);
            buffer[..datagram.len()].copy_from_slice(&datagram);
            Ok(datagram.len())
        }
    }

    #[test]
    fn without_threads_a_long_dump_is_read_to_its_end() {
        let mut records = 0;
        let mut count = |_: &Message<'_>| {
            records += 1;
            Ok(())
        };
        let mut progress = Progress { end: End::Complete, each: &mut count };
        let request: &[u8] = b"all of it";
        Reading::InTurn(Box::new(Records(1000, Vec::new())), Some(request)).finish(&mut progress).expect("it ends");
        assert_eq!(records, 1000);
    }

    #[test]
    fn answers_keep_the_order_of_their_requests_at_any_pace() {
        for pace in [Pace::InTurn, Pace::AtOnce] {
            for length in [0, 1, 15, 16, 17, 200] {
                let mut connections = Connections::new(Box::new(move || Ok(Box::new(Records(length, Vec::new())))));
                let mut seen = Vec::new();
                let end = dump_all(&mut connections, &[vec![1], vec![2], vec![3]], pace, &mut |message| {
                    seen.extend(message.payload);
                    Ok(())
                });
                assert_eq!(end.expect("it ends"), End::Complete);
                // A connection that is kept and asked again has no records left.
                assert!(seen.is_sorted() && seen.starts_with(&vec![1; length.into()]), "{seen:?}");
            }
        }
    }
}
