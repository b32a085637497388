//! The first few of many by some measure, without sorting them all.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// The items with the highest keys, at most so many, the highest first; of equals the earlier first. Keeps no more than that many.
pub fn top<T, K: Ord>(items: impl IntoIterator<Item = T>, most: usize, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut kept: BinaryHeap<Reverse<Ranked<T, K>>> = BinaryHeap::new();
    for (place, item) in items.into_iter().enumerate() {
        let ranked = Ranked { key: key(&item), place: Reverse(place), item };
        if kept.len() < most {
            kept.push(Reverse(ranked));
        } else if let Some(mut lowest) = kept.peek_mut() {
            if ranked > lowest.0 {
                *lowest = Reverse(ranked);
            }
        }
    }
    kept.into_sorted_vec().into_iter().map(|Reverse(ranked)| ranked.item).collect()
}

/// An item with what it is ranked by.
struct Ranked<T, K> {
    key: K,
    place: Reverse<usize>,
    item: T,
}

impl<T, K: Ord> Ord for Ranked<T, K> {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.key, self.place).cmp(&(&other.key, other.place))
    }
}

impl<T, K: Ord> PartialOrd for Ranked<T, K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T, K: Ord> PartialEq for Ranked<T, K> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<T, K: Ord> Eq for Ranked<T, K> {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_what_a_stable_sort_puts_first(items: Vec<(u8, u32)>, most in 0_usize..40) {
            let mut sorted = items.clone();
            sorted.sort_by_key(|(key, _)| Reverse(*key));
            sorted.truncate(most);
            prop_assert_eq!(top(items, most, |(key, _)| *key), sorted);
        }
    }
}
