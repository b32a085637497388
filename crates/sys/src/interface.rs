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
        let descriptor = rustix::net::socket_with(AddressFamily::UNIX, SocketType::DGRAM, SocketFlags::CLOEXEC, None)?;
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
