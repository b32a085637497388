//! What options ask for before anything is shown: SELinux (`-Z`, `-z`) and another network namespace (`-N`).
//!
//! The original looks for them while it reads its command line, so the first that is missing ends it, whatever follows.

use crate::failure::Failure;
use crate::host::place;
use sources::selinux::Selinux;
use std::ffi::OsString;
use std::path::Path;

/// What must be so, or be made so, first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Prerequisite {
    /// SELinux is enabled.
    Selinux,
    /// The network namespace of this name, path or process is entered.
    Namespace(OsString),
}

/// The exit status when one cannot be met.
const STATUS: u8 = 1;

/// Meets these, one after the other. To be called before threads are started: those would stay in the old namespace.
///
/// # Errors
/// Says which could not be met.
pub(super) fn meet(prerequisites: &[Prerequisite], proc_root: &Path) -> Result<(), Failure> {
    for prerequisite in prerequisites {
        match prerequisite {
            Prerequisite::Selinux => {
                if Selinux::enabled(proc_root, Path::new(Selinux::CONFIGURATION)).is_none() {
                    return Err(Failure::new(STATUS, "SELinux is not enabled here, so there are no contexts to show"));
                }
            }
            Prerequisite::Namespace(name) => place::enter("ss", name)?,
        }
    }
    Ok(())
}
