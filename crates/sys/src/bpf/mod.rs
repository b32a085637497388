//! BPF: programs loaded into the kernel, what they leave for us, and what others keep there (bpf(2)).
//!
//! The object file is read and relocated by aya-obj; this asks the kernel for the rest.

mod call;
pub mod calls;
mod counters;
mod iterator;
mod kernel_types;
mod object;
mod question;
mod ring;
mod storage;
mod tracepoint;

pub use counters::Counters;
pub use kernel_types::KernelTypes;
pub use object::{LoadError, Object};
pub use question::Question;
pub use ring::Ring;
pub use storage::open_socket_storage;
pub use tracepoint::Attached;
