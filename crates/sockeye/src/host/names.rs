//! Names and numbers that the host gives things, each table read once, when it is first needed. What each network namespace has of its
//! own is read in that of the sockets.

use model::{CgroupId, Facts, Family, Gap, InterfaceIndex, NetlinkProtocol, Transport, UserId};
use names::{EphemeralPorts, EtherTypes, NetlinkProtocols, RpcServices, Services, Users};
use query::Resolver;
use query::ast::PortRange;
use sources::cgroups::Cgroups;
use sources::namespaces::Visitor;
use sources::proc_files::ProcFiles;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use sys::interface::InterfaceTable;

/// The host's names, asked for as little as possible.
#[derive(Debug)]
pub(crate) struct HostNames {
    /// In the namespace of the sockets, where that is not ours.
    visitor: Option<Arc<Visitor>>,
    services: Services,
    rpc_services: RpcServices,
    port_range: PathBuf,
    ephemeral: OnceCell<EphemeralPorts>,
    netlink_protocols: OnceCell<NetlinkProtocols>,
    cgroups: OnceCell<Facts<Cgroups>>,
    interfaces: OnceCell<Option<InterfaceTable>>,
    interface_names: HashMap<InterfaceIndex, Option<Vec<u8>>>,
}

impl HostNames {
    /// Those of the host whose kernel shows these files.
    pub(crate) fn new(files: &ProcFiles) -> Self {
        Self {
            visitor: None,
            services: Services::new(Path::new(Services::PATH)),
            rpc_services: RpcServices::default(),
            port_range: files.path("sys/net/ipv4/ip_local_port_range"),
            ephemeral: OnceCell::new(),
            netlink_protocols: OnceCell::new(),
            cgroups: OnceCell::new(),
            interfaces: OnceCell::new(),
            interface_names: HashMap::new(),
        }
    }

    /// Looks for what each network namespace has of its own in that of the visitor from now on, or in the own one.
    pub(crate) fn look_through(&mut self, visitor: Option<Arc<Visitor>>) {
        self.visitor = visitor;
        self.ephemeral.take();
        self.interfaces.take();
        self.interface_names.clear();
    }

    /// Finds the names of RPC services.
    ///
    /// # Errors
    /// rpcbind did not tell them.
    pub(crate) fn find_rpc_services(&mut self) -> Result<(), Gap> {
        self.rpc_services = RpcServices::ask(Path::new(RpcServices::SOCKET), Path::new(RpcServices::PROGRAMS))?;
        Ok(())
    }

    /// The name of this interface.
    pub(crate) fn interface_name(&mut self, index: InterfaceIndex) -> Option<&[u8]> {
        if !self.interface_names.contains_key(&index) {
            let name = self.interfaces().and_then(|table| table.name(index.0).ok());
            self.interface_names.insert(index, name.map(String::into_bytes));
        }
        self.interface_names.get(&index)?.as_deref()
    }

    /// The service on this port of a protocol of services(5), or of any. An ephemeral port is called after no service, unless rpcbind
    /// knows better.
    pub(crate) fn service_name(&self, port: u16, protocol: Option<&str>) -> Option<&[u8]> {
        match self.rpc_services.name(port, protocol) {
            None if !self.ephemeral().contains(port) => self.services.name(port, protocol),
            name => name,
        }
    }

    /// The path of this cgroup.
    pub(crate) fn cgroup_path(&self, id: CgroupId) -> Option<&[u8]> {
        self.cgroups().path(id)
    }

    /// The name of this netlink protocol.
    pub(crate) fn netlink_protocol_name(&self, protocol: NetlinkProtocol) -> Option<&[u8]> {
        self.netlink_protocols().name(protocol)
    }

    /// What of this could not be read, of what was asked for.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = &Gap> {
        self.cgroups.get().into_iter().flat_map(|cgroups| &cgroups.gaps)
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
pub(crate) fn protocol_word(transport: Transport) -> Option<&'static str> {
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

impl Resolver for HostNames {
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

    fn user(&self, name: &str) -> Option<UserId> {
        Users::id(name)
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
