//! The host around an event: who its process is, in which container, what its network namespace is called; and whether a filter lets the
//! event through.
//!
//! Processes come and go for as long as this watches, so what was looked up is forgotten again when it becomes too much.

use crate::commands::gather::Host;
use crate::host::names::HostNames;
use model::{
    CgroupId, ClockTicks, Container, Event, EventProcess, InterfaceIndex, Micros, NamespaceId, NetworkNamespace,
    Process, ProcessId, Socket, UserId,
};
use query::evaluate::{Holder, Surroundings};
use query::native::{self, FilterError, Selection};
use sources::cgroups::Cgroups;
use sources::owners::cgroup_path::Placement;
use sources::owners::containers::Containers;
use sources::proc_files::ProcFiles;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// So many processes, and so many cgroups, are remembered.
const REMEMBERED: usize = 8192;

/// The host, and the filter.
pub(super) struct Around {
    host: Host,
    selection: Selection,
    /// Processes that were asked about.
    asked: HashSet<EventProcessKey>,
    cgroups: Option<Cgroups>,
    containers: Containers,
    by_cgroup: HashMap<CgroupId, Option<Arc<Container>>>,
    namespaces: HashMap<NamespaceId, NetworkNamespace>,
    own: Option<NamespaceId>,
}

/// What tells a process from others.
type EventProcessKey = (ProcessId, ClockTicks);

impl Around {
    /// Understands the words of a filter.
    pub(super) fn new(filter: &[OsString]) -> Result<Self, FilterError> {
        let selection = native::parse(filter, &HostNames::new(&Path::new(ProcFiles::ROOT).into()))?;
        Ok(Self {
            host: Host::new(),
            selection,
            asked: HashSet::new(),
            cgroups: None,
            containers: Containers::new(Path::new("/")),
            by_cgroup: HashMap::new(),
            namespaces: HashMap::new(),
            own: sources::events::own_namespace().ok(),
        })
    }

    /// Whether the filter lets the event through.
    pub(super) fn lets_through(&mut self, event: &Event) -> bool {
        let Some(filter) = &self.selection.filter else { return true };
        let socket = event.socket();
        if let Some(decided) = filter.decide(&socket) {
            return decided;
        }
        let needs = self.selection.needs;
        let facts =
            if needs.processes { event.process.as_ref().and_then(|process| self.process(process)) } else { None };
        let namespace = if needs.namespaces { event.namespace.map(|id| self.namespace(id).clone()) } else { None };
        let Some(filter) = &self.selection.filter else { return true };
        filter.matches_in(
            &socket,
            &Present { event, host: &self.host, facts: facts.as_deref(), namespace: namespace.as_ref() },
        )
    }

    /// The container of the event's process.
    pub(super) fn container(&mut self, event: &Event) -> Option<Arc<Container>> {
        let process = event.process.as_ref()?;
        if let Some(known) = process.cgroup.and_then(|id| self.container_of_cgroup(id)) {
            return Some(known);
        }
        self.process(process)?.container.clone()
    }

    /// What the network namespace is called.
    pub(super) fn namespace(&mut self, id: NamespaceId) -> &NetworkNamespace {
        if self.namespaces.len() >= REMEMBERED {
            self.namespaces.clear();
        }
        let host = &self.host;
        self.namespaces.entry(id).or_insert_with(|| NetworkNamespace {
            id,
            names: host.namespace_name(id).map(Into::into).into_iter().collect(),
            is_own: self.own == Some(id),
            ..NetworkNamespace::default()
        })
    }

    /// The moment at which the host's clock stood so many ticks after its boot.
    pub(super) fn moment(&self, since_boot: ClockTicks) -> Option<SystemTime> {
        self.host.moment(since_boot)
    }

    fn process(&mut self, process: &EventProcess) -> Option<Arc<Process>> {
        let key = (process.id?, process.started?);
        if self.asked.len() >= REMEMBERED && !self.asked.contains(&key) {
            self.host.begin_round();
            self.asked.clear();
        }
        self.asked.insert(key);
        self.host.process_started(key.0, key.1)
    }

    /// By the name of its cgroup, which lasts longer than the process.
    fn container_of_cgroup(&mut self, id: CgroupId) -> Option<Arc<Container>> {
        if let Some(known) = self.by_cgroup.get(&id) {
            return known.clone();
        }
        if self.by_cgroup.len() >= REMEMBERED {
            self.by_cgroup.clear();
        }
        let is_known = self.cgroups.as_ref().is_some_and(|cgroups| cgroups.path(id).is_some());
        if !is_known {
            // Made since.
            self.cgroups = Some(Cgroups::discover(Path::new(ProcFiles::ROOT)).found);
        }
        let path = self.cgroups.as_ref().and_then(|cgroups| cgroups.path(id));
        let found = path.and_then(|path| self.containers.find(&Placement::of_path(path)));
        self.by_cgroup.insert(id, found.clone());
        found
    }
}

/// An event with what its filter may ask.
struct Present<'a> {
    event: &'a Event,
    host: &'a Host,
    facts: Option<&'a Process>,
    namespace: Option<&'a NetworkNamespace>,
}

impl Surroundings for Present<'_> {
    fn holders(&self, _socket: &Socket<'_>, each: &mut dyn FnMut(Holder<'_>) -> bool) {
        let Some(process) = &self.event.process else { return };
        let Some(id) = process.id else { return };
        each(Holder { process: id, descriptor: None, name: process.name.as_bytes(), facts: self.facts });
    }

    fn age(&self, process: &Process) -> Option<Micros> {
        let age = self.event.at.duration_since(self.host.moment(process.started)?).unwrap_or_default();
        Some(Micros(u64::try_from(age.as_micros()).unwrap_or(u64::MAX)))
    }

    fn user_name(&self, user: UserId) -> Option<Cow<'_, [u8]>> {
        self.host.user(user).map(|name| Cow::Owned(name.as_bytes().to_vec()))
    }

    fn interface_name(&self, _interface: InterfaceIndex) -> Option<Cow<'_, [u8]>> {
        None
    }

    fn network_namespace(&self, _socket: &Socket<'_>) -> Option<&NetworkNamespace> {
        self.namespace
    }
}
