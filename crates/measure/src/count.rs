//! How many there are of each: `sort | uniq -c | sort -nr` in one pass, with keys of any kind.

use crate::rank;
use std::borrow::Borrow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

/// A count for each key.
#[derive(Clone, Debug)]
pub struct Tally<K> {
    counts: HashMap<K, u64>,
    total: u64,
}

/// One key with its count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted<'t, K> {
    /// What was counted.
    pub key: &'t K,
    /// How many there are of it.
    pub count: u64,
    /// Of all that was counted, from 0 to 1.
    pub share: f64,
}

impl<K> Default for Tally<K> {
    fn default() -> Self {
        Self { counts: HashMap::new(), total: 0 }
    }
}

impl<K: Eq + Hash + Ord> Tally<K> {
    /// Nothing counted yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts so many of a key: one socket, or its octets. The key is copied only the first time it is met.
    pub fn add<Q>(&mut self, key: &Q, count: u64)
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
    {
        self.total = self.total.saturating_add(count);
        match self.counts.get_mut(key) {
            Some(known) => *known = known.saturating_add(count),
            None => {
                self.counts.insert(key.to_owned(), count);
            }
        }
    }

    /// How many were counted in all.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many different keys there are.
    pub fn distinct(&self) -> usize {
        self.counts.len()
    }

    /// The keys with the highest counts, at most so many, the highest first; of equal counts the lower key first.
    pub fn top(&self, most: usize) -> Vec<Counted<'_, K>> {
        let total = self.total.max(1) as f64;
        let all = self.counts.iter().map(|(key, count)| Counted { key, count: *count, share: *count as f64 / total });
        rank::top(all, most, |counted| (counted.count, Reverse(counted.key)))
    }

    /// Every key, the highest count first; of equal counts the lower key first.
    pub fn sorted(&self) -> Vec<Counted<'_, K>> {
        self.top(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_count_comes_first_and_of_equals_the_lower_key() {
        let mut tally: Tally<Vec<u8>> = Tally::new();
        for key in ["LISTEN", "ESTAB", "TIME-WAIT", "ESTAB", "CLOSE"] {
            tally.add(key.as_bytes(), 1);
        }
        let rows: Vec<_> = tally.sorted().into_iter().map(|row| (row.key.as_slice(), row.count, row.share)).collect();
        let expected: [(&[u8], u64, f64); 4] =
            [(b"ESTAB", 2, 0.4), (b"CLOSE", 1, 0.2), (b"LISTEN", 1, 0.2), (b"TIME-WAIT", 1, 0.2)];
        assert_eq!(rows, expected);
        assert_eq!((tally.total(), tally.distinct(), tally.top(1).len()), (5, 4, 1));
    }

    #[test]
    fn keys_may_be_composite_and_counts_do_not_overflow() {
        let mut tally = Tally::new();
        tally.add(&(443_u16, "sshd"), u64::MAX);
        tally.add(&(443_u16, "sshd"), 1);
        assert_eq!(tally.total(), u64::MAX);
        assert_eq!(tally.sorted()[0].count, u64::MAX);
        assert!(Tally::<u8>::new().sorted().is_empty());
    }
}
