//! What names on the command line stand for: services(5), the resolver and the users of this host.

use super::internet::Lookup;
use model::UserId;
use names::{IpVersion, Services, Users, addresses_of};
use std::net::IpAddr;
use std::path::Path;

/// A host on which no name is known, so that nothing is asked for any.
pub(super) struct Nobody;

impl Lookup for Nobody {
    fn service(&self, _name: &[u8], _protocol: &'static str) -> Option<u16> {
        None
    }

    fn addresses(&self, _host: &str, _version: IpVersion) -> Vec<IpAddr> {
        Vec::new()
    }

    fn user(&self, _login: &[u8]) -> Option<UserId> {
        None
    }
}

/// This host.
pub(super) struct Host {
    services: Services,
}

impl Host {
    /// Nothing is looked up yet.
    pub(super) fn new() -> Self {
        Self { services: Services::new(Path::new(Services::PATH)) }
    }
}

impl Lookup for Host {
    fn service(&self, name: &[u8], protocol: &'static str) -> Option<u16> {
        self.services.port(name, Some(protocol))
    }

    fn addresses(&self, host: &str, version: IpVersion) -> Vec<IpAddr> {
        // A host without addresses is unknown, whatever the reason.
        addresses_of(host, version).unwrap_or_default()
    }

    fn user(&self, login: &[u8]) -> Option<UserId> {
        Users::id(std::str::from_utf8(login).ok()?)
    }
}
