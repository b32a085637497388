//! Names for numbers and numbers for names: hosts, networks, services, users, netlink and Ethernet protocols.
//!
//! Why a crate: names come from files and resolvers, which are slow, may be missing, and whose content is chosen by
//! others. Each is read once, at the first question, and answers are bytes as they stand there: whoever prints them
//! escapes them for a terminal.

#![forbid(unsafe_code)]

mod ephemeral;
mod ether_types;
mod hosts;
mod netlink_protocols;
mod networks;
mod number;
mod numbered;
mod protocols;
mod read;
mod rpc;
mod services;
mod users;

pub use ephemeral::EphemeralPorts;
pub use ether_types::EtherTypes;
pub use hosts::{Hosts, IpVersion, addresses_of};
pub use netlink_protocols::NetlinkProtocols;
pub use networks::Networks;
pub use protocols::Protocols;
pub use rpc::RpcServices;
pub use services::{Service, Services};
pub use users::Users;
