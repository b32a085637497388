//! Which processes and files are listed, and which search terms found nothing: lsof's rules, without any I/O.
//!
//! What is left out (`^`, `-s TCP:`) is left out whatever else is said. Of the rest each kind of option is one condition; its own items are
//! alternatives. A file is listed if it or its process meets one condition, with `-a` if together they meet all.
//! Of several items that fit, one counts as found: which one decides what `-V` reports and what the exit status is.

mod conditions;
mod missing;
#[cfg(test)]
mod tests;

pub(crate) use conditions::Conditions;
pub(crate) use missing::Missing;

use super::args::{Criteria, Tasks};
use super::internet::Protocol;
use super::lists::{DescriptorName, Side};
use model::{FileProcess, ProcessId, State, UserId};
use names::IpVersion;
use std::collections::HashSet;
use std::net::IpAddr;

/// The criteria of a command line, and what has been found by them so far.
#[derive(Debug)]
pub(crate) struct Selection<'a> {
    criteria: &'a Criteria,
    wanted: Conditions,
    found: Found,
}

/// What was found.
#[derive(Debug, Default)]
struct Found {
    /// Of the conditions that are found or not as a whole.
    conditions: Conditions,
    processes: HashSet<ProcessId>,
    groups: HashSet<ProcessId>,
    users: HashSet<UserId>,
    states: HashSet<State>,
    /// For each of the criteria's command prefixes, patterns and addresses.
    prefixes: Vec<bool>,
    patterns: Vec<bool>,
    addresses: Vec<bool>,
}

/// What decides whether a file is listed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FileFacts<'a> {
    /// What it is called in the FD column.
    pub(crate) descriptor: DescriptorName<'a>,
    /// How many links it has, where that is known.
    pub(crate) links: Option<u64>,
    /// Whether it is on NFS.
    pub(crate) is_on_nfs: bool,
    /// Whether it is one of the files and file systems that were named.
    pub(crate) is_named: bool,
    /// What it is as a socket.
    pub(crate) socket: SocketFacts,
}

/// What decides whether a socket is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SocketFacts {
    /// No socket, or one of which nothing is asked.
    Other,
    /// A UNIX domain socket.
    Unix,
    /// A socket with Internet addresses.
    Internet(InternetFacts),
}

/// What decides whether a socket with Internet addresses is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InternetFacts {
    /// That of the socket, whatever form its addresses have.
    pub(crate) version: IpVersion,
    pub(crate) protocol: Protocol,
    pub(crate) local: (IpAddr, u16),
    /// `None`: it has none.
    pub(crate) peer: Option<(IpAddr, u16)>,
    /// As the kernel numbers it, for UDP too.
    pub(crate) state: State,
}

impl<'a> Selection<'a> {
    /// Nothing is found yet.
    pub(crate) fn new(criteria: &'a Criteria) -> Self {
        let found = Found {
            prefixes: vec![false; criteria.commands.prefixes.len()],
            patterns: vec![false; criteria.commands.patterns.len()],
            addresses: vec![false; criteria.addresses.len()],
            ..Found::default()
        };
        Self { criteria, wanted: Conditions::of(criteria), found }
    }

    /// The conditions that a file must meet: one of them, or with `-a` all. None: everything is listed.
    pub(crate) fn wanted(&self) -> Conditions {
        self.wanted
    }

    /// Whether tasks (threads) are listed too.
    pub(crate) fn lists_tasks(&self) -> bool {
        match self.criteria.tasks {
            Tasks::Selected => true,
            Tasks::Unsaid => self.wanted.is_empty(),
            Tasks::Ignored => false,
        }
    }

    /// The conditions that a process, or one of its tasks, meets; `None`: none of its files can be listed. `has_tasks`: whether
    /// the process has tasks beside its first, which with `-a -K` lets its own files be listed.
    pub(crate) fn process(&mut self, process: &FileProcess, has_tasks: bool) -> Option<Conditions> {
        let criteria = self.criteria;
        let sides = [
            (Conditions::PROCESS, criteria.processes.side_of(process.id)),
            (Conditions::GROUP, criteria.groups.side_of(process.group)),
            (Conditions::USER, process.user.and_then(|user| criteria.users.side_of(user))),
        ];
        if sides.iter().any(|(_, side)| *side == Some(Side::Out)) {
            return None;
        }
        let met = sides.into_iter().filter(|(_, side)| *side == Some(Side::In)).map(|(condition, _)| condition);
        let mut met = met.fold(Conditions::NONE, Conditions::and);
        if met.contain(Conditions::PROCESS) {
            self.found.processes.insert(process.id);
        }
        if let Some(user) = process.user.filter(|_| met.contain(Conditions::USER)) {
            self.found.users.insert(user);
        }
        if met.contain(Conditions::GROUP) {
            self.found.groups.insert(process.group);
        }
        let counts_as_task = process.task.is_some() || (criteria.all_must_hold && has_tasks);
        if counts_as_task {
            met = met.and(self.wanted.intersection(Conditions::TASK));
        }
        // A process that fails in this is not asked for its command, which therefore is not found.
        let of_numbers = Conditions::OF_PROCESSES.without(Conditions::COMMAND);
        if criteria.all_must_hold && !met.contain(self.wanted.intersection(of_numbers)) {
            return None;
        }
        met = met.and(self.command(&process.name)?);
        let of_processes = self.wanted.intersection(Conditions::OF_PROCESSES);
        if criteria.all_must_hold && !met.contain(of_processes) {
            return None;
        }
        if process.task.is_some() {
            self.found.conditions = self.found.conditions.and(met.intersection(Conditions::TASK));
        }
        Some(met)
    }

    /// Adds what another selection by the same criteria found among processes that were not handed to this one.
    pub(crate) fn absorb(&mut self, other: Self) {
        let both = |mine: &mut [bool], others: &[bool]| {
            mine.iter_mut().zip(others).for_each(|(mine, other)| *mine |= other);
        };
        let found = other.found;
        self.found.conditions = self.found.conditions.and(found.conditions);
        self.found.processes.extend(found.processes);
        self.found.groups.extend(found.groups);
        self.found.users.extend(found.users);
        self.found.states.extend(found.states);
        both(&mut self.found.prefixes, &found.prefixes);
        both(&mut self.found.patterns, &found.patterns);
        both(&mut self.found.addresses, &found.addresses);
    }

    /// Whether a command's name is wanted; `None`: it is left out.
    fn command(&mut self, name: &[u8]) -> Option<Conditions> {
        let commands = &self.criteria.commands;
        if commands.prefixes.iter().any(|prefix| prefix.side == Side::Out && name.starts_with(&prefix.text)) {
            return None;
        }
        // The prefix given last is the first one tried, while patterns are tried in their order.
        let prefix =
            commands.prefixes.iter().rposition(|prefix| prefix.side == Side::In && name.starts_with(&prefix.text));
        if let Some(place) = prefix {
            self.found.prefixes[place] = true;
            return Some(Conditions::COMMAND);
        }
        let Some(place) = commands.patterns.iter().position(|pattern| pattern.regex.is_match(name)) else {
            return Some(Conditions::NONE);
        };
        self.found.patterns[place] = true;
        Some(Conditions::COMMAND)
    }

    /// Whether a file of a process that meets `met` is listed.
    pub(crate) fn file(&mut self, met: Conditions, file: &FileFacts<'_>) -> bool {
        let criteria = self.criteria;
        let mut met = met;
        match file.socket {
            SocketFacts::Internet(socket) => match self.internet(&socket) {
                Some(of_socket) => met = met.and(of_socket),
                None => return false,
            },
            SocketFacts::Unix => met = met.and(Conditions::UNIX),
            SocketFacts::Other => {}
        }
        let has_few_links = criteria.fewer_links_than.zip(file.links).is_some_and(|(limit, links)| links < limit);
        let is_descriptor = criteria.descriptors.as_ref().is_some_and(|list| list.select(file.descriptor));
        for (is_met, condition) in [
            (is_descriptor, Conditions::DESCRIPTOR),
            (has_few_links, Conditions::LINKS),
            (file.is_on_nfs, Conditions::NFS),
            (file.is_named, Conditions::NAME),
        ] {
            if is_met {
                met = met.and(condition);
            }
        }
        if file.is_on_nfs {
            self.found.conditions = self.found.conditions.and(Conditions::NFS);
        }
        let met = met.intersection(self.wanted);
        if criteria.all_must_hold { met == self.wanted } else { self.wanted.is_empty() || !met.is_empty() }
    }

    /// The conditions that a socket meets by its addresses; `None`: it is left out because of its state.
    fn internet(&mut self, socket: &InternetFacts) -> Option<Conditions> {
        let criteria = self.criteria;
        if criteria.tcp_states.side_of(socket.state) == Some(Side::In) {
            self.found.states.insert(socket.state);
        }
        if criteria.tcp_states.leaves_out(socket.state) {
            return None;
        }
        let mut met = Conditions::NONE;
        if criteria.internet.is_some_and(|versions| versions.select(socket.version)) {
            met = met.and(Conditions::INTERNET);
            self.found.conditions = self.found.conditions.and(Conditions::INTERNET);
        }
        // Each end finds one address, of which the one given last is tried first.
        for (address, port) in [Some(socket.local), socket.peer].into_iter().flatten() {
            let place = criteria.addresses.iter().rposition(|wanted| wanted.fits(socket.protocol, address, port));
            if let Some(place) = place {
                self.found.addresses[place] = true;
                met = met.and(Conditions::ADDRESS);
            }
        }
        Some(met)
    }
}
