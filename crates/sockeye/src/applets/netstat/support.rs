//! Tables that a system may lack: an error where one was asked for by name, a remark with `-v`, and else nothing.

use super::args::Table;
use super::setting::{Listed, Setting};
use crate::failure::Failure;
use crate::texts::Phrase;
use std::io::Write;

/// A table that this kernel does not have, by its name.
pub(super) const NO_SUPPORT: Phrase = Phrase::new("frame-no-support", "this system has no support for {what}");
/// A table that netstat shows on no kernel.
const NOT_BUILT_IN: Phrase = Phrase::new("frame-not-built-in", "netstat does not show {what}");

/// All phrases of this file.
#[cfg(test)]
pub(super) const PHRASES: &[&Phrase] = &[&NO_SUPPORT, &NOT_BUILT_IN];

/// Says, as far as it was asked for, that this kernel does not have the table `what`.
///
/// # Errors
/// The table was asked for by name, which ends the command with the original's status.
pub(super) fn lacks(table: Table, setting: &Setting, out: &mut impl Write) -> Listed {
    if setting.args.implies_protocols && Table::INTERNET.contains(&table) {
        return Ok(());
    }
    let what = name(table);
    let phrase = if table == Table::Bluetooth { &NOT_BUILT_IN } else { &NO_SUPPORT };
    let text = || setting.texts.format(phrase, &[("what", &what)]);
    if setting.args.names_tables() {
        return Err(Failure::new(1, text()).into());
    }
    if setting.args.verbose {
        setting.say(out, &text())?;
    }
    Ok(())
}

/// What a table is called where it is missing.
fn name(table: Table) -> &'static str {
    match table {
        Table::Tcp => "TCP",
        Table::Sctp => "SCTP",
        Table::Udp => "UDP",
        Table::UdpLite => "UDP-Lite",
        Table::Raw => "raw sockets",
        Table::Groups => "IGMP",
        Table::Unix => "UNIX domain sockets",
        Table::Ipx => "IPX",
        Table::Ax25 => "AX.25",
        Table::X25 => "X.25",
        Table::Netrom => "NET/ROM",
        Table::Rose => "ROSE",
        Table::Bluetooth => "Bluetooth",
    }
}
