//! Bytes to values and back, without I/O: netlink, sock_diag, /proc/net text, the kernel's types.
//!
//! Every decoder borrows from the bytes it is given, allocates nothing per message or attribute, tolerates structs
//! shorter and longer than it knows, and never panics: what comes from the kernel is data.

#![forbid(unsafe_code)]

pub mod btf;
mod bytes;
mod exercise;
pub mod netlink;
pub mod proc_net;

pub use exercise::exercise;
