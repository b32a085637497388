//! One netlink dump, read to its end.
//!
//! The kernel fills a datagram while it is being read, so reading is where the time goes. A short dump is read and
//! handed on in turn; a long one moves to a reading thread, and what is done with the rows overlaps the kernel's work.

use std::io;
use std::sync::mpsc;
use sys::netlink::{DATAGRAM_CAPACITY, NetlinkSocket};
use wire::netlink::{self, Control, Message};

/// A request to the kernel's diagnostics and the datagrams that answer it.
pub trait Diagnostics: Send {
    /// Sends one request.
    ///
    /// # Errors
    /// What the connection met.
    fn send(&mut self, request: &[u8]) -> io::Result<()>;

    /// Waits for the next datagram and returns its length.
    ///
    /// # Errors
    /// What the connection met.
    fn receive(&mut self, buffer: &mut [u8]) -> io::Result<usize>;
}

impl Diagnostics for NetlinkSocket {
    fn send(&mut self, request: &[u8]) -> io::Result<()> {
        NetlinkSocket::send(self, request)
    }

    fn receive(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        NetlinkSocket::receive(self, buffer)
    }
}

/// How a dump that was not refused ended.
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

/// Datagrams read in turn before a thread is worth its start: some two thousand sockets.
const DATAGRAMS_IN_TURN: usize = 8;
/// Datagrams that the reading thread may be ahead.
const DATAGRAMS_AHEAD: usize = 16;

/// Sends `request` and hands every message of the answer to `each`, in the kernel's order.
pub(crate) fn dump(
    connection: &mut dyn Diagnostics,
    request: &[u8],
    each: &mut dyn FnMut(&Message<'_>) -> io::Result<()>,
) -> Result<End, DumpError> {
    connection.send(request).map_err(DumpError::Connection)?;
    let mut progress = Progress { end: End::Complete, each };
    let mut buffer = vec![0; DATAGRAM_CAPACITY];
    for _ in 0..DATAGRAMS_IN_TURN {
        let length = connection.receive(&mut buffer).map_err(DumpError::Connection)?;
        if progress.datagram(&buffer[..length])? {
            return Ok(progress.end);
        }
    }
    dump_overlapped(connection, buffer, &mut progress)?;
    Ok(progress.end)
}

/// The rest of a long dump: a thread reads, the caller's thread hands on.
fn dump_overlapped(
    connection: &mut dyn Diagnostics,
    first: Vec<u8>,
    progress: &mut Progress<'_>,
) -> Result<(), DumpError> {
    let (filled_out, filled) = mpsc::sync_channel::<io::Result<(Vec<u8>, usize)>>(DATAGRAMS_AHEAD);
    let (emptied, emptied_in) = mpsc::channel::<Vec<u8>>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut spare = Some(first);
            loop {
                let mut buffer = spare
                    .take()
                    .or_else(|| emptied_in.try_recv().ok())
                    .unwrap_or_else(|| vec![0; DATAGRAM_CAPACITY]);
                let answer = connection.receive(&mut buffer);
                let last = answer.as_ref().map_or(true, |&length| ends_dump(&buffer[..length]));
                let gone = filled_out.send(answer.map(|length| (buffer, length))).is_err();
                if last || gone {
                    break;
                }
            }
        });
        for answer in filled {
            let (buffer, length) = answer.map_err(DumpError::Connection)?;
            if progress.datagram(&buffer[..length])? {
                return Ok(());
            }
            // The reader may have ended; then nobody wants the buffer back.
            let _ = emptied.send(buffer);
        }
        Err(DumpError::Malformed)
    })
}

/// Whether this datagram is a dump's last: it has a DONE or an error in it, or it cannot be understood.
fn ends_dump(datagram: &[u8]) -> bool {
    netlink::messages(datagram).any(|message| match message {
        Ok(message) => matches!(message.control(), Some(Control::Done { .. } | Control::Error { .. })),
        Err(_) => true,
    })
}

struct Progress<'a> {
    end: End,
    each: &'a mut dyn FnMut(&Message<'_>) -> io::Result<()>,
}

impl Progress<'_> {
    /// Hands on the messages of one datagram; true when it was the last.
    fn datagram(&mut self, datagram: &[u8]) -> Result<bool, DumpError> {
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
