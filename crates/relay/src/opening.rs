//! Sockets to connect with: made for one peer, tied to where they are to send from, with all options set.

use crate::congestion::{self, Congestion};
use crate::resolve::{self, IpVersion, LookupError, Wanted};
use crate::rules::Kind;
use crate::tuning::{self, Tuning};
use rustix::net::{AddressFamily, Protocol, SocketFlags, SocketType, bind, ipproto, socket_with};
use std::ffi::OsString;
use std::io;
use std::net::SocketAddr;
use std::os::fd::{AsFd, OwnedFd};

/// What sockets are to be like.
#[derive(Clone, Debug)]
pub struct Opening<'a> {
    /// What is to pass.
    pub kind: Kind,
    /// The host to send from (-s), a name or digits.
    pub local_host: Option<OsString>,
    /// The port to send from (-p), a name or a number.
    pub local_port: Option<OsString>,
    /// Options.
    pub tuning: &'a Tuning,
    /// With what segments are signed.
    pub md5_key: Option<&'a [u8]>,
    /// How TCP finds its pace.
    pub congestion: &'a Congestion,
}

/// Why there is no socket.
#[derive(Debug)]
pub enum OpenError {
    /// This host does not have this kind, or no room for it.
    Socket(io::Error),
    /// The address to send from is not known.
    Lookup(LookupError),
    /// It cannot be sent from there.
    Bind(io::Error),
    /// An option is refused.
    Option(tuning::Refused),
    /// The congestion control that was named is refused.
    Congestion(congestion::Refused),
}

impl Opening<'_> {
    /// Makes one for this peer. It does not block.
    ///
    /// # Errors
    /// Of all but [`OpenError::Socket`], another address of the peer would not help.
    pub fn open(&self, peer: &SocketAddr) -> Result<OwnedFd, OpenError> {
        let socket = internet_socket(peer, self.kind, SocketFlags::NONBLOCK).map_err(OpenError::Socket)?;
        if self.local_host.is_some() || self.local_port.is_some() {
            // Names are looked up even where those of peers are not to be (-n), as the original does.
            let wanted =
                Wanted { kind: self.kind, version: Some(IpVersion::of(peer)), is_numeric: false, is_local: true };
            let local = resolve::addresses(self.local_host.as_deref(), self.local_port.as_deref(), wanted)
                .map_err(OpenError::Lookup)?;
            if let Some(local) = local.first() {
                bind(&socket, local).map_err(|error| OpenError::Bind(error.into()))?;
            }
        }
        self.tuning.apply(socket.as_fd(), peer, self.md5_key).map_err(OpenError::Option)?;
        if self.kind == Kind::Stream {
            congestion::prepare(socket.as_fd(), peer, self.congestion).map_err(OpenError::Congestion)?;
        }
        Ok(socket)
    }
}

/// A socket for TCP or UDP, of the version of IP of this address.
pub(crate) fn internet_socket(address: &SocketAddr, kind: Kind, flags: SocketFlags) -> io::Result<OwnedFd> {
    let family = if address.is_ipv4() { AddressFamily::INET } else { AddressFamily::INET6 };
    let (socket_type, protocol): (_, Protocol) = match kind {
        Kind::Stream => (SocketType::STREAM, ipproto::TCP),
        Kind::Datagram => (SocketType::DGRAM, ipproto::UDP),
    };
    Ok(socket_with(family, socket_type, flags | SocketFlags::CLOEXEC, Some(protocol))?)
}
