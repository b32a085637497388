//! The command line of `netstat` as plain values: nothing is looked up or opened here.
//!
//! The original combines options by rules of its own: families choose protocols, protocols choose families, and some options
//! are taken without effect. They are settled here, so that the listings need not know them.

mod read;
#[cfg(test)]
mod tests;

use super::families::Family;
use crate::options::ArgumentError;

pub(super) use read::read;

/// A command line that was read.
#[derive(Debug)]
pub(super) struct CommandLine {
    /// Whether SELinux must be enabled, even before an error is told in what follows `-Z`.
    pub(super) needs_selinux: bool,
    /// Whether `--tcpip` was given, which chooses nothing in the original: it lies one past the names that it looks at.
    pub(super) has_idle_tcpip: bool,
    /// What is asked for.
    pub(super) task: Result<Task, ArgsError>,
}

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// Show the help.
    Help,
    /// Show the version.
    Version,
    /// Show something of the network.
    Show(Args),
}

/// Which of its tables `netstat` shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum View {
    /// Sockets, and groups if asked for.
    #[default]
    Sockets,
    /// `-r`: routes, of each of `families` in turn, or of IPv4.
    Routes,
    /// `-i`: interfaces.
    Interfaces,
    /// `-s`: counters, of the one family in `families`, or of IPv4.
    Statistics,
    /// `-M`: masqueraded connections.
    Masquerade,
}

/// What to show, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Args {
    /// Which table.
    pub(super) view: View,
    /// The families in the order given, repetitions included (`-A`, `-4`, `-6`, `-x`, `--inet`, …). Sockets go by
    /// `tables`, which follows from them; routes and counters go by these.
    pub(super) families: Vec<Family>,
    /// Which tables of sockets, where the view is of sockets. The protocols over IP also choose what `-s`
    /// shows; there all are chosen when none is asked for.
    pub(super) tables: Tables,
    /// Whether the protocols over IP among them follow from families or a view, so that one that this system lacks is not missed.
    pub(super) implies_protocols: bool,
    /// The IP versions of Internet sockets and groups.
    pub(super) versions: Versions,
    /// Sockets in which states.
    pub(super) states: States,
    /// `-a`, for `-i`: interfaces that are down, too.
    pub(super) all: bool,
    /// How often `-e` was given.
    pub(super) extended: u8,
    /// `-p`: the process that holds a socket.
    pub(super) programs: bool,
    /// `-o`: the timer that runs on a socket.
    pub(super) timers: bool,
    /// `-Z`: security contexts of the processes. The column of the processes comes with them.
    pub(super) contexts: bool,
    /// `-W`: addresses are not cut.
    pub(super) wide: bool,
    /// `-v`: tell what this system does not support, although nobody asked for it in particular.
    pub(super) verbose: bool,
    /// `-c`: again each second.
    pub(super) continuous: bool,
    /// What stays a number.
    pub(super) numeric: Numeric,
    /// `-N`: names of hardware.
    pub(super) symbolic: bool,
    /// Which routes `-r` shows.
    pub(super) routes: RouteSources,
}

impl Args {
    /// Whether tables of sockets, or groups, were asked for by name, so that one that this system lacks is an error.
    pub(super) fn names_tables(&self) -> bool {
        self.tables != Tables::default()
    }

    /// Whether this table is to be shown: nothing that was asked for by name excludes it.
    pub(super) fn shows(&self, table: Table) -> bool {
        if self.names_tables() { self.tables.has(table) } else { table.is_usual() }
    }

    /// Whether the heading of Internet sockets is to be shown.
    pub(super) fn shows_internet(&self) -> bool {
        Table::INTERNET.into_iter().any(|table| self.shows(table))
    }
}

/// A table that stands beside others where the view is of sockets, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Tcp,
    Sctp,
    Udp,
    UdpLite,
    Raw,
    /// Memberships of multicast groups.
    Groups,
    Unix,
    Ipx,
    Ax25,
    X25,
    Netrom,
    Rose,
    Bluetooth,
}

impl Table {
    /// Those of the protocols over IP.
    pub(super) const INTERNET: [Self; 5] = [Self::Tcp, Self::Sctp, Self::Udp, Self::UdpLite, Self::Raw];

    /// Whether it is shown where none is asked for by name.
    fn is_usual(self) -> bool {
        !matches!(self, Self::Groups | Self::Bluetooth)
    }
}

/// A set of tables that were asked for by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tables(u16);

impl Tables {
    /// Those in the list.
    pub(super) const fn of(tables: &[Table]) -> Self {
        let (mut set, mut index) = (0, 0);
        while index < tables.len() {
            set |= 1 << tables[index] as u16;
            index += 1;
        }
        Self(set)
    }

    /// Whether this one is among them.
    pub(super) const fn has(self, table: Table) -> bool {
        self.0 & 1 << table as u16 != 0
    }

    /// Whether they have one in common.
    pub(super) const fn meets(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Adds those.
    pub(super) fn add(&mut self, others: Self) {
        self.0 |= others.0;
    }
}

/// IP versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Versions {
    pub(super) ipv4: bool,
    pub(super) ipv6: bool,
}

impl Default for Versions {
    fn default() -> Self {
        Self { ipv4: true, ipv6: true }
    }
}

/// States of sockets that are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum States {
    /// Those with a peer.
    #[default]
    Connected,
    /// `-l`: those without.
    Listening,
    /// `-a`, whether or not `-l` stands beside it: all.
    All,
}

/// What is shown as a number and not by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Numeric {
    pub(super) hosts: bool,
    pub(super) ports: bool,
    pub(super) users: bool,
}

/// Where routes come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RouteSources {
    /// `-F`: the table. Also where neither is asked for.
    pub(super) table: bool,
    /// `-C`: the cache.
    pub(super) cache: bool,
}

/// Why a command line was not understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ArgsError {
    Argument(ArgumentError),
    /// `-A` names no family.
    Family(String),
    /// Two of `-r`, `-i`, `-s` and `-M`, or one of them twice.
    SeveralViews,
}

impl From<ArgumentError> for ArgsError {
    fn from(error: ArgumentError) -> Self {
        Self::Argument(error)
    }
}
