//! Where something can be found: the tables, families and states for which a filter can be true at all, read off the
//! filter itself by asking what it comes to for sockets of which only these are known.

use super::Selection;
use crate::ast::{Expression, Filter, Predicate, TransportSet};
use crate::reduce::{Known, Reduced};
use crate::ss::{FamilySet, Scope, Table, TableSet};
use model::{State, StateSet};

/// What of a selection one table is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The table.
    pub table: Table,
    /// This table alone, with the families and states in which it can have something. Text tables of the kernel have
    /// more in them: what the scope does not show was not asked for ([`Scope::shows`]).
    pub scope: Scope,
    /// What is still open about its sockets; `None`: all of them fit.
    pub filter: Option<Filter>,
}

/// The scope of a filter in which these kinds of sockets may be looked at.
pub(super) fn of(filter: Option<&Filter>, named: TransportSet) -> Scope {
    let asks_about_bound = filter.is_some_and(|filter| asks_about_bound(&filter.expression));
    let mut found = Found::among(asks_about_bound);
    for table in Table::ALL.into_iter().filter(|table| table.transports().intersects(named)) {
        found.add(table, filter);
    }
    found.scope()
}

/// The parts of a selection.
pub(super) fn parts(selection: &Selection) -> impl Iterator<Item = Part> + '_ {
    selection.scope.tables_to_list().filter_map(|table| {
        let mut found = Found::among(selection.scope.states.contains(State::BoundInactive));
        found.add(table, selection.filter.as_ref());
        let scope = found.scope();
        // What the kernel is asked for is known of what it sends; the other tables are read whole.
        let states = match table {
            Table::Netlink | Table::PacketRaw | Table::PacketDatagram | Table::Xdp => EVERY_STATE,
            _ => scope.states,
        };
        let known = Known { transports: table.transports(), families: scope.families, states };
        let filter = match selection.filter.as_ref().map(|filter| filter.reduce(&known)) {
            None | Some(Reduced::Always) => None,
            Some(Reduced::Never) => return None,
            Some(Reduced::Filter(filter)) => Some(filter),
        };
        Some(Part { table, scope, filter })
    })
}

const EVERY_STATE: StateSet = StateSet::from_bits(u32::MAX);

/// What can have something.
struct Found {
    tables: TableSet,
    families: FamilySet,
    states: StateSet,
    /// The states that are looked at, one by one.
    candidates: Vec<State>,
}

impl Found {
    /// Nothing yet. TCP sockets that are bound and nothing more are asked for only by name: before kernel 6.8 nobody had
    /// them listed.
    fn among(bound_too: bool) -> Self {
        let candidates = (1..=11).map(State::from_kernel).chain(bound_too.then_some(State::BoundInactive)).collect();
        Self { tables: TableSet::EMPTY, families: FamilySet::EMPTY, states: StateSet::EMPTY, candidates }
    }

    /// Adds what of this table can fit.
    fn add(&mut self, table: Table, filter: Option<&Filter>) {
        for family in table.families().iter() {
            for &state in &self.candidates {
                let known =
                    Known { transports: table.transports(), families: family.into(), states: StateSet::from(state) };
                if filter.is_none_or(|filter| filter.foresee(&known) != Some(false)) {
                    self.tables = self.tables.union(table.into());
                    self.families = self.families.union(family.into());
                    self.states = self.states.union(state.into());
                }
            }
        }
    }

    /// All of it, as it is asked for.
    fn scope(&self) -> Scope {
        // Bit 0 is no state; with it the set is the one that is asked for where nothing was said about states.
        let every = StateSet::ALL.difference(StateSet::of_kernel_number(0));
        let states = if self.states == every { StateSet::ALL } else { self.states };
        Scope::of(self.tables, self.families, states)
    }
}

/// Whether the state has a name in it that is asked for only by name.
fn asks_about_bound(expression: &Expression) -> bool {
    match expression {
        Expression::All(parts) | Expression::Any(parts) => parts.iter().any(asks_about_bound),
        Expression::Not(inner) => asks_about_bound(inner),
        Expression::Is(Predicate::State(states)) => states.contains(State::BoundInactive),
        Expression::Is(_) => false,
    }
}
