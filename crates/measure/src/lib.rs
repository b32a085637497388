//! Pure arithmetic over what the sources found: counts, both ends of a connection, changes between listings, rankings.
//!
//! Why a crate: several views need the same joins, and none of it reads the kernel or prints. Everything takes one pass and
//! grows with the number of sockets, not with its square. Keys are hashed with the standard library's keyed function, because
//! strangers choose addresses and ports.

#![forbid(unsafe_code)]

pub mod changes;
pub mod count;
pub mod ends;
pub mod rank;
