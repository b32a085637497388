//! The ten columns of `ss`, before them those that say in which network namespace a socket is, and which of them a listing shows.
//!
//! An address and its port are two columns that meet at a colon; the colon belongs to the address, so that ports line up.

use render::table::{Align, Column, Table, Width};
use std::io::{self, Write};

/// The network namespace in which it is.
const NAMESPACE: usize = 0;
/// The container that has this namespace.
const CONTAINER: usize = 1;
/// What kind of socket it is.
pub const NETID: usize = 2;
/// Its state.
pub(super) const STATE: usize = 3;
/// What waits to be read.
pub(super) const RECEIVE_QUEUE: usize = 4;
/// What waits to be sent.
pub(super) const SEND_QUEUE: usize = 5;
/// The near end.
pub(super) const LOCAL_ADDRESS: usize = 6;
/// The far end.
pub(super) const PEER_ADDRESS: usize = 8;
/// Who holds the socket, and every further detail.
pub(super) const DETAILS: usize = 10;

/// The columns, in order. The last one never holds anything, but counts where the table measures its batches.
static COLUMNS: [Column; 12] = [
    column("Netns", Align::Left, ""),
    column("Container", Align::Left, " "),
    column("Netid", Align::Left, " "),
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

/// Whether rows say where their sockets are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origins {
    /// They do not: all are in one network namespace.
    Hidden,
    /// Each names its namespace.
    Namespaces,
    /// And the container that has it.
    NamespacesAndContainers,
}

/// A table with the columns of `ss`.
pub fn table<W: Write>(origins: Origins, width: Width, out: W) -> Table<W> {
    let mut table = Table::new(&COLUMNS, width, out);
    if origins == Origins::Hidden {
        table.disable(NAMESPACE);
    }
    if origins != Origins::NamespacesAndContainers {
        table.disable(CONTAINER);
    }
    table
}

/// Where the sockets of a network namespace are. Untrusted bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// What the namespace is called.
    pub namespace: Vec<u8>,
    /// What the container that has it is called, if one has.
    pub container: Option<Vec<u8>>,
}

impl Origin {
    /// Begins a row with it.
    ///
    /// # Errors
    /// Those of printing a batch that became full.
    pub fn lay<W: Write>(&self, table: &mut Table<W>) -> io::Result<()> {
        table.seek(NAMESPACE)?;
        table.text().push_untrusted(&self.namespace);
        table.seek(CONTAINER)?;
        table.text().push_untrusted(self.container.as_deref().unwrap_or(b"-"));
        Ok(())
    }
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
