//! System calls, the only unsafe code: netlink sockets, terminals, namespaces.
