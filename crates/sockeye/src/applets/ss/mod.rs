//! `ss`: sockets as iproute2's tool prints them.

pub mod layout;
