//! Why a socket has no owner that could be told. Every unknown has a reason, and most of these are no fault of the reader's.

use std::fmt;

/// The reason why nobody is said to hold a socket. Shown, it is one clause without control characters or quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoOwner {
    /// Its program has closed it or ended; the kernel keeps what is left of it for a minute, for late segments.
    TimeWait,
    /// Its program has closed it or ended; the kernel still brings the connection to its end.
    Orphan,
    /// No program has it yet: the kernel has answered the peer, and the listener has still to accept it.
    NotAccepted,
    /// The kernel itself made it and uses it.
    Kernel,
    /// No process has a descriptor of it, as far as all processes could be seen. The kernel has sockets of its own (tunnels, NFS,
    /// WireGuard); a descriptor may be on its way between processes, or mapped memory or io_uring may be all that keeps the socket.
    NoDescriptor,
    /// Processes that may hold it were kept from the reader.
    NeedsPrivilege(Privilege),
    /// Processes outside the reader's PID namespace may hold it, and none inside does.
    OtherPidNamespace,
    /// Whoever held it ended while that was being found out.
    LostRace,
}

/// What it takes to see the processes of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Privilege {
    /// To look at their descriptors.
    ExamineProcesses,
    /// To see that they exist, where /proc is mounted so as to hide them (`hidepid`, proc(5)).
    SeeProcesses,
}

impl NoOwner {
    /// In words: one clause without control characters or quotes.
    pub fn clause(self) -> &'static str {
        match self {
            Self::TimeWait => "closed by its process, kept for late segments",
            Self::Orphan => "closed by its process, the kernel ends the connection",
            Self::NotAccepted => "not yet accepted by its listener",
            Self::Kernel => "a socket of the kernel",
            Self::NoDescriptor => "no process has a descriptor of it, as with sockets of the kernel",
            Self::NeedsPrivilege(Privilege::ExamineProcesses) => {
                "needs root, or CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH, to look at processes of others"
            }
            Self::NeedsPrivilege(Privilege::SeeProcesses) => "needs root: /proc hides processes of others",
            Self::OtherPidNamespace => "held by no process of this PID namespace",
            Self::LostRace => "its process ended meanwhile",
        }
    }
}

impl fmt::Display for NoOwner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.clause())
    }
}
