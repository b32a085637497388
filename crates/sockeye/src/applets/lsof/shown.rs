//! What the layouts of a listing share: what is asked of them, and the names that they look up.

use super::args::{Details, SizeColumn, TcpInfo};
use super::ends::Ends;
use super::line::Line;
use super::listing::Listing;
use super::printable::{self, Charset};
use super::sockets::SocketFacts;
use model::{Gap, UserId};
use names::Users;
use std::borrow::Cow;
use std::collections::HashSet;
use std::net::IpAddr;

/// As much of a command's name as the kernel keeps, and lsof shows with its escapes.
const LONGEST_COMMAND: usize = 15;
/// A user without a name is shown as a number in so many columns.
const USER_NUMBER_COLUMNS: usize = 8;

/// What is asked of a layout.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    /// What to say of each file.
    pub(super) details: &'a Details,
    /// Whether processes are shown with their tasks (threads).
    pub(super) tasks: bool,
    /// Which characters names may keep.
    pub(super) charset: Charset,
}

/// The size or offset of a file, whichever is shown.
pub(super) enum Extent {
    /// Octets.
    Size(u64),
    /// Octets from the start.
    Offset(u64),
    /// It has neither.
    Nothing,
}

impl Shown<'_> {
    /// Appends a command's name as the columns COMMAND and TASKCMD have it.
    pub(super) fn push_command(&self, out: &mut Vec<u8>, name: &[u8]) {
        printable::push_command(out, name, self.command_columns());
    }

    /// How many columns a command's name takes: as many as it would whole, even where less is shown because nothing is cut within an escape.
    pub(super) fn command_extent(&self, name: &[u8]) -> usize {
        let mut whole = Vec::new();
        printable::push_command(&mut whole, name, usize::MAX);
        whole.len().min(self.command_columns())
    }

    fn command_columns(&self) -> usize {
        match self.details.command_width {
            0 => LONGEST_COMMAND,
            // No column is narrower than its title.
            width => width.clamp("COMMAND".len(), LONGEST_COMMAND),
        }
    }

    /// What stands under SIZE/OFF.
    pub(super) fn extent(&self, line: &Line<'_>) -> Extent {
        let size = line.size.map(Extent::Size);
        let offset = line.offset.map(Extent::Offset);
        let shown = match self.details.size_column {
            SizeColumn::Either => size.or(offset),
            SizeColumn::Size => size,
            SizeColumn::Offset => offset,
        };
        shown.unwrap_or(Extent::Nothing)
    }

    /// Appends what is said of a socket's connection behind its name: `(LISTEN QR=0 QS=0)`, after a blank that stands there even where
    /// nothing is said.
    pub(super) fn push_connection(&self, out: &mut Vec<u8>, line: &Line<'_>) {
        let asked = self.details.tcp_info;
        let Some(socket) = line.name.socket().filter(|socket| asked != TcpInfo::NOTHING && socket.has_connection())
        else {
            return;
        };
        out.push(b' ');
        let start = out.len();
        for part in connection(socket, asked) {
            out.push(if out.len() == start { b'(' } else { b' ' });
            out.extend_from_slice(part.as_bytes());
        }
        if out.len() > start {
            out.push(b')');
        }
    }
}

/// What is said of a socket's connection: its state, what waits to be read and to be sent.
pub(super) fn connection(socket: &SocketFacts<'_>, asked: TcpInfo) -> impl Iterator<Item = Cow<'static, str>> {
    let state = socket.state().filter(|_| asked.states);
    let queues = socket.queues().filter(|_| asked.queues);
    let queues = queues.map(|(receive, send)| [format!("QR={receive}"), format!("QS={send}")]);
    state.into_iter().chain(queues.into_iter().flatten().map(Cow::Owned))
}

/// Names of users, hosts and services.
#[derive(Debug)]
pub(super) struct Names {
    /// Ends of sockets.
    pub(super) ends: Ends,
    /// Users.
    pub(super) users: Users,
}

impl Names {
    /// Names as these details ask for them.
    pub(super) fn new(details: &Details) -> Self {
        Self { ends: Ends::new(details), users: Users::default() }
    }

    /// A user as the column USER has it: by name, or by number where that is asked for or there is no name.
    pub(super) fn user(&mut self, id: UserId, details: &Details) -> Cow<'_, str> {
        let name = if details.numeric_users { None } else { self.users.name(id) };
        name.map_or_else(|| Cow::Owned(format!("{id:>USER_NUMBER_COLUMNS$}")), Cow::Borrowed)
    }

    /// Finds the names of all hosts in the listing at once. Returns what could not be found out.
    pub(super) fn find_hosts(&mut self, listing: &Listing) -> Option<Gap> {
        if !self.ends.names_hosts() {
            return None;
        }
        let mut addresses: HashSet<IpAddr> = HashSet::new();
        for line in listing.processes().flat_map(|(_, lines)| lines) {
            if let Some(SocketFacts::Inet(facts)) = line.name.socket().filter(|socket| socket.is_network()) {
                addresses.extend(facts.shown_ends().into_iter().flatten().map(|end| end.address));
            }
        }
        addresses.retain(|address| !address.is_unspecified());
        self.ends.find_hosts(addresses)
    }
}
