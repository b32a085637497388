//! Whatever becomes known first, what is told is told in the order asked for.

use proptest::collection::vec;
use proptest::prelude::*;

use super::InOrder;

#[test]
fn a_port_is_told_as_soon_as_those_before_it_are_complete() {
    let mut order = InOrder::new();
    order.add(1, "1a");
    order.complete(2);
    assert_eq!(order.ready(), 0);
    order.add(0, "0a");
    assert_eq!(order.take().collect::<Vec<_>>(), ["0a"], "of the first port a line is told at once");
    order.add(0, "0b");
    order.complete(0);
    assert_eq!(order.take().collect::<Vec<_>>(), ["0b", "1a"], "and so is what is known of the next");
    order.add(3, "3a");
    order.add(1, "1b");
    assert_eq!(order.take().collect::<Vec<_>>(), ["1b"]);
    order.complete(1);
    assert_eq!(order.take().collect::<Vec<_>>(), ["3a"], "a port may have no line");
}

proptest! {
    /// Ports with some lines each, one line after the other known in a random order of ports.
    #[test]
    fn every_order_of_events_gives_one_order_of_lines(lines in vec(0..4usize, 1..40), seed in any::<u64>()) {
        let mut left: Vec<(u64, usize, usize)> =
            lines.iter().enumerate().map(|(port, lines)| (port as u64, 0, *lines)).collect();
        let (mut order, mut told, mut random) = (InOrder::new(), Vec::new(), seed | 1);
        while !left.is_empty() {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let chosen = usize::try_from(random % left.len() as u64).unwrap();
            let (port, next, count) = left[chosen];
            if next == count {
                order.complete(port);
                left.swap_remove(chosen);
            } else {
                order.add(port, (port, next));
                left[chosen].1 += 1;
            }
            told.extend(order.take());
        }
        let expected: Vec<_> = lines
            .iter()
            .enumerate()
            .flat_map(|(port, lines)| (0..*lines).map(move |line| (port as u64, line)))
            .collect();
        prop_assert_eq!(told, expected);
    }
}
