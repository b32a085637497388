//! The engine of `nc`: connects, listens, and moves octets between a peer and two descriptors, in the kernel where that is possible.
//!
//! Nothing here reads a command line, prints, or ends the process: it returns what happened as values, and the applet words it.

#![forbid(unsafe_code)]

pub mod address;
pub mod carrier;
pub mod congestion;
pub mod connect;
pub mod datagram;
pub mod listen;
pub mod opening;
pub mod passing;
pub mod plain;
pub mod proxy;
pub mod pump;
pub mod resolve;
pub mod rules;
pub mod sandbox;
pub mod scan;
pub mod tls;
pub mod traffic;
pub mod tuning;
pub mod unix;

pub use carrier::Carrier;
pub use plain::Plain;
pub use rules::Rules;
