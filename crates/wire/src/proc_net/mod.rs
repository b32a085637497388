//! The text tables of /proc/net, for kernels without the diagnostics and for counts (proc(5), proc_net(5)).
//!
//! Each table is a header, where it has one, and a row per socket, route or whatever it lists. Columns that are added at the end are passed over, rows that cannot be
//! read are errors that show the row, and the rows after them are read all the same. Text has no cookies.

pub mod circuits;
mod fields;
pub mod groups;
pub mod inet;
pub mod ipv4_routes;
pub mod ipv6_addresses;
pub mod ipv6_routes;
pub mod netlink;
pub mod packet;
pub mod sctp;
pub mod snmp;
pub mod snmp6;
pub mod sockstat;
#[cfg(test)]
mod tests;
pub mod unix;

use fields::Fields;
use std::fmt;

/// A row that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadLine<'a> {
    /// The row. Untrusted bytes.
    pub line: &'a [u8],
    /// The column that is missing or holds something else.
    pub column: &'static str,
}

impl fmt::Display for BadLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 100;
        let shown = self.line.get(..SHOWN).unwrap_or(self.line);
        write!(f, "no {} in the line \"{}\"", self.column, shown.escape_ascii())
    }
}

impl std::error::Error for BadLine<'_> {}

/// The rows of a table or of a part of one that was cut at line ends. A first line that starts as a header does is none.
fn rows<'a>(table: &'a [u8], header: &'static [u8]) -> impl Iterator<Item = &'a [u8]> {
    let rest = if table.trim_ascii_start().starts_with(header) {
        table.iter().position(|&byte| byte == b'\n').map_or(&[][..], |end| &table[end + 1..])
    } else {
        table
    };
    rest.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty())
}
