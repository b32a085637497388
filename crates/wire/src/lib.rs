//! Bytes to values and back, without I/O: netlink, sock_diag, /proc/net text.

#![forbid(unsafe_code)]
