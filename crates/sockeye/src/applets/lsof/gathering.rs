//! One pass over processes, files and sockets: what the selection lists of them.
//!
//! Where only sockets can be listed the kernel is asked for those first: if none fits, no process is looked at; if some do, who
//! holds them is found in the quickest way, and nothing else is read. In every other case processes are read one by one, and the
//! tables of sockets once a socket turns up.

use super::args::{Args, Endpoints, Form};
use super::endpoints::Ends;
use super::listing::{Listing, slot_name};
use super::lists::DescriptorName;
use super::named::{self, Names};
use super::prefilter;
use super::printable::Charset;
use super::selection::{Conditions, FileFacts, Selection, SocketFacts};
use super::sockets::{self, InetTables};
use crate::failure::Failure;
use crate::owner_way;
use model::{DeviceNumber, FileKind, FileProcess, FileSlot, Gap, OpenFile, ProcessId};
use sources::open_files::{self, Ask, Descriptors, Details, Opened, Slots, socket_protocol};
use sources::owners::{OwnerDetails, Search};
use sources::proc_files::ProcFiles;
use std::collections::HashSet;
use std::sync::Mutex;

/// What a pass found.
pub(super) struct Found<'a> {
    /// What is to be shown.
    pub(super) listing: Listing,
    /// What has been found of what was searched for.
    pub(super) selection: Selection<'a>,
    /// What was searched for by name.
    pub(super) names: Names,
    /// What could not be seen.
    pub(super) gaps: Vec<Gap>,
}

/// Goes through all that there is.
///
/// # Errors
/// A directory cannot be searched.
pub(super) fn gather<'a>(args: &'a Args, files: &ProcFiles, charset: Charset) -> Result<Found<'a>, Failure> {
    let mut gaps = Vec::new();
    let nfs_devices = named::nfs_devices(args, files, &mut gaps);
    let (listing, selection, names) = (Listing::default(), Selection::new(&args.criteria), named::find(args, files)?);
    let found = Found { listing, selection, names, gaps };
    let mut pass = Pass { args, files, found, has_sockets: false, nfs_devices };
    match pass.scope() {
        _ if args.details.endpoints != Endpoints::Hidden => pass.with_ends(charset),
        Scope::Sockets { by_processes: false } if !pass.wants_flags() => pass.sockets(),
        Scope::Sockets { .. } => pass.processes(Descriptors::Sockets),
        Scope::Files => pass.processes(Descriptors::All),
    }
    Ok(pass.found)
}

/// What can be listed at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// Sockets, of processes that are chosen or of any.
    Sockets { by_processes: bool },
    /// Files of every kind.
    Files,
}

struct Pass<'a, 'f> {
    args: &'a Args,
    files: &'f ProcFiles,
    found: Found<'a>,
    /// Whether the tables of sockets have been read.
    has_sockets: bool,
    /// The devices of file systems on NFS, where those matter.
    nfs_devices: HashSet<DeviceNumber>,
}

impl Pass<'_, '_> {
    fn scope(&self) -> Scope {
        let criteria = &self.args.criteria;
        let wanted = self.found.selection.wanted();
        let of_sockets = wanted.intersection(Conditions::OF_SOCKETS);
        let only_sockets = if criteria.all_must_hold { !of_sockets.is_empty() } else { wanted == of_sockets };
        if wanted.is_empty() || !only_sockets {
            return Scope::Files;
        }
        // Processes may be left out by what they are, and they count as found by that too.
        let by_processes = wanted != of_sockets
            || !criteria.processes.is_empty()
            || !criteria.groups.is_empty()
            || !criteria.users.is_empty()
            || !criteria.commands.prefixes.is_empty();
        Scope::Sockets { by_processes }
    }

    /// Whether the flags of descriptors are shown, which only their own files tell.
    fn wants_flags(&self) -> bool {
        let in_fields = matches!(self.args.form, Form::Fields(letters) if letters.has(b'G'));
        in_fields || self.args.details.file_flags.is_some()
    }

    /// Lists sockets by who holds them.
    fn sockets(&mut self) {
        let way = owner_way::asked_for(|name| std::env::var_os(name));
        let search = Search::new(self.files.root(), OwnerDetails { way, ..OwnerDetails::default() });
        let criteria = &self.args.criteria;
        if criteria.addresses.is_empty() {
            // Some will be found: who holds them is looked for meanwhile.
            search.begin();
        }
        self.read_sockets_of_interest();
        if self.found.listing.sockets.is_empty() {
            return;
        }
        let held = search.found();
        let mut holders: Vec<ProcessId> = Vec::new();
        for (inode, holder) in held.all() {
            if holders.last() != Some(&holder.task.process) && self.found.listing.sockets.find(inode).is_some() {
                holders.push(holder.task.process);
            }
        }
        let mut held_sockets = held.all().peekable();
        let nothing = Slots { descriptors: Descriptors::None, ..NO_SLOTS };
        let ask = Ask {
            among: Some(&holders),
            is_wanted: &|_| true,
            tasks: false,
            slots: nothing,
            details: Details::default(),
        };
        let Found { listing, selection, gaps, .. } = &mut self.found;
        let outcome = open_files::read(self.files, &ask, |opened| {
            let process = opened.process;
            let Some(met) = selection.process(&process, false) else { return };
            let id = process.id;
            listing.begin_process(process);
            while let Some((inode, holder)) = held_sockets.next_if(|(_, holder)| holder.task.process <= id) {
                let Some(socket) = listing.sockets.find(inode).filter(|_| holder.task.process == id) else { continue };
                let facts = FileFacts {
                    descriptor: DescriptorName::Number(holder.descriptor),
                    links: None,
                    is_on_nfs: false,
                    is_named: false,
                    socket: prefilter::of_socket(&listing.sockets.get(socket).1),
                };
                if selection.file(met, &facts) {
                    listing.add_socket(holder.descriptor, socket);
                }
            }
        });
        gaps.extend(outcome.err());
        gaps.extend(search.facts().into_iter().flat_map(|facts| facts.gaps.iter().cloned()));
    }

    /// Reads the sockets that may be listed.
    fn read_sockets_of_interest(&mut self) {
        let criteria = &self.args.criteria;
        let wanted = self.found.selection.wanted();
        let Found { listing, gaps, .. } = &mut self.found;
        if !wanted.intersection(Conditions::INTERNET.and(Conditions::ADDRESS)).is_empty() {
            let tables = prefilter::tables(criteria);
            gaps.extend(listing.sockets.read_inet(self.files, &tables, &mut |facts| prefilter::wants(criteria, facts)));
        }
        if wanted.contain(Conditions::UNIX) {
            gaps.extend(listing.sockets.read_unix(self.files));
        }
        listing.sockets.index();
        self.has_sockets = true;
    }

    /// Reads every table of sockets.
    fn read_all_sockets(&mut self) {
        if std::mem::replace(&mut self.has_sockets, true) {
            return;
        }
        let Found { listing, gaps, .. } = &mut self.found;
        if !self.args.criteria.without_internet {
            gaps.extend(listing.sockets.read_inet(self.files, &InetTables::all(), &mut |_| true));
        }
        gaps.extend(listing.sockets.read_unix(self.files));
        gaps.extend(listing.sockets.read_others(self.files));
        listing.sockets.index();
    }

    /// Lists files process by process.
    fn processes(&mut self, descriptors: Descriptors) {
        let slots = match descriptors {
            Descriptors::Sockets => Slots { descriptors, ..NO_SLOTS },
            _ => Slots { descriptors, ..Slots::ALL },
        };
        let details = Details { locks: true, offsets: true, flags: self.wants_flags() };
        let criteria = &self.args.criteria;
        let tasks = self.found.selection.lists_tasks();
        // Each process that is wanted is judged once more when it comes, with its tasks.
        let judge = Mutex::new(Selection::new(criteria));
        let is_wanted = |process: &FileProcess| {
            let mut judge = judge.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            judge.process(process, true).is_some()
        };
        let ask = Ask { among: None, is_wanted: &is_wanted, tasks, slots, details };
        let mut family: Vec<Opened> = Vec::new();
        let outcome = open_files::read(self.files, &ask, |opened| {
            let is_next = family.first().is_some_and(|first| first.process.id != opened.process.id);
            if is_next {
                self.family(std::mem::take(&mut family));
            }
            family.push(opened);
        });
        self.family(family);
        self.found.gaps.extend(outcome.err());
        let judge = judge.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        self.found.selection.absorb(judge);
    }

    /// Lists files with who holds the other ends of them, for which every process is looked at.
    fn with_ends(&mut self, charset: Charset) {
        let details = Details { locks: true, offsets: true, flags: self.wants_flags() };
        let tasks = self.found.selection.lists_tasks();
        let ask = Ask { among: None, is_wanted: &|_| true, tasks, slots: Slots::ALL, details };
        let mut all: Vec<Opened> = Vec::new();
        let outcome = open_files::read(self.files, &ask, |opened| all.push(opened));
        self.found.gaps.extend(outcome.err());
        let mut ends = Ends::default();
        all.iter().for_each(|Opened { process, files }| files.iter().for_each(|file| ends.add(process, file)));
        let gaps = ends.read_peers(self.files);
        self.found.gaps.extend(gaps);
        self.read_all_sockets();
        ends.find_opposites(&self.found.listing.sockets);

        let mut judged: Vec<(FileProcess, Vec<(OpenFile, bool)>)> = Vec::new();
        let mut listed_ends = HashSet::new();
        for family in all.chunk_by(|one, next| one.process.id == next.process.id) {
            for Opened { process, files } in family {
                let met = self.found.selection.process(process, family.len() > 1);
                let judge = |file: &OpenFile| match met.and_then(|met| self.judge(process, met, file.clone())) {
                    Some(file) => (file, true),
                    None => (file.clone(), false),
                };
                let files: Vec<_> = files.iter().map(judge).collect();
                if self.args.details.endpoints == Endpoints::Listed {
                    let listed = files.iter().filter(|(_, is_listed)| *is_listed);
                    let others = listed.flat_map(|(file, _)| ends.others(process, file));
                    listed_ends.extend(others.map(|end| (end.process, FileSlot::Descriptor(end.descriptor))));
                }
                judged.push((process.clone(), files));
            }
        }
        for (process, files) in judged {
            let id = process.id;
            let is_shown = |(file, is_listed): &(OpenFile, bool)| *is_listed || listed_ends.contains(&(id, file.slot));
            let shown = files.into_iter().filter(is_shown).map(|(file, _)| {
                let remark = ends.remark(&process, &file, &self.args.details, charset);
                (file, remark)
            });
            let shown: Vec<_> = shown.collect();
            self.found.listing.begin_process(process);
            shown.into_iter().for_each(|(file, remark)| self.found.listing.add_remarked_file(file, remark));
        }
    }

    /// Lists a process and its tasks.
    fn family(&mut self, family: Vec<Opened>) {
        let has_tasks = family.len() > 1;
        for Opened { process, files } in family {
            let Some(met) = self.found.selection.process(&process, has_tasks) else { continue };
            self.found.listing.begin_process(process.clone());
            for file in files {
                if let Some(file) = self.judge(&process, met, file) {
                    self.found.listing.add_file(file);
                }
            }
        }
    }

    /// The file as it is listed; `None`: it is not.
    fn judge(&mut self, process: &FileProcess, met: Conditions, mut file: OpenFile) -> Option<OpenFile> {
        let socket = file.inode.filter(|_| file.kind == FileKind::Socket);
        if socket.is_some() {
            self.read_all_sockets();
        }
        let Found { listing, selection, names, .. } = &mut self.found;
        let socket = socket.and_then(|inode| listing.sockets.find(inode));
        let facts = socket.map(|socket| listing.sockets.get(socket).1);
        let term = match &facts {
            Some(sockets::SocketFacts::Unix(unix)) => names.files.find_socket(unix.first_word()),
            Some(_) => None,
            None => names.files.find(&file),
        };
        let facts = FileFacts {
            descriptor: match file.slot {
                FileSlot::Descriptor(number) => DescriptorName::Number(number),
                other => DescriptorName::Name(slot_name(other).as_bytes()),
            },
            links: file.links,
            is_on_nfs: file.device.is_some_and(|device| self.nfs_devices.contains(&device)),
            is_named: term.is_some(),
            socket: facts.as_ref().map_or(SocketFacts::Other, prefilter::of_socket),
        };
        // A file is shown by the name under which it was searched for.
        let name = term.filter(|term| !term.is_file_system).map(|term| term.name.clone());
        if !selection.file(met, &facts) {
            return None;
        }
        if let (FileKind::Socket, None, FileSlot::Descriptor(number)) = (file.kind, socket, file.slot) {
            file.name = if self.args.criteria.without_internet {
                NOT_LOOKED_INTO.into()
            } else {
                let protocol = socket_protocol(self.files.root(), process, number);
                protocol.map_or(UNIDENTIFIED.into(), |protocol| [PROTOCOL, &protocol].concat().into())
            };
        }
        file.name = name.unwrap_or(file.name);
        Some(file)
    }
}

/// What a socket is called that is in no table: by its protocol, if the kernel tells that.
const PROTOCOL: &[u8] = b"protocol: ";
const UNIDENTIFIED: &[u8] = b"can't identify protocol";
const NOT_LOOKED_INTO: &[u8] = b"can't identify protocol (-X specified)";

/// No files at all.
const NO_SLOTS: Slots = Slots {
    current_directory: false,
    root_directory: false,
    text: false,
    memory: false,
    descriptors: Descriptors::None,
};
