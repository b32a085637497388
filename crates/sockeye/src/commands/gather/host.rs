//! What the native views ask of the host for each socket: who holds it, who they are, what things are called. Each is asked for once,
//! when a row first needs it.

use crate::host::names::{HostNames, protocol_word};
use crate::owner_way;
use measure::ends::{End, EndsIndex};
use model::{
    CgroupId, ClockTicks, Gap, Holders, Inode, InterfaceIndex, NamespaceId, NetlinkProtocol, NoOwner, Process,
    ProcessId, Socket, Task, Transport, UserId,
};
use names::Users;
use query::Resolver;
use sources::clock::BootClock;
use sources::namespaces::{self, Visitor};
use sources::owners::process_facts::ProcessFacts;
use sources::owners::unowned::{self, Visibility};
use sources::owners::{OwnerDetails, Search, Threads, Way};
use sources::proc_files::ProcFiles;
use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::SystemTime;

/// The host, asked as little as possible.
#[derive(Debug)]
pub(crate) struct Host {
    /// Where its kernel shows processes, and where its files are.
    proc_root: PathBuf,
    root: PathBuf,
    way: Way,
    names: RefCell<HostNames>,
    owners: Search,
    processes: RefCell<ProcessFacts>,
    users: RefCell<HashMap<UserId, Option<Rc<str>>>>,
    user_names: RefCell<Users>,
    clock: OnceCell<Option<BootClock>>,
    namespaces: OnceCell<HashMap<NamespaceId, Box<[u8]>>>,
    visible: OnceCell<Visibility>,
    now: SystemTime,
    ends: EndsIndex<Inode>,
    boot_id: OnceCell<Option<Vec<u8>>>,
    is_administrator: OnceCell<bool>,
}

impl Host {
    /// The host that /proc shows.
    pub(crate) fn new() -> Self {
        let way = owner_way::asked_for(|name| std::env::var_os(name));
        Self::of(Path::new(ProcFiles::ROOT), Path::new("/"), way)
    }

    /// The host whose processes `proc_root` shows, with containers of what lies below `root`.
    pub(crate) fn of(proc_root: &Path, root: &Path, way: Way) -> Self {
        Self {
            proc_root: proc_root.to_owned(),
            root: root.to_owned(),
            way,
            names: RefCell::new(HostNames::new(&proc_root.into())),
            owners: search(proc_root, way),
            processes: RefCell::new(ProcessFacts::new(proc_root, root)),
            users: RefCell::default(),
            user_names: RefCell::default(),
            clock: OnceCell::new(),
            namespaces: OnceCell::new(),
            visible: OnceCell::new(),
            now: SystemTime::now(),
            ends: EndsIndex::new(),
            boot_id: OnceCell::new(),
            is_administrator: OnceCell::new(),
        }
    }

    /// The same, at another time.
    #[cfg(test)]
    pub(crate) fn at(self, now: SystemTime) -> Self {
        Self { now, ..self }
    }

    /// Begins another listing: who holds what is asked anew, and so are the processes, which may have ended.
    pub(crate) fn begin_round(&mut self) {
        self.owners = search(&self.proc_root, self.way);
        self.processes = RefCell::new(ProcessFacts::new(&self.proc_root, &self.root));
        self.visible = OnceCell::new();
        self.now = SystemTime::now();
    }

    /// Looks for what each network namespace has of its own in that of the visitor from now on, or in the own one.
    pub(super) fn look_through(&mut self, visitor: Option<Arc<Visitor>>) {
        self.names.get_mut().look_through(visitor);
    }

    /// Begins to look for owners, for a listing that will need them all.
    pub(super) fn begin_to_look_for_owners(&self) {
        self.owners.begin();
    }

    /// Names, and numbers for names, in the namespace that is looked at.
    pub(super) fn names(&mut self) -> &HostNames {
        self.names.get_mut()
    }

    /// Knows the other ends of connections from now on.
    pub(super) fn know_ends(&mut self, ends: EndsIndex<Inode>) {
        self.ends = ends;
    }

    /// The socket at the other end of a connection, if it is certain.
    pub(super) fn other_end(&self, end: &End) -> Option<Inode> {
        self.ends.other_end(end).certain()
    }

    /// When this listing began.
    pub(crate) fn now(&self) -> SystemTime {
        self.now
    }

    /// The descriptors through which processes hold this socket, newest process first.
    pub(crate) fn holders(&self, socket: &Socket<'_>) -> Holders<'_> {
        self.holders_of(socket.inode)
    }

    /// The descriptors through which processes hold the socket with this inode, newest process first.
    pub(crate) fn holders_of(&self, inode: Inode) -> Holders<'_> {
        // A socket that no descriptor refers to has no inode.
        if inode.0 == 0 { Holders::default() } else { self.owners.found().holders(inode) }
    }

    /// How many sockets each process holds, of whatever kind and wherever they are.
    pub(crate) fn sockets_of_processes(&self) -> HashMap<ProcessId, usize> {
        let holders = self.owners.found().all();
        let held: HashSet<_> = holders.map(|(inode, holder)| (holder.task.process, inode)).collect();
        let mut counts = HashMap::new();
        held.into_iter().for_each(|(process, _)| *counts.entry(process).or_default() += 1);
        counts
    }

    /// The process of this task; `None` where it has ended since it was seen.
    pub(crate) fn process(&self, task: &Task) -> Option<Arc<Process>> {
        self.processes.borrow_mut().of(task)
    }

    /// The process with this number, if it started then.
    pub(crate) fn process_started(&self, id: ProcessId, started: ClockTicks) -> Option<Arc<Process>> {
        self.processes.borrow_mut().process(id, started)
    }

    /// Why nobody is seen to hold this socket.
    pub(crate) fn no_owner(&self, socket: &Socket<'_>) -> NoOwner {
        let visible = self.visible.get_or_init(|| {
            // It has gaps once it has run.
            self.owners.found();
            let gaps = self.owners.facts().map(|facts| facts.gaps.as_slice()).unwrap_or_default();
            Visibility::of_search(&self.proc_root, gaps)
        });
        unowned::reason(socket, *visible)
    }

    /// The name of this user. Untrusted.
    pub(crate) fn user(&self, id: UserId) -> Option<Rc<str>> {
        let ask = || self.user_names.borrow_mut().name(id).map(Rc::from);
        self.users.borrow_mut().entry(id).or_insert_with(ask).clone()
    }

    /// The moment at which the host's clock stood so many ticks after its boot.
    pub(crate) fn moment(&self, since_boot: ClockTicks) -> Option<SystemTime> {
        (*self.clock.get_or_init(|| BootClock::read(&self.proc_root)))?.moment(since_boot)
    }

    /// The service on this port. Untrusted bytes.
    pub(crate) fn service(&self, transport: Transport, port: u16) -> Option<Vec<u8>> {
        let protocol = match transport {
            // Its services are those of the TCP that it looks like.
            Transport::Mptcp => Some("tcp"),
            other => protocol_word(other),
        };
        self.names.borrow().service_name(port, protocol).map(<[u8]>::to_vec)
    }

    /// The port of the service that has this name.
    pub(crate) fn service_port(&self, name: &str, transport: Transport) -> Option<u16> {
        self.names.borrow().service(name, transport)
    }

    /// The name of this interface, in the namespace that is looked at. Untrusted bytes.
    pub(crate) fn interface(&self, index: InterfaceIndex) -> Option<Vec<u8>> {
        self.names.borrow_mut().interface_name(index).map(<[u8]>::to_vec)
    }

    /// The path of this cgroup. Untrusted bytes.
    pub(crate) fn cgroup(&self, id: CgroupId) -> Option<Vec<u8>> {
        self.names.borrow().cgroup_path(id).map(<[u8]>::to_vec)
    }

    /// The name of this netlink protocol. Untrusted bytes.
    pub(crate) fn netlink_protocol(&self, protocol: NetlinkProtocol) -> Option<Vec<u8>> {
        self.names.borrow().netlink_protocol_name(protocol).map(<[u8]>::to_vec)
    }

    /// The id of this run of the host (`/proc/sys/kernel/random/boot_id`, random(4)).
    pub(crate) fn boot_id(&self) -> Option<&[u8]> {
        let read = || std::fs::read(self.proc_root.join("sys/kernel/random/boot_id")).ok();
        self.boot_id.get_or_init(read).as_deref().map(<[u8]>::trim_ascii)
    }

    /// Whether the kernel tells us what only who administers the network is told.
    pub(crate) fn is_administrator(&self) -> bool {
        *self.is_administrator.get_or_init(sys::capability::has_net_admin)
    }

    /// What a network namespace is called that has a name. Untrusted bytes.
    pub(crate) fn namespace_name(&self, id: NamespaceId) -> Option<&[u8]> {
        let names = || namespaces::names(&self.proc_root).unwrap_or_default();
        self.namespaces.get_or_init(names).get(&id).map(|name| &**name)
    }

    /// What could not be read, of what was asked for.
    pub(crate) fn gaps(&self) -> Vec<Gap> {
        let owners = self.owners.facts().into_iter().flat_map(|facts| facts.gaps.iter().cloned());
        let names = self.names.borrow().gaps().cloned().collect::<Vec<_>>();
        owners.chain(names).chain(self.processes.borrow().gap()).collect()
    }
}

fn search(proc_root: &Path, way: Way) -> Search {
    Search::new(proc_root, OwnerDetails { threads: Threads::Unshared, contexts: false, way })
}
