//! Where to look: which tables, families and states, and how ss(8) derives them from its options.
//!
//! Three rules make the result, and the order of options matters in each. Options for tables (`-t`, `-A tcp`) bring the
//! default states of their table; options for families (`-4`, `-x`) bring those of their family; `-a`, `-l` and `state`
//! words replace all of them. What was not chosen is then implied: a table without any of its families gets them all,
//! a family without any of its tables gets them all. The family named last is *preferred*: the kernel is asked for that
//! inet family alone, and addresses are read in it.

mod builder;
mod sets;
mod table;
#[cfg(test)]
mod tests;

pub use builder::{EmptyScope, ScopeBuilder, ScopeError};
pub use sets::{FamilySet, TableSet};
pub use table::Table;

use model::{Family, Socket, State, StateSet, Transport};

/// Where to look for sockets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The tables.
    pub tables: TableSet,
    /// The families whose sockets are shown.
    pub families: FamilySet,
    /// The states.
    pub states: StateSet,
    preferred: Option<Family>,
}

impl Scope {
    /// These tables, families and states. The kernel is asked for one inet family alone where it is the only one.
    pub fn of(tables: TableSet, families: FamilySet, states: StateSet) -> Self {
        let preferred = match (families.contains(Family::Inet), families.contains(Family::Inet6)) {
            (true, false) => Some(Family::Inet),
            (false, true) => Some(Family::Inet6),
            _ => None,
        };
        Self { tables, families, states, preferred }
    }

    /// The family that was named last, by an option or an operand.
    pub fn preferred(&self) -> Option<Family> {
        self.preferred
    }

    /// The families for which the kernel is asked about an inet table, in order: only the preferred one if that is
    /// inet. Of these, only [`Scope::families`] are shown.
    pub fn inet_families_to_ask(&self) -> &'static [Family] {
        match self.preferred {
            Some(Family::Inet) => &[Family::Inet],
            Some(Family::Inet6) => &[Family::Inet6],
            _ => &[Family::Inet, Family::Inet6],
        }
    }

    /// The tables to list, in the order in which ss lists them: without those that cannot show anything.
    pub fn tables_to_list(&self) -> impl Iterator<Item = Table> + '_ {
        Table::IN_LISTING_ORDER.into_iter().filter(|table| self.lists(*table))
    }

    /// Whether this table can show anything: it was asked for, its family too, and its fixed state, if it has one.
    pub fn lists(&self, table: Table) -> bool {
        let always_unconnected =
            matches!(table, Table::Netlink | Table::PacketRaw | Table::PacketDatagram | Table::Xdp);
        self.tables.contains(table)
            && (table == Table::Tipc || self.families.intersects(table.families()))
            && (!always_unconnected || self.states.contains(State::Close))
    }

    /// Whether a socket of this kind is shown, its state aside (that is the source's part). As in ss, asking for one of
    /// the two packet tables shows both.
    pub fn shows(&self, socket: &Socket<'_>) -> bool {
        let family = socket.family();
        let table = match socket.transport {
            Transport::UnixStream => Table::UnixStream,
            Transport::UnixDatagram => Table::UnixDatagram,
            Transport::UnixSeqpacket => Table::UnixSeqpacket,
            Transport::VsockStream => Table::VsockStream,
            Transport::VsockDatagram => Table::VsockDatagram,
            Transport::Tipc => return self.tables.contains(Table::Tipc),
            _ => return self.families.contains(family),
        };
        self.families.contains(family) && self.tables.contains(table)
    }

    /// Shows only this family from now on and reads addresses in it: what an operand such as `unix:…` brings.
    pub(super) fn narrow(&mut self, family: Family) {
        self.families = family.into();
        self.preferred = Some(family);
    }
}
