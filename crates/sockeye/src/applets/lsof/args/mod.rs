//! The command line of `lsof` as plain values (lsof(8), version 4.95 on Linux). Names of hosts, services and users are
//! resolved while it is read, because a name that nobody knows is an error of the command line; files are not touched.

mod error;
mod field_letters;
mod read;
mod repeat;
mod scanner;
#[cfg(test)]
mod tests;
mod values;

pub(super) use error::ArgsError;
pub(super) use field_letters::{FieldHelp, FieldLetters};
pub(super) use read::read;
pub(super) use values::{
    Asking, Crossing, Details, Directory, Endpoints, FlagStyle, Form, NamesAre, Repeat, SizeColumn, Tasks, TcpInfo,
};

use super::internet::{InternetAddress, IpVersions};
use super::lists::{Commands, Descriptors, InAndOut, TcpStates};
use model::{ProcessId, UserId};
use std::ffi::OsString;

/// A command line that was read.
#[derive(Debug)]
pub(super) struct CommandLine {
    /// What is asked for, or the first error: the exit status is 1 then.
    pub(super) task: Result<Task, ArgsError>,
    /// `-h`, `-?`: the whole help is shown, beside an error too.
    pub(super) wants_help: bool,
}

/// What the command line asks for. Help and versions go to standard error, as they do in the original.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// `-h`, `-?`.
    Help,
    /// `-v`.
    Version,
    /// `-F?`: what the letters of `-F` mean.
    FieldHelp,
    /// `+m` alone: the device number of each mounted file system.
    MountTable,
    /// List files.
    List(Box<Args>),
}

/// Which files to list, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Args {
    /// Which processes and files.
    pub(super) criteria: Criteria,
    /// What to say of each.
    pub(super) details: Details,
    /// The form of the listing.
    pub(super) form: Form,
    /// How the kernel may be asked.
    pub(super) asking: Asking,
    /// `-r`, `+r`: list again and again.
    pub(super) repeat: Option<Repeat>,
    /// `-V`: say which search terms found nothing.
    pub(super) verbose: bool,
    /// `-Q`: searching in vain is no failure.
    pub(super) vain_search_allowed: bool,
}

/// A user given by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Login {
    /// The number.
    pub(super) user: UserId,
    /// The name.
    pub(super) name: Vec<u8>,
}

/// What is selected and what is left out. Exclusions come first and are absolute; the rest is joined by *or*, or by *and*.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Criteria {
    /// `-a`: a file must meet all kinds of conditions, not just one.
    pub(super) all_must_hold: bool,
    /// `-p`.
    pub(super) processes: InAndOut<ProcessId>,
    /// `-g` with a list.
    pub(super) groups: InAndOut<ProcessId>,
    /// `-u`.
    pub(super) users: InAndOut<UserId>,
    /// Those of the wanted users who were given by name, in the order given.
    pub(super) logins: Vec<Login>,
    /// `-c`.
    pub(super) commands: Commands,
    /// `-d`.
    pub(super) descriptors: Option<Descriptors>,
    /// `-i` without an address: network files of these IP versions, whatever their addresses.
    pub(super) internet: Option<IpVersions>,
    /// `-i` with an address, in the order given; none that has the words of another.
    pub(super) addresses: Vec<InternetAddress>,
    /// `-s TCP:STATES`.
    pub(super) tcp_states: TcpStates,
    /// `-X`: TCP and UDP are not looked into.
    pub(super) without_internet: bool,
    /// `-U`: UNIX domain sockets.
    pub(super) unix: bool,
    /// `-N`: files on NFS.
    pub(super) nfs: bool,
    /// `-K`.
    pub(super) tasks: Tasks,
    /// `+L N`: files with fewer links than this.
    pub(super) fewer_links_than: Option<u64>,
    /// `+d`, `+D`, in the order given.
    pub(super) directories: Vec<Directory>,
    /// `-x`: what `+d` and `+D` cross.
    pub(super) crossing: Crossing,
    /// `+f`, `-f` without letters: what the names are taken for.
    pub(super) names_are: NamesAre,
    /// The words behind the options: files and file systems.
    pub(super) names: Vec<OsString>,
}
