//! The host around the sockets, as every command that lists them needs it: names for numbers, numbers for names, the network
//! namespaces to look in, and what to ask there.

pub(crate) mod names;
pub(crate) mod place;
pub(crate) mod queries;
pub(crate) mod unseen;
