//! Options in, one after the other; a scope out.

use super::table::{default_states_of, family_named, tables_named, tables_of};
use super::{FamilySet, Scope, Table, TableSet};
use model::{Family, State, StateSet};
use std::fmt;

/// Gathers options in the order in which they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScopeBuilder {
    tables: TableSet,
    families: FamilySet,
    /// What tables and families brought.
    implied_states: StateSet,
    /// What `-a`, `-l`, `-B` or state words said; empty: nothing.
    chosen_states: StateSet,
    preferred: Option<Family>,
    narrowed: bool,
    listed_tables: bool,
    named_states: bool,
}

/// A word after `-A` or `-f` that names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeError {
    /// No such table.
    UnknownTable(String),
    /// No such family.
    UnknownFamily(String),
}

impl ScopeError {
    /// The exit status that ss gives.
    pub const STATUS: u8 = 255;
}

impl fmt::Display for ScopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownTable(word) => write!(
                f,
                "\"{}\" is no socket table: take all, inet, tcp, mptcp, udp, raw, sctp, dccp, unix, unix_stream, \
                 unix_dgram, unix_seqpacket, packet, packet_raw, packet_dgram, netlink, vsock, vsock_stream, \
                 vsock_dgram, tipc or xdp, separated by commas, each with ! before it to leave it out",
                word.escape_debug()
            ),
            Self::UnknownFamily(word) => write!(
                f,
                "\"{}\" is no family: take inet, inet6, link, unix, netlink, vsock, tipc or xdp",
                word.escape_debug()
            ),
        }
    }
}

impl std::error::Error for ScopeError {}

/// The options leave no table to look at. (Families and states are never empty: every table and family brings some.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmptyScope;

impl EmptyScope {
    /// The exit status that ss gives: nothing was asked for, and nothing is what it shows.
    pub const STATUS: u8 = 0;
}

impl fmt::Display for EmptyScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the options leave no socket table to show: add one, such as -t or -A all")
    }
}

impl std::error::Error for EmptyScope {}

impl ScopeBuilder {
    /// A table option: `-t`, `-u`, `-w`, `-d`, `-S`, `-M`.
    pub fn add_table(&mut self, table: Table) {
        self.implied_states = self.implied_states.union(table.default_states());
        self.tables = self.tables.union(table.into());
        self.narrowed = true;
    }

    /// A family option: `-4`, `-6`, `-0`, `-x`, `--vsock`, `--tipc`, `--xdp`.
    pub fn add_family(&mut self, family: Family) {
        self.implied_states = self.implied_states.union(default_states_of(family));
        self.families = self.families.union(family.into());
        self.preferred = Some(family);
        self.narrowed = true;
    }

    /// `-f FAMILY`. (`-f help` is the caller's.)
    ///
    /// # Errors
    /// [`ScopeError::UnknownFamily`].
    pub fn add_family_named(&mut self, word: &str) -> Result<(), ScopeError> {
        let family = family_named(word).ok_or_else(|| ScopeError::UnknownFamily(word.to_owned()))?;
        self.add_family(family);
        Ok(())
    }

    /// `-A TABLE[,TABLE…]`, `!` before a table taking it away. The first such option forgets the tables chosen before
    /// it and, unless `-a` or `-l` came earlier, asks for connected states, whatever the tables.
    ///
    /// # Errors
    /// [`ScopeError::UnknownTable`].
    pub fn add_tables_named(&mut self, list: &str) -> Result<(), ScopeError> {
        if !self.listed_tables {
            self.listed_tables = true;
            self.narrowed = true;
            self.tables = TableSet::EMPTY;
            if self.chosen_states.is_empty() {
                self.chosen_states = StateSet::CONNECTED;
            }
        }
        for word in list.split(',') {
            let (remove, name) = match word.strip_prefix('!') {
                Some(name) => (true, name),
                None => (false, word),
            };
            let tables = tables_named(name).ok_or_else(|| ScopeError::UnknownTable(name.to_owned()))?;
            match remove {
                true => self.tables = self.tables.difference(tables),
                false => tables.iter().for_each(|table| self.add_table(table)),
            }
        }
        Ok(())
    }

    /// `-a`.
    pub fn choose_all_states(&mut self) {
        self.chosen_states = StateSet::ALL;
    }

    /// `-l`.
    pub fn choose_listening_states(&mut self) {
        self.chosen_states = StateSet::LISTENING;
    }

    /// `-B`.
    pub fn choose_bound_inactive_state(&mut self) {
        self.chosen_states = State::BoundInactive.into();
    }

    /// `state …`: the first such word forgets what options chose.
    pub(in crate::ss) fn add_states(&mut self, states: StateSet) {
        let before = if self.named_states { self.chosen_states } else { StateSet::EMPTY };
        self.chosen_states = before.union(states);
        self.named_states = true;
    }

    /// `exclude …`: the first such word starts from every state.
    pub(in crate::ss) fn exclude_states(&mut self, states: StateSet) {
        let before = if self.named_states { self.chosen_states } else { StateSet::ALL };
        self.chosen_states = before.difference(states);
        self.named_states = true;
    }

    /// Whether an option chose tables or families. (Without one, `-s` alone prints only its summary.)
    pub fn is_narrowed(&self) -> bool {
        self.narrowed
    }

    /// The scope that the options make. Choosing no state at all (`exclude all`) leaves what tables and families imply.
    ///
    /// # Errors
    /// [`EmptyScope`] when no table is left.
    pub fn finish(mut self) -> Result<Scope, EmptyScope> {
        if !self.narrowed {
            if self.chosen_states.is_empty() {
                self.chosen_states = StateSet::CONNECTED;
            }
            // The word is in the table.
            self.tables = tables_named("all").unwrap_or_default();
        }
        let states = if self.chosen_states.is_empty() { self.implied_states } else { self.chosen_states };
        let (tables, families) = complete(self.tables, self.families);
        if tables.is_empty() {
            return Err(EmptyScope);
        }
        Ok(Scope { tables, families, states, preferred: self.preferred })
    }
}

/// Adds the families of tables that have none of theirs, then the tables of families that have none of theirs.
fn complete(mut tables: TableSet, mut families: FamilySet) -> (TableSet, FamilySet) {
    for table in tables.iter() {
        if !families.intersects(table.families()) {
            families = families.union(table.families());
        }
    }
    for family in families.iter() {
        let of_family = tables_of(family);
        if families.contains(family) && !tables.intersects(of_family) {
            tables = tables.union(of_family);
        }
    }
    (tables, families)
}
