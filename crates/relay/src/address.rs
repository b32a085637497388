//! Where a peer is.

use rustix::net::{SocketAddrAny, SocketAddrUnix};
use std::ffi::OsStr;
use std::net::SocketAddr;
use std::os::unix::ffi::OsStrExt;
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

impl UnixName {
    /// The name that is written so.
    pub fn written(word: &OsStr) -> Self {
        match word.as_bytes().strip_prefix(b"@") {
            Some(name) => Self::Abstract(name.to_vec()),
            None => Self::Path(word.into()),
        }
    }
}

impl Address {
    /// As the kernel tells it. A UNIX socket need not have one.
    pub(crate) fn of_socket(address: SocketAddrAny) -> Option<Self> {
        if let Ok(address) = SocketAddr::try_from(address.clone()) {
            return Some(Self::Internet(address));
        }
        let unix = SocketAddrUnix::try_from(address).ok()?;
        let path = unix.path().map(|path| UnixName::Path(OsStr::from_bytes(path.to_bytes()).into()));
        path.or_else(|| unix.abstract_name().map(|name| UnixName::Abstract(name.to_vec()))).map(Self::Unix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_tells_abstract_names() {
        assert_eq!(UnixName::written(OsStr::new("@x")), UnixName::Abstract(b"x".to_vec()));
        assert_eq!(UnixName::written(OsStr::new("./@x")), UnixName::Path("./@x".into()));
    }

    #[test]
    fn addresses_are_told_apart() {
        let internet: SocketAddr = ([127, 0, 0, 1], 7).into();
        assert_eq!(Address::of_socket(internet.into()), Some(Address::Internet(internet)));
        let unix = |name: &UnixName| Some(Address::Unix(name.clone()));
        let path = UnixName::Path("/run/x".into());
        assert_eq!(Address::of_socket(SocketAddrUnix::new("/run/x").expect("a path").into()), unix(&path));
        let name = UnixName::Abstract(b"x".to_vec());
        assert_eq!(Address::of_socket(SocketAddrUnix::new_abstract_name(b"x").expect("a name").into()), unix(&name));
    }
}
