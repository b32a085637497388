//! What a kernel once answered, in a file: netlink messages one after the other, as `ss -D` writes them.
//!
//! A recording of both IP versions holds two answers. Like ss, a listing shows the first of them; what follows is counted and
//! said.

#[cfg(test)]
mod tests;

use super::SocketSink;
use super::connection::Connections;
use super::dump::{DumpError, End, Progress};
use super::plan::Plan;
use crate::unread::Unread;
use model::Gap;
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read, Write};
use std::path::Path;
use sys::netlink::DATAGRAM_CAPACITY;
use wire::netlink::{self, HEADER_LENGTH, Message};

/// The longest message, in octets, that a recording may hold. Kernels fill 32 KiB.
const LONGEST_MESSAGE: usize = 1 << 20;

/// Sends the requests, one after the other, and writes every datagram of the answers to `out`.
pub(super) fn record(
    connections: &mut Connections,
    requests: &[Vec<u8>],
    out: &mut dyn Write,
) -> Result<End, DumpError> {
    let mut nothing = |_: &Message<'_>| Ok(());
    let mut progress = Progress { end: End::Complete, each: &mut nothing };
    let mut buffer = vec![0; DATAGRAM_CAPACITY];
    for request in requests {
        let mut connection = connections.take().map_err(DumpError::Connection)?;
        connection.send(request).map_err(DumpError::Connection)?;
        loop {
            let length = connection.receive(&mut buffer).map_err(DumpError::Connection)?;
            let datagram = &buffer[..length];
            let padding = &[0; 3][..length.next_multiple_of(4) - length];
            out.write_all(datagram).and_then(|()| out.write_all(padding)).map_err(DumpError::Sink)?;
            if progress.datagram(datagram)? {
                break;
            }
        }
        connections.keep(connection);
    }
    Ok(progress.end)
}

/// Lists the sockets of a recording into `sink`, and adds what it does not show to `gaps`.
///
/// # Errors
/// Only the sink's.
pub(super) fn replay(path: &Path, plan: &Plan, sink: &mut dyn SocketSink, gaps: &mut Vec<Gap>) -> io::Result<()> {
    let operation = || format!("reading {} from {}", plan.name, path.display());
    sink.begin_table();
    let mut messages = match File::open(path) {
        Ok(file) => Messages { file: BufReader::new(file), message: Vec::new() },
        Err(error) => {
            gaps.push(Gap::new(operation(), error.to_string()));
            return Ok(());
        }
    };
    let mut unread = Unread::default();
    let mut each = |message: &Message<'_>| match (plan.decode)(message.payload) {
        Ok(socket) => sink.accept(&socket),
        Err(error) => {
            unread.note(&error);
            Ok(())
        }
    };
    let mut progress = Progress { end: End::Complete, each: &mut each };
    let outcome = answer(&mut messages, &mut progress);
    let end = progress.end;
    gaps.extend(unread.gap(plan.name));
    match outcome {
        Ok(()) => {}
        Err(Failure::Sink(error)) => return Err(error),
        Err(Failure::Recording(reason)) => {
            gaps.push(Gap::new(operation(), format!("{reason}, so that sockets may be missing")));
            return Ok(());
        }
    }
    if end == End::Interrupted {
        gaps.push(Gap::new(operation(), "they changed while they were recorded: some may be missing or double"));
    }
    let behind = messages.sockets_behind();
    if behind > 0 {
        gaps.push(
            Gap::new(operation(), format!("{behind} more stand behind the end of the first answer"))
                .with_remedy("record each IP version by itself, with -4 and with -6"),
        );
    }
    Ok(())
}

/// Why a recording could not be read to the end of its first answer.
enum Failure {
    Sink(io::Error),
    Recording(String),
}

/// Reads one answer to its end.
fn answer(messages: &mut Messages, progress: &mut Progress<'_>) -> Result<(), Failure> {
    loop {
        let message = messages.next().map_err(|error| Failure::Recording(told(&error)))?;
        match progress.datagram(message) {
            Ok(false) => {}
            Ok(true) => return Ok(()),
            Err(DumpError::Sink(error)) => return Err(Failure::Sink(error)),
            Err(DumpError::Refused { errno, .. }) => {
                let error = io::Error::from_raw_os_error(errno);
                return Err(Failure::Recording(format!("the kernel had answered: {error}")));
            }
            Err(DumpError::Connection(error)) => return Err(Failure::Recording(error.to_string())),
            Err(DumpError::Malformed) => return Err(Failure::Recording("it is not netlink".into())),
        }
    }
}

fn told(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::UnexpectedEof => "it ends before the answer does".into(),
        _ => error.to_string(),
    }
}

/// The messages of a file.
struct Messages {
    file: BufReader<File>,
    /// The present one.
    message: Vec<u8>,
}

impl Messages {
    /// The next message with its padding.
    fn next(&mut self) -> io::Result<&[u8]> {
        let mut header = [0; HEADER_LENGTH];
        self.file.read_exact(&mut header)?;
        let length = netlink::whole_length(&header).filter(|length| *length <= LONGEST_MESSAGE);
        let length = length.ok_or_else(|| io::Error::other("it is not netlink"))?;
        self.message.clear();
        self.message.extend_from_slice(&header);
        self.message.resize(length, 0);
        self.file.read_exact(&mut self.message[HEADER_LENGTH..])?;
        Ok(&self.message)
    }

    /// How many sockets follow, as far as what follows can be read.
    fn sockets_behind(&mut self) -> usize {
        let mut count = 0;
        while let Ok(message) = self.next() {
            count += netlink::messages(message).flatten().filter(|message| message.control().is_none()).count();
        }
        count
    }
}
