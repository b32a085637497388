//! Rows of UNIX domain sockets.

use super::columns::{self, Columns};
use super::lookups::Lookups;
use super::page::{Mark, Page};
use crate::applets::netstat::args::States;
use model::{Socket, SocketFamily, State, Transport, UnixSocket};
use sources::sockets::SocketSink;
use std::io::{self, Write};

/// Widths of the columns, in octets.
pub(super) const PROTOCOL: usize = 5;
pub(super) const REFERENCES: usize = 6;
pub(super) const FLAGS: usize = 11;
pub(super) const TYPE: usize = 10;
pub(super) const STATE: usize = 13;
pub(super) const INODE: usize = 8;

/// Bits of the flags that have names (`__SO_ACCEPTCON`, `SO_WAITDATA` and `SO_NOSPACE` of the kernel's include/linux/net.h).
const NAMED_FLAGS: [(u32, &[u8]); 3] = [(1 << 16, b"ACC "), (1 << 17, b"W "), (1 << 18, b"N ")];

/// Lays UNIX sockets out as rows.
pub(super) struct Rows<'a, W> {
    page: &'a mut Page<W>,
    lookups: &'a mut Lookups,
    columns: Columns,
    states: States,
    /// Where the table begins.
    mark: Mark,
}

impl<'a, W: Write> Rows<'a, W> {
    pub(super) fn new(page: &'a mut Page<W>, lookups: &'a mut Lookups, columns: Columns, states: States) -> Self {
        let mark = page.mark();
        Self { page, lookups, columns, states, mark }
    }

    fn row(&mut self, socket: &Socket<'_>, unix: &UnixSocket<'_>) -> io::Result<()> {
        let page = &mut *self.page;
        let start = page.here();
        page.push(b"unix");
        page.pad(start, PROTOCOL + 1);
        push_filled(page, REFERENCES, |page| page.push_number(unix.references.unwrap_or_default().into()));
        push_filled(page, FLAGS, |page| push_flags(page, unix.flags.unwrap_or_default()));
        push_filled(page, TYPE, |page| page.push(type_name(socket.transport)));
        push_filled(page, STATE, |page| page.push(state(socket.state)));
        let start = page.here();
        page.push_number(socket.inode.0);
        page.pad(start, INODE);
        columns::push_program(page, self.columns, socket.inode, self.lookups);
        page.push(b" ");
        page.push_untrusted(first_word(unix.name.unwrap_or_default()));
        page.end_row()
    }
}

impl<W: Write> SocketSink for Rows<'_, W> {
    fn accept(&mut self, socket: &Socket<'_>) -> io::Result<()> {
        let is_shown = match self.states {
            States::All => true,
            States::Listening => socket.state == State::Listen,
            States::Connected => socket.state != State::Listen,
        };
        match &socket.family {
            SocketFamily::Unix(unix) if is_shown => self.row(socket, unix),
            _ => Ok(()),
        }
    }

    fn begin_table(&mut self) {
        self.mark = self.page.mark();
    }

    fn forget_table(&mut self) -> bool {
        self.page.rewind(self.mark)
    }
}

/// Appends a column of this width and the blank behind it.
fn push_filled<W: Write>(page: &mut Page<W>, width: usize, push: impl FnOnce(&mut Page<W>)) {
    let start = page.here();
    push(page);
    page.pad(start, width);
    page.push(b" ");
}

fn push_flags<W: Write>(page: &mut Page<W>, flags: u32) {
    page.push(b"[ ");
    for (bit, name) in NAMED_FLAGS {
        if flags & bit != 0 {
            page.push(name);
        }
    }
    page.push(b"]");
}

fn type_name(transport: Transport) -> &'static [u8] {
    match transport {
        Transport::UnixStream => b"STREAM",
        Transport::UnixDatagram => b"DGRAM",
        Transport::UnixSeqpacket => b"SEQPACKET",
        _ => b"UNKNOWN",
    }
}

/// What the kernel counts as not connected is shown as nothing.
fn state(state: State) -> &'static [u8] {
    match state {
        State::Listen => b"LISTENING",
        State::Close => b"",
        State::SynSent => b"CONNECTING",
        State::Established => b"CONNECTED",
        State::Closing => b"DISCONNECTING",
        State::Other(0) => b"FREE",
        _ => b"UNKNOWN",
    }
}

/// A path up to its first blank, without blanks before it.
fn first_word(path: &[u8]) -> &[u8] {
    // As isspace(3) has it: unlike the standard library it counts the vertical tab.
    let is_blank = |octet: &u8| octet.is_ascii_whitespace() || *octet == b'\x0b';
    path.split(is_blank).find(|word| !word.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::applets::netstat::args::Numeric;
    use std::path::Path;

    fn listed(states: States, columns: Columns, rows: &[u8]) -> String {
        let mut page = Page::new(Vec::new(), false);
        let mut lookups = Lookups::new(Numeric::default(), &Path::new("/nonexistent").into());
        let mut sink = Rows::new(&mut page, &mut lookups, columns, states);
        for socket in wire::proc_net::unix::sockets(rows) {
            sink.accept(&socket.expect("a row")).unwrap();
        }
        String::from_utf8_lossy(page.since(0)).into_owned()
    }

    const ROWS: &[u8] = b"\
0: 00000002 00000000 00010000 0001 01 38013778 relative:colon
0: 00000010 00000000 00000000 0002 03 7 /tmp/with space
0: 00000003 00000000 00070000 0005 01 38013784  leads
0: 00000002 00000000 00000000 0001 02     0
";

    #[test]
    fn rows_have_columns_of_fixed_widths() {
        assert_eq!(
            listed(States::All, Columns::default(), ROWS),
            "unix  2      [ ACC ]     STREAM     LISTENING     38013778 relative:colon\n\
             unix  16     [ ]         DGRAM      CONNECTED     7        /tmp/with\n\
             unix  3      [ ACC W N ] SEQPACKET  LISTENING     38013784 leads\n\
             unix  2      [ ]         STREAM     CONNECTING    0        \n"
        );
    }

    #[test]
    fn listeners_are_servers() {
        assert_eq!(listed(States::Listening, Columns::default(), ROWS).lines().count(), 2);
        assert_eq!(listed(States::Connected, Columns::default(), ROWS).lines().count(), 2);
    }

    #[test]
    fn an_unknown_program_is_a_dash() {
        let columns = Columns { program: true, context: true, ..Columns::default() };
        let row = listed(States::Listening, columns, ROWS);
        let expected = format!("LISTENING     38013778 {:<20} {:<50} relative:colon", "-", "-");
        assert!(row.lines().next().unwrap().ends_with(&expected), "{row}");
    }
}
