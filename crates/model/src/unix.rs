//! UNIX domain sockets (`include/uapi/linux/unix_diag.h`).

use crate::Inode;

/// What a UNIX socket has beyond the common record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnixSocket<'a> {
    /// Its name as bound: a path, or NUL and an abstract name. Untrusted bytes, as the kernel sent them (a path's final NULs cut).
    pub name: Option<&'a [u8]>,
    /// The file that its path was bound to.
    pub file: Option<UnixFile>,
    /// Inode of the peer socket.
    pub peer: Option<Inode>,
    /// Inodes of the connections that wait to be accepted, as native-endian `u32`s; zero: not attached to a file.
    pub pending: Option<&'a [u8]>,
    /// References to the socket in the kernel, where the text file was the source.
    pub references: Option<u32>,
    /// Flags of the socket (`/proc/net/unix`), where the text file was the source.
    pub flags: Option<u32>,
    /// Its address in the kernel, or the number that the kernel shows in its stead, where the text file was the source.
    pub address: Option<u64>,
}

/// The file that a UNIX path was bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnixFile {
    /// Its inode.
    pub inode: Inode,
    /// Its device, in the kernel's encoding: major above bit 20.
    pub device: u32,
}
