//! What a list selects and what it leaves out: no value can be both.

use super::Side;
use std::collections::HashMap;
use std::hash::Hash;

/// Values that are wanted and values that are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InAndOut<T: Eq + Hash> {
    sides: HashMap<T, Side>,
    included: Vec<T>,
}

/// What became of a value that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// It is in the list now.
    New,
    /// It was there already.
    Again,
    /// It was there on the other side, and stays there.
    Contradiction,
}

impl<T: Eq + Hash> Default for InAndOut<T> {
    fn default() -> Self {
        Self { sides: HashMap::new(), included: Vec::new() }
    }
}

impl<T: Copy + Eq + Hash> InAndOut<T> {
    /// Adds a value.
    pub(crate) fn add(&mut self, value: T, side: Side) -> Entry {
        match self.sides.get(&value) {
            Some(other) if *other == side => Entry::Again,
            Some(_) => Entry::Contradiction,
            None => {
                self.sides.insert(value, side);
                if side == Side::In {
                    self.included.push(value);
                }
                Entry::New
            }
        }
    }

    /// The side that a value is on.
    pub(crate) fn side_of(&self, value: T) -> Option<Side> {
        self.sides.get(&value).copied()
    }

    /// What is wanted, in the order given, each once.
    pub(crate) fn included(&self) -> &[T] {
        &self.included
    }

    /// Whether nothing is wanted and nothing unwanted.
    pub(crate) fn is_empty(&self) -> bool {
        self.sides.is_empty()
    }

    /// Whether anything is wanted, and not only unwanted.
    pub(crate) fn selects(&self) -> bool {
        !self.included.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_keeps_the_side_that_it_was_first_on() {
        let mut list = InAndOut::default();
        let added = [(1, Side::In), (2, Side::Out), (1, Side::In), (2, Side::In), (3, Side::In)];
        let entries = added.map(|(value, side)| list.add(value, side));
        assert_eq!(entries, [Entry::New, Entry::New, Entry::Again, Entry::Contradiction, Entry::New]);
        assert_eq!(list.included(), [1, 3]);
        assert_eq!(list.side_of(2), Some(Side::Out));
        assert_eq!(list.side_of(4), None);
    }
}
