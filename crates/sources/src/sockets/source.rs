//! Lists tables of sockets: asks the kernel, repeats what was interrupted, falls back to text, and says what it could not see.

use super::connection::{Connections, Open};
use super::dump::{DumpError, End, Pace, dump_all};
use super::plan::Plan;
use super::presence::{Presence, presence};
use super::reason::Reason;
use super::{SocketQuery, SocketSink, recording, text};
use crate::counters;
use crate::proc_files::ProcFiles;
use crate::unread::Unread;
use model::{Gap, Transport};
use std::io::{self, Write};
use std::path::PathBuf;
use sys::netlink::NetlinkSocket;

/// How often an interrupted dump is read again before its rows are taken as they are.
const REPETITIONS: usize = 4;

/// TCP sockets that take the kernel much longer to pass over than a thread and a connection take to be made. Measured: at 10,000
/// there was nothing to win.
const LONG_WALK: u64 = 30_000;

/// How much the kernel is asked to tell of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Whatever this process may know.
    Everything,
    /// What anybody may know: no firewall marks, MD5 keys, upper layer protocols, packet filters. Faster.
    PublicFacts,
}

impl Reach {
    /// Opens a connection to the diagnostics of this thread's network namespace.
    pub(crate) fn open(self) -> io::Result<NetlinkSocket> {
        match self {
            Self::Everything => NetlinkSocket::sock_diag(),
            Self::PublicFacts => NetlinkSocket::sock_diag_without_net_admin(),
        }
    }
}

/// Lists the sockets of one network namespace.
pub struct SocketSource {
    connections: Connections,
    files: ProcFiles,
    tcp_recording: Option<PathBuf>,
}

impl SocketSource {
    /// The running kernel, with `files` for what its diagnostics do not have, or instead of them.
    pub fn live(files: impl Into<ProcFiles>, reach: Reach) -> Self {
        Self::new(Box::new(move || Ok(Box::new(reach.open()?))), files)
    }

    /// Any other place that answers like the kernel.
    pub fn new(open: Open, files: impl Into<ProcFiles>) -> Self {
        Self { connections: Connections::new(open), files: files.into(), tcp_recording: None }
    }

    /// Lists TCP sockets from a file of what a kernel once answered, such as [`Self::record`] writes. All in it are listed,
    /// whatever their states and versions.
    #[must_use]
    pub fn replaying_tcp(self, recording: Option<PathBuf>) -> Self {
        Self { tcp_recording: recording, ..self }
    }

    /// Lists one table into `sink`, in the kernel's order, and returns what could not be seen.
    ///
    /// # Errors
    /// Only the sink's.
    pub fn list(&mut self, query: &SocketQuery, sink: &mut dyn SocketSink) -> io::Result<Vec<Gap>> {
        let plan = match query.plan() {
            Ok(plan) => plan,
            Err(too_long) => return Ok(vec![Gap::new("asking the kernel for sockets", too_long.to_string())]),
        };
        let mut gaps = Vec::new();
        if let (SocketQuery::Inet(query), Some(path)) = (query, &self.tcp_recording)
            && query.transport == Transport::Tcp
        {
            recording::replay(path, &plan, sink, &mut gaps)?;
            return Ok(gaps);
        }
        if plan.place.is_some_and(|place| self.files.stands_for_kernel(place)) {
            self.read_instead(&plan, sink, &mut gaps)?;
            return Ok(gaps);
        }
        match self.diagnose(&plan, self.pace(query), sink, &mut gaps) {
            Ok(()) => {}
            Err(Failure::Sink(error)) => return Err(error),
            Err(Failure::Source(reason)) => self.stand_in(&plan, &reason, sink, &mut gaps)?,
        }
        Ok(gaps)
    }

    /// Lists one table into `sink` from the text files of /proc/net, of the IP versions that were asked for and in the files' order, and
    /// returns what could not be read: they have columns that the kernel's diagnostics have not, and take it twice the time.
    ///
    /// # Errors
    /// Only the sink's.
    pub fn list_text(&self, query: &SocketQuery, sink: &mut dyn SocketSink) -> io::Result<Vec<Gap>> {
        let plan = match query.plan() {
            Ok(plan) => plan,
            Err(too_long) => return Ok(vec![Gap::new("reading text files of sockets", too_long.to_string())]),
        };
        let mut gaps = Vec::new();
        sink.begin_table();
        text::list_as_they_stand(&plan, query.versions(), &self.files, sink, &mut gaps)?;
        Ok(gaps)
    }

    /// Asks the kernel and writes its answers to `out` as they come, octet for octet, each aligned to four octets. Returns what
    /// will be missing in them.
    ///
    /// # Errors
    /// Those of writing.
    pub fn record(&mut self, query: &SocketQuery, out: &mut dyn Write) -> io::Result<Vec<Gap>> {
        let plan = match query.plan() {
            Ok(plan) => plan,
            Err(too_long) => return Ok(vec![Gap::new("asking the kernel for sockets", too_long.to_string())]),
        };
        let operation = || format!("recording {}", plan.name);
        match recording::record(&mut self.connections, &plan.requests, out) {
            Ok(End::Complete) => Ok(Vec::new()),
            Ok(End::Interrupted) => Ok(vec![interrupted(operation())]),
            Err(DumpError::Sink(error)) => Err(error),
            Err(other) => {
                let reason = Reason::from(other);
                Ok(vec![reason.gap(operation(), &plan)])
            }
        }
    }

    /// The files that are to be read instead of asking the kernel.
    fn read_instead(&self, plan: &Plan, sink: &mut dyn SocketSink, gaps: &mut Vec<Gap>) -> io::Result<()> {
        sink.begin_table();
        if plan.text.is_empty() && presence(self.files.root(), plan.counted_as) != Presence::Absent {
            gaps.push(Gap::new(
                format!("listing {}", plan.name),
                "the kernel is not to be asked, and has no text file of them",
            ));
        }
        text::list(plan, &self.files, sink, gaps)
    }

    fn diagnose(
        &mut self,
        plan: &Plan,
        pace: Pace,
        sink: &mut dyn SocketSink,
        gaps: &mut Vec<Gap>,
    ) -> Result<(), Failure> {
        for repetition in 0.. {
            sink.begin_table();
            let mut unread = Unread::default();
            let outcome = dump_all(&mut self.connections, &plan.requests, pace, &mut |message| match (plan.decode)(
                message.payload,
            ) {
                Ok(socket) => sink.accept(&socket),
                Err(error) => {
                    unread.note(&error);
                    Ok(())
                }
            });
            match outcome {
                Ok(End::Interrupted) if repetition < REPETITIONS && sink.forget_table() => continue,
                Ok(End::Interrupted) => gaps.push(interrupted(format!("listing {}", plan.name))),
                Ok(End::Complete) => {}
                Err(DumpError::Sink(error)) => return Err(Failure::Sink(error)),
                Err(other) => return Err(Failure::Source(other.into())),
            }
            gaps.extend(unread.gap(plan.name));
            return Ok(());
        }
        Ok(())
    }

    /// A filter makes the kernel pass over sockets, all of them for each version, however few it sends.
    fn pace(&self, query: &SocketQuery) -> Pace {
        let SocketQuery::Inet(query) = query else { return Pace::InTurn };
        let walks_twice = query.transport == Transport::Tcp && query.bytecode.is_some() && query.versions.len() > 1;
        let walks_far = walks_twice && counters::tcp_sockets(&self.files) >= LONG_WALK;
        if walks_far { Pace::AtOnce } else { Pace::InTurn }
    }

    /// The text files, or the reason why there is nothing to see.
    fn stand_in(
        &mut self,
        plan: &Plan,
        reason: &Reason,
        sink: &mut dyn SocketSink,
        gaps: &mut Vec<Gap>,
    ) -> io::Result<()> {
        let operation = || format!("listing {}", plan.name);
        if !sink.forget_table() {
            gaps.push(Gap::new(operation(), format!("{reason}, so that the list is not complete")));
            return Ok(());
        }
        if plan.text.is_empty() {
            // A kernel that has none of these sockets has nothing to hide.
            if presence(self.files.root(), plan.counted_as) != Presence::Absent {
                gaps.push(reason.gap(operation(), plan));
            }
            return Ok(());
        }
        if !reason.is_missing_module() {
            let instead = "read from the text files of /proc/net, which tell less";
            gaps.push(Gap { reason: format!("{reason}; {instead}"), ..reason.gap(operation(), plan) });
        }
        text::list(plan, &self.files, sink, gaps)
    }
}

fn interrupted(operation: String) -> Gap {
    Gap::new(operation, "they changed while the kernel listed them")
        .with_remedy("some may be missing or double; list again")
}

enum Failure {
    Sink(io::Error),
    Source(Reason),
}
