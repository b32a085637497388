//! Starting an iterator: a program that the kernel runs once for each of something, as its file is read
//! (Documentation/bpf/bpf_iterators.rst).

use super::call::{IteratorCreate, LinkCreate, open};
use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};

/// `BPF_TRACE_ITER`.
pub(super) const TRACE_ITERATOR: u32 = 28;

/// A file whose reading runs the loaded program.
pub(super) fn start(program: BorrowedFd<'_>) -> io::Result<File> {
    let program = program.as_raw_fd() as u32;
    let link = open(&LinkCreate { program, attach_type: TRACE_ITERATOR, ..LinkCreate::default() })?;
    Ok(open(&IteratorCreate { link: link.as_raw_fd() as u32, flags: 0 })?.into())
}
