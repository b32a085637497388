//! The one system call of BPF, and the parts of `union bpf_attr` for what we ask of it (`include/uapi/linux/bpf.h`).

use std::io;
use std::os::fd::{FromRawFd, OwnedFd};

/// What is asked of the kernel: a value of `enum bpf_cmd`.
#[derive(Clone, Copy)]
pub(super) enum Command {
    MapCreate = 0,
    MapLookUpElement = 1,
    MapUpdateElement = 2,
    ProgramLoad = 5,
    ProgramTestRun = 10,
    MapById = 14,
    ObjectGetInfo = 15,
    RawTracepointOpen = 17,
    TypesLoad = 18,
    MapFreeze = 22,
    LinkCreate = 28,
    IteratorCreate = 33,
}

/// A part of `union bpf_attr`.
///
/// # Safety
/// It is a `repr(C)` struct without padding that has the layout that the kernel expects for its command, and addresses in it
/// lead to memory of the lengths that it tells.
pub(super) unsafe trait Attributes {
    const COMMAND: Command;
}

/// `BPF_MAP_CREATE`.
#[repr(C)]
#[derive(Default)]
pub(super) struct MapCreate {
    pub(super) kind: u32,
    pub(super) key_octets: u32,
    pub(super) value_octets: u32,
    pub(super) max_entries: u32,
    pub(super) flags: u32,
}
// SAFETY: plain numbers.
unsafe impl Attributes for MapCreate {
    const COMMAND: Command = Command::MapCreate;
}

/// `BPF_MAP_FREEZE`.
#[repr(C)]
pub(super) struct MapFreeze {
    pub(super) map: u32,
}
// SAFETY: plain numbers.
unsafe impl Attributes for MapFreeze {
    const COMMAND: Command = Command::MapFreeze;
}

/// `BPF_LINK_CREATE`.
#[repr(C)]
#[derive(Default)]
pub(super) struct LinkCreate {
    pub(super) program: u32,
    pub(super) target: u32,
    pub(super) attach_type: u32,
    pub(super) flags: u32,
}
// SAFETY: plain numbers.
unsafe impl Attributes for LinkCreate {
    const COMMAND: Command = Command::LinkCreate;
}

/// `BPF_ITER_CREATE`.
#[repr(C)]
pub(super) struct IteratorCreate {
    pub(super) link: u32,
    pub(super) flags: u32,
}
// SAFETY: plain numbers.
unsafe impl Attributes for IteratorCreate {
    const COMMAND: Command = Command::IteratorCreate;
}

/// Asks, and returns the kernel's answer, which is not negative.
pub(super) fn ask<A: Attributes>(attributes: &A) -> io::Result<i32> {
    // SAFETY: the kernel reads as much as `attributes` has from its address; the rest is what `Attributes` promises.
    let answer =
        unsafe { libc::syscall(libc::SYS_bpf, A::COMMAND as libc::c_long, &raw const *attributes, size_of::<A>()) };
    if answer < 0 {
        return Err(io::Error::last_os_error());
    }
    i32::try_from(answer).map_err(|_| io::ErrorKind::InvalidData.into())
}

/// Asks for something that comes as a descriptor.
pub(super) fn open<A: Attributes>(attributes: &A) -> io::Result<OwnedFd> {
    let descriptor = ask(attributes)?;
    // SAFETY: the kernel has just opened it for us, and nobody else knows it.
    Ok(unsafe { OwnedFd::from_raw_fd(descriptor) })
}

/// Asks for something that the kernel writes into the attributes themselves.
pub(super) fn ask_back<A: Attributes>(mut attributes: A) -> io::Result<A> {
    // SAFETY: the kernel reads and writes no more than `attributes` has; the rest is what `Attributes` promises.
    let answer =
        unsafe { libc::syscall(libc::SYS_bpf, A::COMMAND as libc::c_long, &raw mut attributes, size_of::<A>()) };
    if answer < 0 { Err(io::Error::last_os_error()) } else { Ok(attributes) }
}
