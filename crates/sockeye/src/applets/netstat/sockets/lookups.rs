//! Names for what rows have as numbers, each asked for once.

use super::half_open::{HalfOpen, Request};
use super::programs::{Program, Programs};
use crate::applets::netstat::args::Numeric;
use model::{Gap, InetSocket, Inode, Transport, UserId};
use names::{Hosts, Protocols, Services, Users};
use sources::proc_files::ProcFiles;
use std::collections::HashSet;
use std::net::IpAddr;
use std::path::Path;
use std::rc::Rc;

/// The host, asked as little as possible.
#[derive(Debug)]
pub(super) struct Lookups {
    numeric: Numeric,
    services: Services,
    protocols: Protocols,
    hosts: Hosts,
    users: Users,
    programs: Option<Programs>,
    half_open: HalfOpen,
}

impl Lookups {
    /// Names for what is not to stay a number.
    pub(super) fn new(numeric: Numeric, files: &ProcFiles) -> Self {
        Self {
            numeric,
            services: Services::new(Path::new(Services::PATH)),
            protocols: Protocols::new(Path::new(Protocols::PATH)),
            hosts: Hosts::asking_as_it_stands(),
            users: Users::default(),
            programs: None,
            half_open: HalfOpen::new(files.clone()),
        }
    }

    /// Forgets what changes with the sockets.
    pub(super) fn begin_round(&mut self) {
        self.half_open.forget();
    }

    /// Names the programs that have sockets, from now on.
    pub(super) fn look_for_programs(&mut self, programs: Programs) {
        self.programs = Some(programs);
    }

    /// Asks for the names of these hosts, all at once, and forgets others.
    pub(super) fn find_hosts(&mut self, addresses: HashSet<IpAddr>) {
        self.hosts.resolve_only(addresses);
    }

    /// Whether hosts are to be named.
    #[inline]
    pub(super) fn names_hosts(&self) -> bool {
        !self.numeric.hosts
    }

    /// The name of a host, if it is to be named and was found. Untrusted.
    #[inline]
    pub(super) fn host(&self, address: IpAddr) -> Option<&str> {
        if self.names_hosts() { self.hosts.get(address) } else { None }
    }

    /// The name of a port, if it is to be named and has one: of a raw socket, that of the IP protocol. Untrusted.
    #[inline]
    pub(super) fn port(&self, transport: Transport, port: u16) -> Option<&[u8]> {
        if self.numeric.ports {
            return None;
        }
        match transport {
            Transport::Raw => self.protocols.name(port),
            Transport::Tcp => self.services.name(port, Some("tcp")),
            Transport::Udp | Transport::UdpLite => self.services.name(port, Some("udp")),
            // The original knows no services of others.
            _ => None,
        }
    }

    /// The name of a user, if it is to be named and has one. Untrusted.
    pub(super) fn user(&mut self, user: UserId) -> Option<&str> {
        if self.numeric.users { None } else { self.users.name(user) }
    }

    /// The program that has this socket.
    pub(super) fn program(&mut self, inode: Inode) -> Option<Rc<Program>> {
        self.programs.as_mut()?.of(inode)
    }

    /// What is known of a half-open connection.
    pub(super) fn half_open(&mut self, inet: &InetSocket<'_>) -> Request {
        self.half_open.get(inet)
    }

    /// What could not be found out.
    pub(super) fn gaps(&self) -> Vec<Gap> {
        let owners = self.programs.iter().flat_map(Programs::gaps).cloned();
        let hosts = self.hosts.gap().map(|gap| gap.with_remedy("see /etc/resolv.conf, or give -n"));
        owners.chain(hosts).collect()
    }
}
