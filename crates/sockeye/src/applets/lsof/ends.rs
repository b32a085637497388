//! The ends of inet sockets by name or number.

use super::args::Details;
use super::cells::push_decimal;
use super::printable::{self, Charset};
use model::{Gap, InetEndpoint, Transport};
use names::{Hosts, Services};
use render::address;
use std::net::IpAddr;
use std::path::Path;

/// How ends are named.
#[derive(Debug, Default)]
pub(super) struct Ends {
    hosts: Option<Hosts>,
    services: Option<Services>,
}

impl Ends {
    /// Named as these details ask for it.
    pub(super) fn new(details: &Details) -> Self {
        Self {
            hosts: (!details.numeric_hosts).then(Hosts::new),
            services: (!details.numeric_ports).then(|| Services::new(Path::new(Services::PATH))),
        }
    }

    /// Whether hosts are to be named.
    pub(super) fn names_hosts(&self) -> bool {
        self.hosts.is_some()
    }

    /// Finds the names of these hosts, all at once. Returns what could not be found out.
    pub(super) fn find_hosts(&mut self, addresses: impl IntoIterator<Item = IpAddr>) -> Option<Gap> {
        let hosts = self.hosts.as_mut()?;
        hosts.resolve_all(addresses);
        hosts.gap()
    }

    /// Appends `host:port`, a star for what is not set, an IPv6 address in brackets.
    pub(super) fn push(&self, out: &mut Vec<u8>, end: InetEndpoint, transport: Transport, charset: Charset) {
        if end.address.is_unspecified() {
            out.push(b'*');
        } else if let Some(name) = self.hosts.as_ref().and_then(|hosts| hosts.get(end.address)) {
            printable::push(out, name.as_bytes(), charset);
        } else if end.address.is_ipv6() {
            out.push(b'[');
            address::push(out, end.address);
            out.push(b']');
        } else {
            address::push(out, end.address);
        }
        out.push(b':');
        if end.port == 0 {
            out.push(b'*');
            return;
        }
        let protocol = if transport == Transport::Tcp { "tcp" } else { "udp" };
        match self.services.as_ref().and_then(|services| services.name(end.port, Some(protocol))) {
            Some(name) => printable::push(out, name, charset),
            None => push_decimal(out, end.port.into()),
        }
    }
}
