//! The ten columns of `ss` and which of them a listing shows.
//!
//! An address and its port are two columns that meet at a colon; the colon belongs to the address, so that ports line up.

use render::table::{Align, Column, Table};
use std::io::Write;

/// What kind of socket it is.
pub const NETID: usize = 0;
/// Its state.
pub(super) const STATE: usize = 1;
/// What waits to be read.
pub(super) const RECEIVE_QUEUE: usize = 2;
/// What waits to be sent.
pub(super) const SEND_QUEUE: usize = 3;
/// The near end.
pub(super) const LOCAL_ADDRESS: usize = 4;
/// The far end.
pub(super) const PEER_ADDRESS: usize = 6;
/// Who holds the socket, and every further detail.
pub(super) const DETAILS: usize = 8;

/// The columns, in order. The last one never holds anything, but counts where the table measures its batches.
pub static COLUMNS: [Column; 10] = [
    column("Netid", Align::Left, ""),
    column("State", Align::Left, " "),
    column("Recv-Q", Align::Left, " "),
    column("Send-Q", Align::Left, " "),
    column("Local Address:", Align::Right, " "),
    column("Port", Align::Left, ""),
    column("Peer Address:", Align::Right, " "),
    column("Port", Align::Left, ""),
    column("Process", Align::Left, ""),
    column("", Align::Left, ""),
];

const fn column(header: &'static str, align: Align, delimiter: &'static str) -> Column {
    Column { header, align, delimiter }
}

/// Switches off the columns whose cells would all be alike: the kind where only one can appear, the state where only one was
/// asked for. And those of the queues where they are not wanted.
pub fn switch<W: Write>(table: &mut Table<W>, several_kinds: bool, several_states: bool, queues: bool) {
    if !several_kinds {
        table.disable(NETID);
    }
    if !several_states {
        table.disable(STATE);
    }
    if !queues {
        table.disable(RECEIVE_QUEUE);
        table.disable(SEND_QUEUE);
    }
}
