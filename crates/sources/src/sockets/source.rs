//! Lists tables of sockets: asks the kernel, repeats what was interrupted, falls back to text, and says what it could not see.

use super::connection::{Connections, Open};
use super::dump::{DumpError, End, dump_all};
use super::plan::{Plan, TextRows};
use super::presence::{Presence, presence};
use super::{SocketQuery, SocketSink};
use model::{Gap, Socket};
use std::io;
use std::path::{Path, PathBuf};
use sys::netlink::NetlinkSocket;
use wire::proc_net::{self, BadLine};

/// How often an interrupted dump is read again before its rows are taken as they are.
const REPETITIONS: usize = 4;

/// How much the kernel is asked to tell of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Whatever this process may know.
    Everything,
    /// What anybody may know: no firewall marks, MD5 keys, upper layer protocols, packet filters. Faster.
    PublicFacts,
}

/// Lists sockets of the network namespace in which it runs.
pub struct SocketSource {
    connections: Connections,
    proc_root: PathBuf,
}

impl SocketSource {
    /// The running kernel, with `proc_root` (`/proc`) for what its diagnostics do not have.
    pub fn live(proc_root: &Path, reach: Reach) -> Self {
        let open: fn() -> io::Result<NetlinkSocket> = match reach {
            Reach::Everything => NetlinkSocket::sock_diag,
            Reach::PublicFacts => NetlinkSocket::sock_diag_without_net_admin,
        };
        Self::new(Box::new(move || Ok(Box::new(open()?))), proc_root)
    }

    /// Any other place that answers like the kernel.
    pub fn new(open: Open, proc_root: &Path) -> Self {
        Self { connections: Connections::new(open), proc_root: proc_root.to_owned() }
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
        match self.diagnose(&plan, sink, &mut gaps) {
            Ok(()) => {}
            Err(Failure::Sink(error)) => return Err(error),
            Err(Failure::Source(reason)) => self.stand_in(&plan, &reason, sink, &mut gaps)?,
        }
        Ok(gaps)
    }

    fn diagnose(&mut self, plan: &Plan, sink: &mut dyn SocketSink, gaps: &mut Vec<Gap>) -> Result<(), Failure> {
        for repetition in 0.. {
            sink.begin_table();
            let mut unread = Unread::default();
            let outcome =
                dump_all(&mut self.connections, &plan.requests, &mut |message| match (plan.decode)(message.payload) {
                    Ok(socket) => sink.accept(&socket),
                    Err(error) => {
                        unread.note(error.to_string());
                        Ok(())
                    }
                });
            match outcome {
                Ok(End::Interrupted) if repetition < REPETITIONS && sink.forget_table() => continue,
                Ok(End::Interrupted) => gaps.push(
                    Gap::new(format!("listing {}", plan.name), "they changed while the kernel listed them")
                        .with_remedy("some may be missing or double; list again"),
                ),
                Ok(End::Complete) => {}
                Err(DumpError::Sink(error)) => return Err(Failure::Sink(error)),
                Err(other) => return Err(Failure::Source(other.into())),
            }
            gaps.extend(unread.gap(plan));
            return Ok(());
        }
        Ok(())
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
            if presence(&self.proc_root, plan.counted_as) != Presence::Absent {
                gaps.push(Gap::new(operation(), reason.to_string()).with_remedy(reason.remedy(plan)));
            }
            return Ok(());
        }
        if !reason.is_missing_module() {
            gaps.push(
                Gap::new(operation(), format!("{reason}; read from the text files of /proc/net, which tell less"))
                    .with_remedy(reason.remedy(plan)),
            );
        }
        for table in &plan.text {
            let path = self.proc_root.join(table.path);
            let text = match std::fs::read(&path) {
                Ok(text) => text,
                // IPv6 may be switched off.
                Err(error) if error.kind() == io::ErrorKind::NotFound && plan.text.len() > 1 => continue,
                Err(error) => {
                    gaps.push(Gap::new(format!("reading {}", path.display()), error.to_string()));
                    continue;
                }
            };
            let mut unread = Unread::default();
            let mut each = |row: Result<Socket<'_>, BadLine<'_>>| match row {
                Ok(socket) if plan.states.contains(socket.state) => sink.accept(&socket),
                Ok(_) => Ok(()),
                Err(bad) => {
                    unread.note(bad.to_string());
                    Ok(())
                }
            };
            match table.rows {
                TextRows::Inet(transport) => proc_net::inet::sockets(&text, transport).try_for_each(&mut each),
                TextRows::Unix => proc_net::unix::sockets(&text).try_for_each(&mut each),
                TextRows::Packet => proc_net::packet::sockets(&text).try_for_each(&mut each),
                TextRows::Netlink => proc_net::netlink::sockets(&text).try_for_each(&mut each),
            }?;
            gaps.extend(unread.gap(plan));
        }
        Ok(())
    }
}

enum Failure {
    Sink(io::Error),
    Source(Reason),
}

/// Why the kernel's diagnostics gave no answer.
struct Reason {
    errno: Option<i32>,
    words: String,
}

impl From<DumpError> for Reason {
    fn from(error: DumpError) -> Self {
        match error {
            DumpError::Refused { errno, words } => Self {
                errno: Some(errno),
                words: match words {
                    Some(words) => format!("the kernel answered: {words} ({})", io::Error::from_raw_os_error(errno)),
                    None => format!("the kernel answered: {}", io::Error::from_raw_os_error(errno)),
                },
            },
            DumpError::Connection(error) => {
                Self { errno: error.raw_os_error(), words: format!("the netlink connection failed: {error}") }
            }
            DumpError::Malformed => Self { errno: None, words: "the kernel's answer was not netlink".into() },
            DumpError::Sink(error) => Self { errno: error.raw_os_error(), words: error.to_string() },
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

impl Reason {
    /// The kernel has the sockets, or may have them, but not the module that lists them.
    fn is_missing_module(&self) -> bool {
        matches!(self.errno, Some(libc_errno::ENOENT | libc_errno::EINVAL | libc_errno::EOPNOTSUPP))
    }

    fn remedy(&self, plan: &Plan) -> String {
        match self.errno {
            Some(libc_errno::EPERM | libc_errno::EACCES) => {
                "run as root, or let the sandbox open netlink sockets".into()
            }
            _ => format!("a kernel with {} tells them", plan.kernel_option),
        }
    }
}

/// Error numbers (errno(3)) that tell a missing module from a missing right.
mod libc_errno {
    pub(super) const EPERM: i32 = 1;
    pub(super) const ENOENT: i32 = 2;
    pub(super) const EACCES: i32 = 13;
    pub(super) const EINVAL: i32 = 22;
    pub(super) const EOPNOTSUPP: i32 = 95;
}

/// Records that could not be read: how many, and why the first one could not.
#[derive(Default)]
struct Unread {
    count: usize,
    first: Option<String>,
}

impl Unread {
    fn note(&mut self, why: String) {
        self.count += 1;
        self.first.get_or_insert(why);
    }

    fn gap(self, plan: &Plan) -> Option<Gap> {
        let first = self.first?;
        Some(Gap::new(format!("reading {} of the {}", self.count, plan.name), first))
    }
}
