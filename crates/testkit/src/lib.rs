//! The lab: network namespaces full of real sockets, and differential runs against the original tools.
