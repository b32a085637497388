//! Why the kernel's diagnostics gave no answer, and what would help.

use super::dump::DumpError;
use super::plan::Plan;
use model::Gap;
use rustix::io::Errno;
use std::fmt;
use std::io;

/// Why there was no answer.
pub(super) struct Reason {
    cause: Cause,
    words: String,
}

enum Cause {
    /// The kernel said no.
    Kernel(i32),
    /// The request did not reach it.
    Connection(Option<i32>),
    /// Anything else.
    Other,
}

impl From<DumpError> for Reason {
    fn from(error: DumpError) -> Self {
        match error {
            DumpError::Refused { errno, words } => Self {
                cause: Cause::Kernel(errno),
                words: match words {
                    Some(words) => format!("the kernel answered: {words} ({})", io::Error::from_raw_os_error(errno)),
                    None => format!("the kernel answered: {}", io::Error::from_raw_os_error(errno)),
                },
            },
            DumpError::Connection(error) => Self {
                cause: Cause::Connection(error.raw_os_error()),
                words: format!("the netlink connection failed: {error}"),
            },
            DumpError::Malformed => Self { cause: Cause::Other, words: "the kernel's answer was not netlink".into() },
            DumpError::Sink(error) => Self { cause: Cause::Other, words: error.to_string() },
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl Reason {
    /// The kernel has the sockets, or may have them, but not the module that lists them.
    pub(super) fn is_missing_module(&self) -> bool {
        matches!(self.cause, Cause::Kernel(errno) if is_any(errno, &[Errno::NOENT, Errno::INVAL, Errno::OPNOTSUPP]))
    }

    /// The gap in what this operation was to find out.
    pub(super) fn gap(&self, operation: String, plan: &Plan) -> Gap {
        Gap { remedy: self.remedy(plan), ..Gap::new(operation, self.to_string()) }
    }

    /// What the reader can do about it, where anything is known.
    fn remedy(&self, plan: &Plan) -> Option<String> {
        let may_not = "run as root, or let the sandbox open netlink sockets";
        match self.cause {
            _ if self.is_missing_module() => Some(format!("a kernel with {} tells them", plan.kernel_option)),
            Cause::Kernel(errno) if is_any(errno, FORBIDDEN) => Some(may_not.into()),
            Cause::Connection(Some(errno)) if is_any(errno, FORBIDDEN) || is_any(errno, SANDBOXED) => {
                Some(may_not.into())
            }
            Cause::Connection(Some(errno)) if is_any(errno, &[Errno::MFILE]) => {
                Some("raise the limit of open files, ulimit -n".into())
            }
            _ => None,
        }
    }
}

const FORBIDDEN: &[Errno] = &[Errno::PERM, Errno::ACCESS];
/// What sandboxes answer to a family of sockets that they do not let through.
const SANDBOXED: &[Errno] = &[Errno::AFNOSUPPORT, Errno::PROTONOSUPPORT];

/// Compares the numbers: one that came from outside need not be an [`Errno`].
fn is_any(errno: i32, of: &[Errno]) -> bool {
    of.iter().any(|known| known.raw_os_error() == errno)
}
