//! The kernel's types as far as bpf/kernel.h names them.

/// What the running kernel tells of its types.
const PATH: &str = "/sys/kernel/btf/vmlinux";
/// The structs of bpf/kernel.h, and the function that stands for iterators over tasks.
const NAMES: [&[u8]; 12] = [
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
    b"bpf_iter_task",
];

/// Reads them.
pub(super) fn read() -> Result<Vec<u8>, String> {
    let types = std::fs::read(PATH).map_err(|error| format!("reading {PATH}: {error}"))?;
    wire::btf::excerpt(&types, &NAMES)
        .ok_or_else(|| format!("reading {PATH}: it is written in a way that is not known"))
}
