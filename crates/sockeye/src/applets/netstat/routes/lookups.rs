//! Names of hosts and networks instead of addresses, asked for together before a table is shown.

use crate::applets::netstat::setting::{Listed, Setting};
use model::Ipv4Route;
use model::RouteFlags;
use names::{Hosts, Networks};
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

/// What is known of addresses by name.
pub(super) struct Lookups {
    hosts: Hosts,
    networks: Networks,
}

impl Lookups {
    /// Names, unless addresses are to stay numbers, which `-N` asks for too.
    pub(super) fn wanted(setting: &Setting) -> Option<Self> {
        let by_name = || Self { hosts: Hosts::new(), networks: Networks::new(Path::new(Networks::PATH)) };
        let args = &setting.args;
        (!args.numeric.hosts && !args.symbolic).then(by_name)
    }

    /// Asks for the names of these hosts, all at once.
    pub(super) fn find_hosts(&mut self, addresses: impl IntoIterator<Item = IpAddr>) {
        self.hosts.resolve_all(addresses);
    }

    /// The name of a host. Untrusted.
    pub(super) fn host(&self, address: IpAddr) -> Option<&[u8]> {
        self.hosts.get(address).map(str::as_bytes)
    }

    /// The name of a network, after networks(5). Untrusted.
    pub(super) fn network(&self, address: Ipv4Addr) -> Option<&[u8]> {
        self.networks.name(address)
    }

    /// Says whose names could not be found out.
    pub(super) fn say_gap(&self, setting: &Setting, out: &mut impl Write) -> Listed {
        if let Some(gap) = self.hosts.gap() {
            setting.say(out, &gap.with_remedy("see /etc/resolv.conf, or give -n"))?;
        }
        Ok(())
    }
}

/// Whether a route leads to one host, by what the kernel says or because its mask does not cover the address.
pub(super) fn is_to_host(route: &Ipv4Route<'_>) -> bool {
    route.flags.contains(RouteFlags::HOST) || route.destination.to_bits() & !route.mask.to_bits() != 0
}
