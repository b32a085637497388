//! The compiled BPF programs of bpf/, and the kernel's types as far as those name them.

use wire::btf::{Excerpt, excerpt};

/// Octets where instructions of eight can be read in place.
#[repr(align(8))]
struct Aligned<T: ?Sized>(T);

static OWNERS_OBJECT: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../bpf/owners.bpf.o"));
static EVENTS_OBJECT: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../bpf/events.bpf.o"));
/// bpf/owners.bpf.o: who holds which socket.
pub(crate) static OWNERS: &[u8] = &OWNERS_OBJECT.0;
/// bpf/events.bpf.o: what happens to sockets.
pub(crate) static EVENTS: &[u8] = &EVENTS_OBJECT.0;

/// What the running kernel tells of its types.
const PATH: &str = "/sys/kernel/btf/vmlinux";

/// Reads these structs, and the numbers of these targets.
pub(crate) fn kernel_types(structs: &[&[u8]], targets: &[&[u8]]) -> Result<Excerpt, String> {
    let types = sys::bpf::KernelTypes::open(PATH).map_err(|error| format!("reading {PATH}: {error}"))?;
    excerpt(&types, structs, targets).ok_or_else(|| format!("reading {PATH}: it is written in a way that is not known"))
}
