//! The numbers of system calls, for programs that look at them.

/// connect(2).
pub const CONNECT: i64 = libc::SYS_connect;
/// bind(2).
pub const BIND: i64 = libc::SYS_bind;
/// accept4(2).
pub const ACCEPT4: i64 = libc::SYS_accept4;
/// accept(2).
pub const ACCEPT: i64 = libc::SYS_accept;
