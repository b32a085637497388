//! The conditions that a command line sets for files: one for each kind of option that selects.

use crate::applets::lsof::args::{Criteria, Tasks};

/// A set of conditions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Conditions(u16);

impl Conditions {
    /// None.
    pub(crate) const NONE: Self = Self(0);
    /// `-p`.
    pub(crate) const PROCESS: Self = Self(1);
    /// `-g` with a list.
    pub(crate) const GROUP: Self = Self(1 << 1);
    /// `-u`.
    pub(crate) const USER: Self = Self(1 << 2);
    /// `-c`.
    pub(crate) const COMMAND: Self = Self(1 << 3);
    /// `-K`.
    pub(crate) const TASK: Self = Self(1 << 4);
    /// `-d`.
    pub(crate) const DESCRIPTOR: Self = Self(1 << 5);
    /// `-i` without an address.
    pub(crate) const INTERNET: Self = Self(1 << 6);
    /// `-i` with an address.
    pub(crate) const ADDRESS: Self = Self(1 << 7);
    /// `-U`.
    pub(crate) const UNIX: Self = Self(1 << 8);
    /// `-N`.
    pub(crate) const NFS: Self = Self(1 << 9);
    /// Names and directories.
    pub(crate) const NAME: Self = Self(1 << 10);
    /// `+L` with a number.
    pub(crate) const LINKS: Self = Self(1 << 11);
    /// Those that are the same for all files of a process.
    pub(crate) const OF_PROCESSES: Self = Self(0b1_1111);
    /// Those that only sockets can meet.
    pub(crate) const OF_SOCKETS: Self = Self(Self::INTERNET.0 | Self::ADDRESS.0 | Self::UNIX.0);

    /// The conditions that a command line sets.
    pub(crate) fn of(criteria: &Criteria) -> Self {
        let set = [
            (criteria.processes.selects(), Self::PROCESS),
            (criteria.groups.selects(), Self::GROUP),
            (criteria.users.selects(), Self::USER),
            (criteria.commands.select(), Self::COMMAND),
            (criteria.tasks == Tasks::Selected, Self::TASK),
            (criteria.descriptors.is_some(), Self::DESCRIPTOR),
            (criteria.internet.is_some(), Self::INTERNET),
            (!criteria.addresses.is_empty(), Self::ADDRESS),
            (criteria.unix, Self::UNIX),
            (criteria.nfs, Self::NFS),
            (!criteria.names.is_empty() || !criteria.directories.is_empty(), Self::NAME),
            (criteria.fewer_links_than.is_some(), Self::LINKS),
        ];
        set.into_iter().filter(|(is_set, _)| *is_set).fold(Self::NONE, |all, (_, condition)| all.and(condition))
    }

    /// Both sets together.
    #[must_use]
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both sets have.
    #[must_use]
    pub(crate) const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What the other set has not.
    #[must_use]
    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of the other set are in this one.
    pub(crate) const fn contain(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether there is none.
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}
