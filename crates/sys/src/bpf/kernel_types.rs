//! What the kernel tells of its types, without copying it where the kernel can show its own (since 6.16).

use rustix::mm::{MapFlags, ProtFlags, mmap, munmap};
use std::fs::File;
use std::io::{self, Read};
use std::ops::Deref;
use std::ptr::{self, NonNull};

/// The octets of a file such as `/sys/kernel/btf/vmlinux`.
#[derive(Debug)]
pub enum KernelTypes {
    /// The kernel's own.
    Mapped {
        /// Where they begin.
        start: NonNull<u8>,
        /// How many there are.
        length: usize,
    },
    /// A copy, a page for each call.
    Read(Vec<u8>),
}

impl KernelTypes {
    /// Opens the file.
    ///
    /// # Errors
    /// It is not there, or may not be read.
    pub fn open(path: &str) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let length = usize::try_from(file.metadata()?.len()).unwrap_or(0);
        // SAFETY: the kernel chooses the place, so nothing of ours lies there.
        let mapped = unsafe { mmap(ptr::null_mut(), length, ProtFlags::READ, MapFlags::PRIVATE, &file, 0) };
        if let Some(start) = mapped.ok().and_then(|start| NonNull::new(start.cast())) {
            return Ok(Self::Mapped { start, length });
        }
        let mut octets = Vec::with_capacity(length);
        file.read_to_end(&mut octets)?;
        Ok(Self::Read(octets))
    }
}

impl Deref for KernelTypes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            // SAFETY: mapped so long, until this is dropped; the kernel's types do not change while it runs.
            Self::Mapped { start, length } => unsafe { std::slice::from_raw_parts(start.as_ptr(), *length) },
            Self::Read(octets) => octets,
        }
    }
}

impl Drop for KernelTypes {
    fn drop(&mut self) {
        if let Self::Mapped { start, length } = self {
            // SAFETY: mapped with this length, and whoever borrowed from it is gone. It can only fail for what was not mapped.
            let _ = unsafe { munmap(start.as_ptr().cast(), *length) };
        }
    }
}
