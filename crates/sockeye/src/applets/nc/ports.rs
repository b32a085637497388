//! The order in which ports are tried.

use super::request::PortSpan;
use std::hash::{BuildHasher, RandomState};

/// Each port of these spans, as they were written or (-r) in an order that nobody foresees.
pub(super) fn in_order(spans: &[PortSpan], is_shuffled: bool) -> Vec<u16> {
    let mut ports: Vec<u16> = spans.iter().cloned().flatten().collect();
    if is_shuffled {
        // Keys at random for each run are what the standard library has; nothing depends on more than variety here.
        let random = RandomState::new();
        for last in (1..ports.len()).rev() {
            let chosen = random.hash_one(last) % (last as u64 + 1);
            ports.swap(last, chosen as usize);
        }
    }
    ports
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_come_as_written() {
        assert_eq!(in_order(&[7..=9, 1..=1, 8..=8], false), [7, 8, 9, 1, 8]);
        assert_eq!(in_order(&[65535..=65535], true), [65535]);
        assert!(in_order(&[], true).is_empty());
    }

    #[test]
    fn shuffled_none_is_lost() {
        let mut ports = in_order(&[1..=1000], true);
        assert_ne!(ports, (1..=1000).collect::<Vec<_>>());
        ports.sort_unstable();
        assert_eq!(ports, (1..=1000).collect::<Vec<_>>());
    }
}
