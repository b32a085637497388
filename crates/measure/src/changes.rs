//! What became of each between one listing and the next: new, changed, the same, gone.
//!
//! A listing is told item by item as a source yields them. Until [`Changes::end`] the one before stays as it was, so a listing
//! that the kernel says was interrupted is forgotten and told again.

use std::collections::HashMap;
use std::hash::Hash;

/// Two listings: the one before, and the one that is being told.
///
/// `K` tells items apart for as long as they live, as a cookie does; of two items with one key in one listing the later counts. `V`
/// is what is compared.
#[derive(Clone, Debug)]
pub struct Changes<K, V> {
    before: HashMap<K, Item<V>>,
    now: HashMap<K, Item<V>>,
    is_first: bool,
}

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change<V> {
    /// It was not there before.
    New,
    /// It is as it was.
    Same,
    /// It was another then: this.
    Changed(V),
}

#[derive(Clone, Debug)]
struct Item<V> {
    value: V,
    /// Its place in its listing.
    place: usize,
}

impl<K, V> Default for Changes<K, V> {
    fn default() -> Self {
        Self { before: HashMap::new(), now: HashMap::new(), is_first: true }
    }
}

impl<K: Eq + Hash, V: PartialEq> Changes<K, V> {
    /// No listing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether no listing has ended: everything is new then, and says nothing.
    pub fn is_first(&self) -> bool {
        self.is_first
    }

    /// Tells an item of the present listing.
    pub fn see(&mut self, key: K, value: V) -> Change<&V> {
        let change = match self.before.get(&key) {
            None => Change::New,
            Some(before) if before.value == value => Change::Same,
            Some(before) => Change::Changed(&before.value),
        };
        let place = self.now.len();
        self.now.insert(key, Item { value, place });
        change
    }

    /// Forgets what was told of the present listing.
    pub fn forget(&mut self) {
        self.now.clear();
    }

    /// What the listing before had and the present one, told to its end, has not: in the order of the one before.
    pub fn gone(&self) -> Vec<(&K, &V)> {
        let mut gone: Vec<_> = self.before.iter().filter(|(key, _)| !self.now.contains_key(key)).collect();
        gone.sort_unstable_by_key(|(_, item)| item.place);
        gone.into_iter().map(|(key, item)| (key, &item.value)).collect()
    }

    /// Ends the present listing: it is the one before from now on.
    pub fn end(&mut self) {
        // Swapped, so that the memory of the older one serves the next.
        std::mem::swap(&mut self.before, &mut self.now);
        self.now.clear();
        self.is_first = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn each_item_is_told_what_became_of_it() {
        let mut changes = Changes::new();
        assert!(changes.is_first());
        for (key, value) in [(3, "LISTEN"), (1, "SYN-SENT"), (2, "ESTAB")] {
            assert_eq!(changes.see(key, value), Change::New);
        }
        assert!(changes.gone().is_empty());
        changes.end();
        assert!(!changes.is_first());
        assert_eq!(changes.see(1, "ESTAB"), Change::Changed(&"SYN-SENT"));
        assert_eq!(changes.see(4, "ESTAB"), Change::New);
        assert_eq!(changes.gone(), [(&3, &"LISTEN"), (&2, &"ESTAB")]);
    }

    #[test]
    fn an_interrupted_listing_leaves_no_trace() {
        let mut changes = Changes::new();
        changes.see(1, 'a');
        changes.end();
        changes.see(1, 'b');
        changes.see(2, 'b');
        changes.forget();
        assert_eq!(changes.see(1, 'a'), Change::Same);
        assert!(changes.gone().is_empty());
    }

    proptest! {
        #[test]
        fn two_listings_differ_as_two_maps_do(before: BTreeMap<u8, u8>, now: BTreeMap<u8, u8>) {
            let mut changes = Changes::new();
            for (key, value) in &before {
                changes.see(*key, *value);
            }
            changes.end();
            for (key, value) in &now {
                let expected = match before.get(key) {
                    None => Change::New,
                    Some(old) if old == value => Change::Same,
                    Some(old) => Change::Changed(old),
                };
                prop_assert_eq!(changes.see(*key, *value), expected);
            }
            let gone: Vec<_> = before.iter().filter(|(key, _)| !now.contains_key(key)).collect();
            prop_assert_eq!(changes.gone(), gone);
        }
    }
}
