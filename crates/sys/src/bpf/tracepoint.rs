//! Attaching a program to a tracepoint by the kernel's types (`BPF_TRACE_RAW_TP`, Documentation/bpf/libbpf/program_types.rst): it runs
//! there until it is let go. No file system of tracefs is needed.

use super::call::{Attributes, Command, open};
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd};

/// `BPF_TRACE_RAW_TP`.
pub(super) const RAW_TRACEPOINT: u32 = 23;

/// A program on its tracepoint. It ends when this is dropped.
#[derive(Debug)]
pub struct Attached {
    _link: OwnedFd,
}

/// `BPF_RAW_TRACEPOINT_OPEN`.
#[repr(C)]
struct Open {
    name: u64,
    program: u32,
    padding: u32,
}
// SAFETY: plain numbers; a program that was loaded for one tracepoint needs no name.
unsafe impl Attributes for Open {
    const COMMAND: Command = Command::RawTracepointOpen;
}

/// Attaches a program to the tracepoint that it was loaded for.
pub(super) fn attach(program: BorrowedFd<'_>) -> io::Result<Attached> {
    let link = open(&Open { name: 0, program: program.as_raw_fd() as u32, padding: 0 })?;
    Ok(Attached { _link: link })
}
