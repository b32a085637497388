//! Search terms that found nothing: they make the exit status 1, and `-V` names them.

use super::{Conditions, Selection};
use crate::applets::lsof::args::Tasks;
use crate::applets::lsof::lists::state_name;
use model::{ProcessId, State, UserId};
use sources::open_files::named::Term;
use std::fmt;

/// One term that found nothing. Text is as it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing<'a> {
    /// The beginning of a command's name; one to leave out is never found.
    Command(&'a [u8]),
    /// A pattern.
    Pattern(&'a [u8]),
    /// A file system.
    FileSystem(&'a [u8]),
    /// A file.
    File(&'a [u8]),
    /// An Internet address.
    Address(&'a [u8]),
    /// Any network file: `-i` without an address.
    Internet,
    State(State),
    Nfs,
    Process(ProcessId),
    /// Any task: `-K`.
    Task,
    Group(ProcessId),
    /// A user who was given by name.
    Login(UserId, &'a [u8]),
}

impl<'a> Missing<'a> {
    /// Those of the files and file systems that were searched for, and in this order: the last one first.
    pub(crate) fn of_terms(terms: &'a [Term]) -> impl Iterator<Item = Self> {
        terms.iter().rev().filter(|term| !term.is_found).map(|term| match term.is_file_system {
            true => Self::FileSystem(&term.given),
            false => Self::File(&term.given),
        })
    }

    /// What the original says of it, up to the term.
    fn sentence(self) -> &'static str {
        match self {
            Self::Command(_) => "command not located: ",
            Self::Pattern(_) => "no command found for regex: ",
            Self::FileSystem(_) => "no file system use located: ",
            Self::File(_) => "no file use located: ",
            Self::Address(_) => "Internet address not located: ",
            Self::Internet => "no Internet files located",
            Self::State(_) => "TCP state not located: ",
            Self::Nfs => "no NFS files located",
            Self::Process(_) => "process ID not located: ",
            Self::Task => "no tasks located",
            Self::Group(_) => "process group ID not located: ",
            Self::Login(..) => "login name ",
        }
    }

    /// Appends the line of `-V`, for standard output. `push_name` makes text printable.
    pub(crate) fn push(self, out: &mut Vec<u8>, push_name: impl Fn(&mut Vec<u8>, &[u8])) {
        out.extend_from_slice(b"lsof: ");
        out.extend_from_slice(self.sentence().as_bytes());
        match self {
            Self::Command(text)
            | Self::Pattern(text)
            | Self::FileSystem(text)
            | Self::File(text)
            | Self::Address(text) => push_name(out, text),
            Self::State(state) => out.extend_from_slice(state_name(state).unwrap_or_default().as_bytes()),
            Self::Process(number) | Self::Group(number) => push_formatted(out, &number),
            Self::Login(user, name) => {
                push_formatted(out, &format_args!("(UID {user}) not located: "));
                push_name(out, name);
            }
            Self::Internet | Self::Nfs | Self::Task => {}
        }
        out.push(b'\n');
    }
}

fn push_formatted(out: &mut Vec<u8>, value: &dyn fmt::Display) {
    out.extend_from_slice(value.to_string().as_bytes());
}

impl Selection<'_> {
    /// What found nothing so far, in the order in which the original says it; `names` are the files and file systems that found
    /// nothing ([`Missing::of_terms`]).
    pub(crate) fn missing<'s>(
        &'s self,
        names: impl Iterator<Item = Missing<'s>> + 's,
    ) -> impl Iterator<Item = Missing<'s>> + 's {
        let (criteria, found) = (self.criteria, &self.found);
        let prefixes = criteria.commands.prefixes.iter().zip(&found.prefixes).rev();
        let patterns = criteria.commands.patterns.iter().zip(&found.patterns);
        let addresses = criteria.addresses.iter().zip(&found.addresses).rev();
        let mut states = criteria.tcp_states.included().to_vec();
        states.sort_unstable_by_key(|state| state.to_kernel());
        let whole = |is_wanted: bool, condition: Conditions, missing: Missing<'static>| {
            (is_wanted && !found.conditions.contain(condition)).then_some(missing)
        };
        let processes = criteria.processes.included().iter().filter(|id| !found.processes.contains(id));
        let logins = criteria.logins.iter().filter(|login| !found.users.contains(&login.user));
        let groups = criteria.groups.included().iter().filter(|id| !found.groups.contains(id));
        prefixes
            .filter(|(_, is_found)| !**is_found)
            .map(|(prefix, _)| Missing::Command(&prefix.text))
            .chain(patterns.filter(|(_, is_found)| !**is_found).map(|(pattern, _)| Missing::Pattern(&pattern.text)))
            .chain(names)
            .chain(addresses.filter(|(_, is_found)| !**is_found).map(|(address, _)| Missing::Address(&address.text)))
            .chain(whole(criteria.internet.is_some(), Conditions::INTERNET, Missing::Internet))
            .chain(states.into_iter().filter(|state| !found.states.contains(state)).map(Missing::State))
            .chain(whole(criteria.nfs, Conditions::NFS, Missing::Nfs))
            .chain(processes.map(|id| Missing::Process(*id)))
            .chain(whole(criteria.tasks == Tasks::Selected, Conditions::TASK, Missing::Task))
            .chain(groups.map(|id| Missing::Group(*id)))
            .chain(logins.map(|login| Missing::Login(login.user, &login.name)))
    }
}
