//! System calls, and the only crate with `unsafe`: netlink sockets, namespaces, BPF maps, terminals, signals.
//!
//! Each module wraps one kernel facility in a safe type; each `unsafe` block says why it is sound.

#![deny(unsafe_op_in_unsafe_fn)]
#![warn(clippy::undocumented_unsafe_blocks)]

pub mod bpf;
pub mod capability;
pub mod inherited;
pub mod interface;
pub mod namespace;
pub mod netlink;
pub mod passphrase;
pub mod process;
pub mod sandbox;
pub mod signal;
pub mod socket;
pub mod terminal;
