//! What the listing must ask of the host around it: names for numbers and numbers for names, each read once, when it is first needed.

use super::layout::{Lookups, Owner};
use super::listing;
use super::ownership::Ownership;
use super::request::Request;
use model::{
    CgroupId, Facts, Family, Gap, Holders, Inode, InterfaceIndex, NetlinkProtocol, NoOwner, ProcessId, Socket, Task,
    Transport,
};
use names::{EphemeralPorts, EtherTypes, Hosts, NetlinkProtocols, Protocols, RpcServices, Services};
use query::Resolver;
use query::ast::PortRange;
use sources::cgroups::Cgroups;
use sources::namespaces::Visitor;
use sources::owners::{OwnerDetails, Search};
use sources::proc_files::ProcFiles;
use sources::processes;
use sources::selinux::{self, Selinux};
use sources::sockets::SocketSource;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use sys::interface::InterfaceTable;

/// The host, asked as little as possible.
#[derive(Debug)]
pub(super) struct Surroundings {
    proc_root: PathBuf,
    /// In the namespace of the sockets, where that is not ours.
    visitor: Option<Arc<Visitor>>,
    services: Services,
    rpc_services: RpcServices,
    protocols: Protocols,
    port_range: PathBuf,
    ephemeral: OnceCell<EphemeralPorts>,
    netlink_protocols: OnceCell<NetlinkProtocols>,
    hosts: Hosts,
    /// Names that were asked for and not told.
    unnamed: Vec<Gap>,
    cgroups: OnceCell<Facts<Cgroups>>,
    owners: Search,
    ownership: Ownership,
    interfaces: OnceCell<Option<InterfaceTable>>,
    interface_names: HashMap<InterfaceIndex, Option<Vec<u8>>>,
    process_name: Option<Arc<[u8]>>,
    security_context: Option<Box<[u8]>>,
    mptcp_services: Option<&'static str>,
    any_protocols_services: bool,
}

impl Surroundings {
    pub(super) fn new(files: &ProcFiles) -> Self {
        Self {
            proc_root: files.root().to_owned(),
            visitor: None,
            port_range: files.path("sys/net/ipv4/ip_local_port_range"),
            services: Services::new(Path::new(Services::PATH)),
            rpc_services: RpcServices::default(),
            protocols: Protocols::new(Path::new(Protocols::PATH)),
            ephemeral: OnceCell::new(),
            netlink_protocols: OnceCell::new(),
            hosts: Hosts::new(),
            unnamed: Vec::new(),
            cgroups: OnceCell::new(),
            owners: Search::new(files.root(), OwnerDetails::default()),
            ownership: Ownership::new(files.root()),
            interfaces: OnceCell::new(),
            interface_names: HashMap::new(),
            process_name: None,
            security_context: None,
            mptcp_services: None,
            any_protocols_services: false,
        }
    }

    /// Looks for what each network namespace has of its own in that of the visitor from now on, or in the own one.
    pub(super) fn look_through(&mut self, visitor: Option<Arc<Visitor>>) {
        self.visitor = visitor;
        self.ephemeral.take();
        self.interfaces.take();
        self.interface_names.clear();
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
        match RpcServices::ask(Path::new(RpcServices::SOCKET), Path::new(RpcServices::PROGRAMS)) {
            Ok(services) => self.rpc_services = services,
            Err(gap) => self.unnamed.push(gap),
        }
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
        let cgroups = self.cgroups.get().into_iter().flat_map(|cgroups| &cgroups.gaps);
        let owners = self.owners.facts().into_iter().flat_map(|owners| &owners.gaps);
        owners.chain(cgroups).chain(&self.unnamed).cloned().chain(self.ownership.gap()).collect()
    }

    fn cgroups(&self) -> &Cgroups {
        &self.cgroups.get_or_init(|| Cgroups::discover(Path::new(ProcFiles::ROOT))).found
    }

    fn ephemeral(&self) -> &EphemeralPorts {
        self.ephemeral.get_or_init(|| {
            let (here, there) = (self.port_range.clone(), self.port_range.clone());
            // Whatever the path, the file is that of the network namespace of who opens it.
            let visited =
                self.visitor.as_ref().and_then(|visitor| visitor.run(move || EphemeralPorts::read(&there)).ok());
            visited.unwrap_or_else(|| EphemeralPorts::read(&here))
        })
    }

    fn netlink_protocols(&self) -> &NetlinkProtocols {
        self.netlink_protocols.get_or_init(|| NetlinkProtocols::read(Path::new(NetlinkProtocols::PATH)))
    }

    fn interfaces(&self) -> Option<&InterfaceTable> {
        let open = || match &self.visitor {
            Some(visitor) => visitor.run(InterfaceTable::open).ok()?.ok(),
            None => InterfaceTable::open().ok(),
        };
        self.interfaces.get_or_init(open).as_ref()
    }
}

/// What services(5) call a transport.
fn protocol_word(transport: Transport) -> Option<&'static str> {
    Some(match transport {
        Transport::Tcp => "tcp",
        Transport::Udp => "udp",
        Transport::UdpLite => "udplite",
        Transport::Raw => "raw",
        Transport::Dccp => "dccp",
        Transport::Sctp => "sctp",
        _ => return None,
    })
}

impl Lookups for Surroundings {
    fn interface(&mut self, index: InterfaceIndex) -> Option<&[u8]> {
        if !self.interface_names.contains_key(&index) {
            let name = self.interfaces().and_then(|table| table.name(index.0).ok());
            self.interface_names.insert(index, name.map(String::into_bytes));
        }
        self.interface_names.get(&index)?.as_deref()
    }

    fn service(&mut self, transport: Transport, port: u16) -> Option<&[u8]> {
        let protocol = match transport {
            _ if self.any_protocols_services => None,
            Transport::Mptcp => self.mptcp_services,
            _ => protocol_word(transport),
        };
        // An ephemeral port is called after no service, unless rpcbind knows better.
        match self.rpc_services.name(port, protocol) {
            None if !self.ephemeral().contains(port) => self.services.name(port, protocol),
            name => name,
        }
    }

    fn ip_protocol(&mut self, number: u16) -> Option<&[u8]> {
        self.protocols.name(number)
    }

    fn host(&mut self, address: IpAddr) -> Option<&[u8]> {
        self.hosts.get(address).map(str::as_bytes)
    }

    fn cgroup(&mut self, id: CgroupId) -> Option<&[u8]> {
        self.cgroups().path(id)
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
        self.netlink_protocols().name(protocol)
    }

    fn ether_type(&mut self, number: u16) -> Option<&[u8]> {
        EtherTypes::name(number).map(str::as_bytes)
    }
}

impl Resolver for Surroundings {
    fn service(&self, name: &str, transport: Transport) -> Option<u16> {
        let (name, protocol) = (name.as_bytes(), protocol_word(transport));
        self.services.port(name, protocol).or_else(|| self.rpc_services.port(name, protocol))
    }

    fn addresses(&self, host: &str, family: Family) -> Vec<IpAddr> {
        let version = match family {
            Family::Inet6 => names::IpVersion::V6,
            _ => names::IpVersion::V4,
        };
        names::addresses_of(host, version).unwrap_or_default()
    }

    fn interface(&self, name: &str) -> Option<InterfaceIndex> {
        self.interfaces()?.index(name).ok().map(InterfaceIndex)
    }

    fn cgroup(&self, path: &Path) -> Option<CgroupId> {
        self.cgroups().id(path)
    }

    fn netlink_protocol(&self, name: &str) -> Option<NetlinkProtocol> {
        self.netlink_protocols().number(name.as_bytes())
    }

    fn ethernet_protocol(&self, name: &str) -> Option<u16> {
        EtherTypes::number(name)
    }

    fn local_ports(&self) -> PortRange {
        let (first, last) = self.ephemeral().bounds();
        PortRange { first, last }
    }
}
