//! Where facts come from: sockets, their owners, interfaces, counters.
//!
//! A source returns model values and gaps. It asks the kernel first and falls back to text files where the kernel
//! offers nothing better; it never prints.

#![forbid(unsafe_code)]

pub mod announcements;
mod bpf_programs;
pub mod cgroups;
pub mod clock;
pub mod closing;
pub mod counters;
pub mod ending;
pub mod events;
mod folder;
pub mod groups;
pub mod interfaces;
pub mod mounts;
pub mod namespaces;
pub mod open_files;
pub mod owners;
mod pieces;
pub mod proc_files;
pub mod processes;
pub mod routes;
pub mod selinux;
pub mod sockets;
mod tables;
mod unread;
