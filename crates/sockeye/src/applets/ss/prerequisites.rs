//! What options ask for before anything is shown: SELinux (`-Z`, `-z`) and another network namespace (`-N`).
//!
//! The original looks for them while it reads its command line, so the first that is missing ends it, whatever follows.

use crate::failure::Failure;
use crate::message;
use sources::selinux::Selinux;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::Path;
use sys::namespace::EnterError;

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
            Prerequisite::Namespace(name) => {
                for hidden in sys::namespace::enter(name).map_err(|error| not_entered(name, &error))? {
                    let what = format!("mounting {} over /etc: {}", hidden.file.display(), hidden.error);
                    message::say("sockeye ss", &what);
                }
            }
        }
    }
    Ok(())
}

fn not_entered(name: &OsString, EnterError { operation, error }: &EnterError) -> Failure {
    let remedy = match error.kind() {
        ErrorKind::NotFound => " (ip netns list shows the names; --all-netns shows all namespaces)",
        ErrorKind::PermissionDenied => " (run as root)",
        _ => "",
    };
    let name = name.to_string_lossy();
    Failure::new(STATUS, format!("{operation} \"{}\": {error}{remedy}", name.escape_debug()))
}
