//! Work on many processes, spread over the processor's cores.
//!
//! What /proc tells of a process costs the kernel about the same on any core, and it looks at several processes at once.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};

/// Items for which a further thread is worth its start: it costs what looking at two or three small processes does.
const ITEMS_PER_THREAD: usize = 16;

/// What `work` makes of each item, in the order of the items. No thread is started for a few.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let helpers = cores.min(items.len() / ITEMS_PER_THREAD).saturating_sub(1);
    let next = AtomicUsize::new(0);
    let take_all = || {
        let mut done = Vec::new();
        loop {
            let position = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(position) else { return done };
            done.push((position, work(item)));
        }
    };
    let mut done = thread::scope(|scope| {
        // Where no thread can be had, the others do its part.
        let helpers: Vec<_> = (0..helpers).filter_map(|_| Builder::new().spawn_scoped(scope, take_all).ok()).collect();
        let mut done = take_all();
        for helper in helpers {
            done.extend(helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(position, _)| *position);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_keep_the_order_of_their_items() {
        for count in [0, 1, 15, 16, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let squares: Vec<usize> = items.iter().map(|item| item * item).collect();
            assert_eq!(super::map(&items, |item| item * item), squares);
        }
    }
}
