//! Where facts come from: sockets, owners, interfaces, counters.
