//! Small sets of tables and of families.

use super::Table;
use model::Family;

/// A set of [`Table`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableSet(u32);

impl TableSet {
    /// No table.
    pub const EMPTY: Self = Self(0);

    /// These tables.
    pub const fn of(tables: &[Table]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < tables.len() {
            bits |= 1 << tables[index] as u16;
            index += 1;
        }
        Self(bits)
    }

    /// Whether it has this table.
    pub const fn contains(self, table: Table) -> bool {
        self.0 >> table as u16 & 1 != 0
    }

    /// Whether both have a table in common.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it has no table.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether it has more than one table: then each row says of which it is.
    pub const fn is_plural(self) -> bool {
        self.0.count_ones() > 1
    }

    /// The tables of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The tables of this set that the other has not.
    #[must_use]
    pub const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The tables, in the order of their numbers.
    pub fn iter(self) -> impl Iterator<Item = Table> {
        Table::ALL.into_iter().filter(move |table| self.contains(*table))
    }
}

impl From<Table> for TableSet {
    fn from(table: Table) -> Self {
        Self::of(&[table])
    }
}

/// A set of [`Family`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FamilySet(u8);

impl FamilySet {
    /// No family.
    pub const EMPTY: Self = Self(0);
    /// IPv4 and IPv6.
    pub const INET: Self = Self(1 << Family::Inet as u8 | 1 << Family::Inet6 as u8);

    const ALL: [Family; 8] = [
        Family::Inet,
        Family::Inet6,
        Family::Unix,
        Family::Packet,
        Family::Netlink,
        Family::Vsock,
        Family::Tipc,
        Family::Xdp,
    ];

    /// The families, in the order of the model.
    pub fn iter(self) -> impl Iterator<Item = Family> {
        Self::ALL.into_iter().filter(move |family| self.contains(*family))
    }

    /// Whether it has this family.
    pub const fn contains(self, family: Family) -> bool {
        self.0 >> family as u8 & 1 != 0
    }

    /// Whether both have a family in common.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it has no family.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The families of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl From<Family> for FamilySet {
    fn from(family: Family) -> Self {
        Self(1 << family as u8)
    }
}
