//! Which socket is the other end of which connection: all sockets over IP are read once, before those that are shown.

use super::{Host, Places, Question, Subject, SubjectSink};
use crate::failure::Failure;
use measure::ends::{End, EndsIndex};
use model::{Inode, SocketFamily};
use std::io;

/// Finds the ends of all connections in these places, for [`Subject::peer_processes`].
///
/// # Errors
/// Nothing can be looked at.
pub(super) fn find(places: Places, host: &mut Host) -> Result<(), Failure> {
    let mut ends = Ends::default();
    // What could not be seen is told by the listing itself.
    super::gather(&Question { places, ..Question::default() }, host, &mut ends)?;
    ends.end_table();
    host.know_ends(ends.index);
    Ok(())
}

#[derive(Default)]
struct Ends {
    index: EndsIndex<Inode>,
    table: Vec<(End, Inode)>,
}

impl Ends {
    /// Takes over a table that was read to its end.
    fn end_table(&mut self) {
        for (end, inode) in self.table.drain(..) {
            self.index.insert(end, inode);
        }
    }
}

impl SubjectSink for Ends {
    fn accept(&mut self, subject: &Subject<'_>) -> io::Result<()> {
        // What no descriptor refers to has nobody to name.
        if let (SocketFamily::Inet(inet), true) = (&subject.socket.family, subject.socket.inode.0 != 0) {
            let (transport, namespace) = (subject.socket.transport, subject.place.facts.id);
            let end = End { transport, namespace, local: inet.local, peer: inet.peer };
            self.table.push((end, subject.socket.inode));
        }
        Ok(())
    }

    fn begin_table(&mut self) {
        self.end_table();
    }

    fn forget_table(&mut self) -> bool {
        self.table.clear();
        true
    }
}
