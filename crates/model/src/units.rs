//! Units and identifiers as types, so that a microsecond is never added to a millisecond.

use std::fmt;

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident($repr:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $repr);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<$repr> for $name {
            fn from(value: $repr) -> Self {
                Self(value)
            }
        }
    };
}

quantity! {
    /// A duration in microseconds.
    Micros(u64)
}
quantity! {
    /// A duration in milliseconds.
    Millis(u64)
}
quantity! {
    /// A duration in clock ticks, as /proc counts: so many a second as `getconf CLK_TCK` says, a hundred nearly everywhere.
    ClockTicks(u64)
}
quantity! {
    /// An amount of data in octets.
    Bytes(u64)
}
quantity! {
    /// A rate in octets per second, as the kernel counts pacing and delivery.
    BytesPerSecond(u64)
}
quantity! {
    /// The number of an inode on sockfs (or, for a bound UNIX socket, on its file system). Zero: none.
    Inode(u64)
}
quantity! {
    /// The kernel's cookie of a socket: unique in its network namespace for as long as the host runs.
    Cookie(u64)
}
quantity! {
    /// The id of a cgroup v2 directory (its inode number on cgroup2). Zero: none.
    CgroupId(u64)
}
quantity! {
    /// The index of a network interface. Zero: not bound to one.
    InterfaceIndex(u32)
}
quantity! {
    /// A user id in the reader's user namespace.
    UserId(u32)
}
quantity! {
    /// A process id in the reader's pid namespace.
    ProcessId(u32)
}
