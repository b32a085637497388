//! Where a peer is.

use std::net::SocketAddr;
use std::path::PathBuf;

/// The name of a UNIX socket (unix(7)).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum UnixName {
    /// A file.
    Path(PathBuf),
    /// A name outside the file system, which nc(1) writes with a leading `@`.
    Abstract(Vec<u8>),
}

/// An address that a socket can be tied to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// Of the Internet.
    Internet(SocketAddr),
    /// Of this host alone.
    Unix(UnixName),
}
