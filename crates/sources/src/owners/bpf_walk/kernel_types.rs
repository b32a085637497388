//! The kernel's types as far as bpf/kernel.h names them.

use wire::btf::{Excerpt, excerpt};

/// What the running kernel tells of its types.
const PATH: &str = "/sys/kernel/btf/vmlinux";
/// The structs of bpf/kernel.h.
const STRUCTS: [&[u8]; 11] = [
    b"super_block",
    b"inode",
    b"file",
    b"fdtable",
    b"files_struct",
    b"upid",
    b"pid",
    b"task_struct",
    b"seq_file",
    b"bpf_iter_meta",
    b"bpf_iter__task",
];

/// Reads them, and finds the number of `function`.
pub(super) fn read(function: &str) -> Result<(Excerpt, u32), String> {
    let types = sys::bpf::KernelTypes::open(PATH).map_err(|error| format!("reading {PATH}: {error}"))?;
    let excerpt = excerpt(&types, &STRUCTS, &[function.as_bytes()]);
    let excerpt = excerpt.ok_or_else(|| format!("reading {PATH}: it is written in a way that is not known"))?;
    let number = excerpt.functions.first().copied().flatten();
    let number = number.ok_or_else(|| format!("reading {PATH}: this kernel has no {function}"))?;
    Ok((excerpt, number))
}
