//! Who the holders of sockets are (`--owner`), asked of the host once for each process.

use super::layout::Owner;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::{ClockTicks, Gap, NamespaceId, NoOwner, ProcessId, Socket, Task};
use names::Users;
use sources::clock::BootClock;
use sources::namespaces;
use sources::owners::Search;
use sources::owners::process_facts::ProcessFacts;
use sources::owners::unowned::{self, Visibility};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What is known of owners, and of why there are none.
#[derive(Debug)]
pub(super) struct Ownership {
    proc_root: PathBuf,
    facts: RefCell<ProcessFacts>,
    /// By process and start time; a number alone may be another's later.
    owners: RefCell<HashMap<(ProcessId, ClockTicks), Rc<Owner>>>,
    users: RefCell<Users>,
    clock: OnceCell<Option<(BootClock, TimeZone)>>,
    namespaces: OnceCell<HashMap<NamespaceId, Box<[u8]>>>,
    visible: OnceCell<Visibility>,
}

impl Ownership {
    /// That of processes which `proc_root` (`/proc`) shows.
    pub(super) fn new(proc_root: &Path) -> Self {
        Self {
            proc_root: proc_root.to_owned(),
            facts: RefCell::new(ProcessFacts::new(proc_root, Path::new("/"))),
            owners: RefCell::default(),
            users: RefCell::default(),
            clock: OnceCell::new(),
            namespaces: OnceCell::new(),
            visible: OnceCell::new(),
        }
    }

    /// Who this task is; `None` where it has ended since it was seen.
    pub(super) fn owner(&self, task: &Task) -> Option<Rc<Owner>> {
        let process = self.facts.borrow_mut().of(task)?;
        let mut owners = self.owners.borrow_mut();
        let owner = owners.entry((process.id, process.started)).or_insert_with(|| {
            let user = process.user.and_then(|user| self.users.borrow_mut().name(user).map(str::to_owned));
            Rc::new(Owner {
                started: self.time_of_day(process.started),
                user,
                network_namespace: process.network_namespace.and_then(|id| self.namespaces().get(&id).cloned()),
                process,
            })
        });
        Some(Rc::clone(owner))
    }

    /// Why a socket has no holders that this search could find.
    pub(super) fn no_owner(&self, socket: &Socket<'_>, search: &Search) -> NoOwner {
        let visible = self.visible.get_or_init(|| {
            // It has gaps once it has run.
            search.found();
            let gaps = search.facts().map(|facts| facts.gaps.as_slice()).unwrap_or_default();
            Visibility::of_search(&self.proc_root, gaps)
        });
        unowned::reason(socket, *visible)
    }

    /// What could not be read about owners.
    pub(super) fn gap(&self) -> Option<Gap> {
        self.facts.borrow().gap()
    }

    /// In the reader's time zone, with its distance from UTC.
    fn time_of_day(&self, started: ClockTicks) -> Option<String> {
        let clock = self.clock.get_or_init(|| Some((BootClock::read(&self.proc_root)?, render::time::local_zone())));
        let (clock, zone) = clock.as_ref()?;
        let moment = Timestamp::try_from(clock.moment(started)?).ok()?;
        Some(moment.display_with_offset(zone.to_offset(moment)).to_string())
    }

    fn namespaces(&self) -> &HashMap<NamespaceId, Box<[u8]>> {
        self.namespaces.get_or_init(|| namespaces::names(&self.proc_root).unwrap_or_default())
    }
}
