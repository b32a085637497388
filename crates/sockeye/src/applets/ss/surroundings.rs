//! What the listing must ask of the host around it: names for numbers and numbers for names, each read once, when it is first needed.

use super::layout::{Lookups, Owner};
use super::listing;
use super::ownership::Ownership;
use super::request::Request;
use crate::host::names::{HostNames, protocol_word};
use model::{
    CgroupId, Gap, Holders, Inode, InterfaceIndex, NetlinkProtocol, NoOwner, ProcessId, Socket, Task, Transport,
};
use names::{EtherTypes, Hosts, Protocols};
use sources::namespaces::Visitor;
use sources::owners::{OwnerDetails, Search};
use sources::proc_files::ProcFiles;
use sources::processes;
use sources::selinux::{self, Selinux};
use sources::sockets::SocketSource;
use std::io;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// The host, asked as little as possible.
#[derive(Debug)]
pub(super) struct Surroundings {
    proc_root: PathBuf,
    names: HostNames,
    protocols: Protocols,
    hosts: Hosts,
    /// Names that were asked for and not told.
    unnamed: Vec<Gap>,
    owners: Search,
    ownership: Ownership,
    process_name: Option<Arc<[u8]>>,
    security_context: Option<Box<[u8]>>,
    mptcp_services: Option<&'static str>,
    any_protocols_services: bool,
}

impl Surroundings {
    pub(super) fn new(files: &ProcFiles) -> Self {
        Self {
            proc_root: files.root().to_owned(),
            names: HostNames::new(files),
            protocols: Protocols::new(Path::new(Protocols::PATH)),
            hosts: Hosts::new(),
            unnamed: Vec::new(),
            owners: Search::new(files.root(), OwnerDetails::default()),
            ownership: Ownership::new(files.root()),
            process_name: None,
            security_context: None,
            mptcp_services: None,
            any_protocols_services: false,
        }
    }

    /// Looks for what each network namespace has of its own in that of the visitor from now on, or in the own one.
    pub(super) fn look_through(&mut self, visitor: Option<Arc<Visitor>>) {
        self.names.look_through(visitor);
    }

    /// Names, and numbers for names.
    pub(super) fn names(&self) -> &HostNames {
        &self.names
    }

    /// What to find out about those who hold sockets, once one is asked for.
    pub(super) fn look_for_owners(&mut self, details: OwnerDetails) {
        self.owners = Search::new(&self.proc_root, details);
    }

    /// Begins to, for they will be asked for.
    pub(super) fn begin_to_look_for_owners(&self) {
        self.owners.begin();
    }

    /// Finds the names of these hosts, all at once.
    pub(super) fn find_hosts(&mut self, addresses: impl IntoIterator<Item = IpAddr>) {
        self.hosts.resolve_all(addresses);
        self.unnamed.extend(self.hosts.gap());
    }

    /// Finds what a listing of these sockets must know at once, before its first row.
    ///
    /// # Errors
    /// None that a set could meet.
    pub(super) fn find_names(&mut self, source: &mut SocketSource, request: &Request) -> io::Result<()> {
        if request.details.resolve {
            self.find_hosts(listing::addresses(source, request)?);
        }
        self.name_mptcp_services_as(listing::before_mptcp(request));
        Ok(())
    }

    /// Finds the names of RPC services.
    pub(super) fn find_rpc_services(&mut self) {
        self.unnamed.extend(self.names.find_rpc_services().err());
    }

    /// MPTCP has no services of its own: the original calls its ports as it called those of the table before.
    fn name_mptcp_services_as(&mut self, transport: Option<Transport>) {
        self.mptcp_services = transport.and_then(protocol_word);
    }

    /// Calls a port as the first service on it is called, whatever its protocol: where rows come without a table, the original does.
    pub(super) fn name_services_of_any_protocol(&mut self) {
        self.any_protocols_services = true;
    }

    /// What could not be found out.
    pub(super) fn gaps(&self) -> Vec<Gap> {
        let owners = self.owners.facts().into_iter().flat_map(|owners| &owners.gaps);
        owners.chain(self.names.gaps()).chain(&self.unnamed).cloned().chain(self.ownership.gap()).collect()
    }
}

impl Lookups for Surroundings {
    fn interface(&mut self, index: InterfaceIndex) -> Option<&[u8]> {
        self.names.interface_name(index)
    }

    fn service(&mut self, transport: Transport, port: u16) -> Option<&[u8]> {
        let protocol = match transport {
            _ if self.any_protocols_services => None,
            Transport::Mptcp => self.mptcp_services,
            _ => protocol_word(transport),
        };
        self.names.service_name(port, protocol)
    }

    fn ip_protocol(&mut self, number: u16) -> Option<&[u8]> {
        self.protocols.name(number)
    }

    fn host(&mut self, address: IpAddr) -> Option<&[u8]> {
        self.hosts.get(address).map(str::as_bytes)
    }

    fn cgroup(&mut self, id: CgroupId) -> Option<&[u8]> {
        self.names.cgroup_path(id)
    }

    fn holders(&self, inode: Inode) -> Holders<'_> {
        // A socket that no descriptor refers to has no inode.
        if inode.0 == 0 { Holders::default() } else { self.owners.found().holders(inode) }
    }

    fn owner(&self, task: &Task) -> Option<Rc<Owner>> {
        self.ownership.owner(task)
    }

    fn no_owner(&self, socket: &Socket<'_>) -> NoOwner {
        self.ownership.no_owner(socket, &self.owners)
    }

    fn security_context(&mut self, id: ProcessId) -> Option<&[u8]> {
        self.security_context = match id.0 {
            0 => Selinux::enabled(&self.proc_root, Path::new(Selinux::CONFIGURATION))
                .and_then(|selinux| selinux.kernel_context()),
            process => selinux::task_context(&self.proc_root.join(process.to_string())),
        };
        self.security_context.as_deref()
    }

    fn process(&mut self, id: ProcessId) -> Option<&[u8]> {
        self.process_name = processes::name(&self.proc_root, id.0);
        self.process_name.as_deref()
    }

    fn netlink_protocol(&mut self, protocol: NetlinkProtocol) -> Option<&[u8]> {
        self.names.netlink_protocol_name(protocol)
    }

    fn ether_type(&mut self, number: u16) -> Option<&[u8]> {
        EtherTypes::name(number).map(str::as_bytes)
    }
}
