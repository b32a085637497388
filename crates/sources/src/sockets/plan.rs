//! How one table of sockets is read: what the kernel is asked, how its answers are decoded, and what stands in where it cannot answer.

use model::{Socket, StateSet, Transport};
use wire::netlink::sock_diag::DecodeError;
use wire::netlink::sock_diag::inet::IpVersion;

/// Reads one answer of the kernel.
pub(crate) type Decode = Box<dyn for<'b> Fn(&'b [u8]) -> Result<Socket<'b>, DecodeError>>;

/// A text file that stands in for the kernel's diagnostics.
pub(crate) struct TextTable {
    /// Its path below /proc.
    pub(crate) path: &'static str,
    /// The version of the IP sockets in it.
    pub(crate) version: Option<IpVersion>,
    /// What its rows are.
    pub(crate) rows: TextRows,
}

/// What the rows of a text file are.
#[derive(Clone, Copy)]
pub(crate) enum TextRows {
    Inet(Transport),
    Unix,
    Packet,
    Netlink,
}

/// How one table of sockets is read.
pub(crate) struct Plan {
    /// What the table is called in messages: "TCP sockets".
    pub(crate) name: &'static str,
    /// What the kernel is asked, in order.
    pub(crate) requests: Vec<Vec<u8>>,
    /// How its answers are read.
    pub(crate) decode: Decode,
    /// The states to list: text files have all of them.
    pub(crate) states: StateSet,
    /// The file in whose place another one means that it is to be read instead of asking the kernel.
    pub(crate) place: Option<&'static str>,
    /// What stands in, in order; empty: nothing does.
    pub(crate) text: Vec<TextTable>,
    /// The names under which `/proc/net/protocols` counts such sockets; empty: it does not.
    pub(crate) counted_as: &'static [&'static str],
    /// What makes the kernel answer.
    pub(crate) kernel_option: &'static str,
}
