//! The two ends of a connection, in words.

use relay::address::{Address, UnixName};
use relay::rules::{Kind, Role};
use std::os::unix::ffi::OsStrExt;

/// The ends of a connection, as far as they have addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::applets::nc) struct Ends {
    /// Which of them this is.
    pub(in crate::applets::nc) role: Role,
    /// What passes.
    pub(in crate::applets::nc) kind: Kind,
    /// This end; none of a UNIX socket without a name.
    pub(in crate::applets::nc) local: Option<Address>,
    /// The other one; none also where anybody may send.
    pub(in crate::applets::nc) peer: Option<Address>,
}

impl Ends {
    /// What carries the octets.
    pub(super) fn transport(&self) -> &'static str {
        match (&self.local, &self.peer, self.kind) {
            (Some(Address::Internet(_)), ..) | (_, Some(Address::Internet(_)), _) => match self.kind {
                Kind::Stream => "tcp",
                Kind::Datagram => "udp",
            },
            _ => "unix",
        }
    }

    /// The type of the socket, where what carries the octets does not tell.
    pub(super) fn socket_type(&self) -> Option<&'static str> {
        match (self.transport(), self.kind) {
            ("unix", Kind::Stream) => Some("stream"),
            ("unix", Kind::Datagram) => Some("dgram"),
            _ => None,
        }
    }
}

/// An address without its port. The name of a UNIX socket is untrusted.
pub(super) fn host(address: &Address) -> Vec<u8> {
    match address {
        Address::Internet(address) => address.ip().to_canonical().to_string().into_bytes(),
        Address::Unix(UnixName::Path(path)) => path.as_os_str().as_bytes().to_vec(),
        Address::Unix(UnixName::Abstract(name)) => [b"@", name.as_slice()].concat(),
    }
}

/// The port, where there is one.
pub(super) fn port(address: &Address) -> Option<u16> {
    match address {
        Address::Internet(address) => Some(address.port()),
        Address::Unix(_) => None,
    }
}

/// An address as a whole. The name of a UNIX socket is untrusted.
pub(super) fn whole(address: &Address) -> Vec<u8> {
    match address {
        Address::Internet(address) => {
            std::net::SocketAddr::new(address.ip().to_canonical(), address.port()).to_string().into_bytes()
        }
        Address::Unix(_) => host(address),
    }
}
