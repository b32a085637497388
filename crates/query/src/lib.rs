//! Filters: which sockets a reader asked for.
//!
//! A front end reads words into one tree ([`ast`]); two back ends take it from there: [`evaluate`] asks a socket record
//! in this process, [`lower`] compiles what the kernel can decide into `INET_DIAG_REQ_BYTECODE`
//! (`include/uapi/linux/inet_diag.h`), so that sockets nobody asked for are never copied out. [`ss`] is the front end for
//! the grammar of ss(8), [`native`] the one for our own, which has all of that and named fields. [`reduce`] drops from a
//! filter what is settled before a table is read. Nothing here reads the system: names are looked up through
//! [`Resolver`], holders and other surroundings of a socket through [`Surroundings`].

#![forbid(unsafe_code)]

pub mod ast;
pub mod evaluate;
#[cfg(test)]
mod fixtures;
pub mod glob;
pub mod lower;
pub mod native;
pub mod reduce;
mod resolver;
pub mod ss;

pub use evaluate::{Holder, Surroundings};
pub use resolver::Resolver;
