//! The kernel's types as far as bpf/kernel.h names them.

use crate::bpf_programs;
use wire::btf::Excerpt;

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
    let excerpt = bpf_programs::kernel_types(&STRUCTS, &[function.as_bytes()])?;
    let number = excerpt.targets.first().copied().flatten();
    let number = number.ok_or_else(|| format!("this kernel has no {function} among its types"))?;
    Ok((excerpt, number))
}
