//! The host around the sockets, as every command that lists them needs it: names for numbers, numbers for names, and the network
//! namespaces to look in.

pub(crate) mod names;
pub(crate) mod place;
pub(crate) mod unseen;
