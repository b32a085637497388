//! One socket as a row: what several columns need of it is found once.

use crate::commands::gather::{HoldingProcess, Subject};
use model::{Container, InetSocket, NoOwner, Process, SocketFamily};
use names::{Hosts, Protocols};
use render::value::Value;
use std::cell::OnceCell;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

/// How a view was asked to call things.
#[derive(Debug)]
pub(crate) struct Manner {
    /// Numbers, not names, of users, services and interfaces.
    pub(crate) numeric: bool,
    /// Names of hosts, where they were asked for.
    pub(crate) hosts: Option<Hosts>,
    /// Names of IP protocols.
    pub(super) protocols: Protocols,
}

impl Manner {
    /// Names, or numbers instead of them; addresses as they are.
    pub(crate) fn new(numeric: bool) -> Self {
        Self { numeric, hosts: None, protocols: Protocols::new(Path::new(Protocols::PATH)) }
    }
}

/// A socket in a view.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    /// The socket and the host around it.
    pub(crate) subject: Subject<'a>,
    /// How things are called.
    pub(crate) manner: &'a Manner,
    processes: OnceCell<Vec<HoldingProcess<'a>>>,
    peers: OnceCell<Vec<HoldingProcess<'a>>>,
    container: OnceCell<Option<Arc<Container>>>,
}

impl<'a> Row<'a> {
    /// The row of this socket.
    pub(crate) fn new(subject: &Subject<'a>, manner: &'a Manner) -> Self {
        Self {
            subject: *subject,
            manner,
            processes: OnceCell::new(),
            peers: OnceCell::new(),
            container: OnceCell::new(),
        }
    }

    /// What it has as an IP socket.
    pub(super) fn inet(&self) -> Option<&'a InetSocket<'a>> {
        match &self.subject.socket.family {
            SocketFamily::Inet(inet) => Some(inet),
            _ => None,
        }
    }

    /// The name of a host, if names were asked for.
    pub(super) fn host_name(&self, address: IpAddr) -> Option<&'a str> {
        self.manner.hosts.as_ref()?.get(address)
    }

    /// The processes that hold it, the one with the lowest number first.
    pub(super) fn processes(&self) -> &[HoldingProcess<'a>] {
        self.processes.get_or_init(|| self.subject.processes())
    }

    /// Whether nobody is seen to hold it.
    pub(super) fn is_unheld(&self) -> bool {
        self.processes().is_empty()
    }

    /// The processes that hold the other end, where that is on this host.
    pub(super) fn peer_processes(&self) -> &[HoldingProcess<'a>] {
        self.peers.get_or_init(|| self.subject.peer_processes())
    }

    /// The container that it belongs to.
    pub(super) fn container(&self) -> Option<&Container> {
        let find = || {
            let of_process = self.processes().iter().find_map(|holding| holding.process.as_ref()?.container.clone());
            of_process.or_else(|| self.subject.place.facts.container.clone())
        };
        self.container.get_or_init(find).as_deref()
    }

    /// What stands where a fact of the holder would, if nobody is seen to hold it: nothing if nobody can, else why not.
    pub(super) fn nobody(&self) -> Value<'static> {
        match self.subject.no_owner() {
            NoOwner::TimeWait | NoOwner::Orphan | NoOwner::NotAccepted | NoOwner::Kernel => Value::Absent,
            reason => Value::Unknown(reason.clause().into()),
        }
    }

    /// A fact of the first process that holds it.
    pub(super) fn of_first<'r>(&'r self, fact: impl FnOnce(&'r Process) -> Value<'r>) -> Value<'r> {
        match self.processes().first() {
            None => self.nobody(),
            Some(holding) => match &holding.process {
                Some(process) => fact(process),
                None => Value::Unknown(NoOwner::LostRace.clause().into()),
            },
        }
    }

    /// A fact of each process that holds it, those that are alike once.
    pub(super) fn of_each<'r>(&'r self, fact: impl Fn(&'r HoldingProcess<'a>) -> Value<'r>) -> Value<'r> {
        match self.processes() {
            [] => self.nobody(),
            processes => distinct(processes, fact),
        }
    }
}

/// One value as it is, several as a list of those that differ.
pub(super) fn distinct<'r, 'a>(
    processes: &'r [HoldingProcess<'a>],
    fact: impl Fn(&'r HoldingProcess<'a>) -> Value<'r>,
) -> Value<'r> {
    if let [only] = processes {
        return fact(only);
    }
    let mut values: Vec<Value<'r>> = Vec::new();
    for value in processes.iter().map(fact) {
        // Nearly always there are one or two.
        if value != Value::Absent && !values.contains(&value) {
            values.push(value);
        }
    }
    match values.len() {
        0 => Value::Absent,
        1 => values.swap_remove(0),
        _ => Value::List(values),
    }
}
