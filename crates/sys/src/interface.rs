//! Network interfaces by index and by name (netdevice(7)).

use rustix::net::{AddressFamily, SocketFlags, SocketType};
use std::io;
use std::os::fd::OwnedFd;

/// Asks the kernel for the names and indices of interfaces in the namespace in which it was opened.
#[derive(Debug)]
pub struct InterfaceTable {
    descriptor: OwnedFd,
}

impl InterfaceTable {
    /// Opens a socket through which the kernel answers.
    ///
    /// # Errors
    /// The kernel's, when no such socket may be opened.
    pub fn open() -> io::Result<Self> {
        // Any socket will do. An unbound netlink one (protocol 0, routing) shows in no listing, and its end is announced to
        // nobody.
        let descriptor = rustix::net::socket_with(AddressFamily::NETLINK, SocketType::RAW, SocketFlags::CLOEXEC, None)?;
        Ok(Self { descriptor })
    }

    /// The name of the interface with this index.
    ///
    /// # Errors
    /// `ENXIO` or `ENODEV` when there is none.
    pub fn name(&self, index: u32) -> io::Result<String> {
        Ok(rustix::net::netdevice::index_to_name(&self.descriptor, index)?)
    }

    /// The index of the interface with this name.
    ///
    /// # Errors
    /// `ENODEV` when there is none.
    pub fn index(&self, name: &str) -> io::Result<u32> {
        Ok(rustix::net::netdevice::name_to_index(&self.descriptor, name)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loopback_interface_is_known_by_name_and_index() {
        let table = InterfaceTable::open().unwrap();
        let index = table.index("lo").unwrap();
        assert_eq!(table.name(index).unwrap(), "lo");
        assert!(table.name(u32::MAX).is_err());
        assert!(table.index("no such interface").is_err());
    }
}
