//! BPF maps by id: what programs of others keep with each socket.

use super::call::{Attributes, Command, ask, open};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};

/// `BPF_MAP_TYPE_SK_STORAGE`.
const SOCKET_STORAGE: u32 = 24;

/// The part of `union bpf_attr` for `BPF_MAP_GET_FD_BY_ID`.
#[repr(C)]
struct ById {
    id: u32,
    next_id: u32,
    open_flags: u32,
}
// SAFETY: plain numbers.
unsafe impl Attributes for ById {
    const COMMAND: Command = Command::MapById;
}

/// The part of `union bpf_attr` for `BPF_OBJ_GET_INFO_BY_FD`.
#[repr(C)]
struct InfoByDescriptor {
    descriptor: u32,
    info_length: u32,
    info: u64,
}
// SAFETY: the kernel writes no more than `info_length` octets to where `info` leads (`kind`).
unsafe impl Attributes for InfoByDescriptor {
    const COMMAND: Command = Command::ObjectGetInfo;
}

/// Opens the map with this id, which keeps what BPF programs have to say of sockets.
///
/// # Errors
/// `ENOENT` when there is none, `EPERM` without the right to use BPF, `InvalidInput` when it is a map of another kind.
pub fn open_socket_storage(id: u32) -> io::Result<OwnedFd> {
    let map = open(&ById { id, next_id: 0, open_flags: 0 })?;
    if kind(&map)? == SOCKET_STORAGE { Ok(map) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// The kind of an open map.
fn kind(map: &OwnedFd) -> io::Result<u32> {
    // The first field of `struct bpf_map_info`; the kernel fills as much as there is room for.
    let mut kind = 0u32;
    let info = InfoByDescriptor {
        descriptor: map.as_raw_fd() as u32,
        info_length: size_of_val(&kind) as u32,
        info: (&raw mut kind).addr() as u64,
    };
    ask(&info).map(|_| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_that_does_not_exist_is_refused() {
        // Without the right to use BPF the kernel says so first.
        assert!(open_socket_storage(u32::MAX).is_err());
    }
}
