//! How fast a session goes: now, of late, and on average.

use super::line::{Told, Way};
use std::collections::VecDeque;
use std::time::Duration;

/// Readings over which the rate "of late" is taken. The time that is left would jump about with the rate of a single second.
const WINDOW: usize = 10;

/// What had passed at a moment after the beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) after: Duration,
    pub(super) sent: u64,
    pub(super) received: u64,
}

/// Readings so far, as far as they are needed.
#[derive(Debug)]
pub(super) struct Pace {
    /// What is to be sent in all, octets.
    size: Option<u64>,
    /// The latest ones, oldest first; never none.
    readings: VecDeque<Reading>,
}

impl Pace {
    /// At the beginning, when nothing has passed.
    pub(super) fn new(size: Option<u64>) -> Self {
        Self { size, readings: VecDeque::from([Reading::default()]) }
    }

    /// What there is to tell with a further reading.
    pub(super) fn told(&mut self, now: Reading) -> Told {
        let last = self.readings.back().copied().unwrap_or_default();
        let oldest = self.readings.front().copied().unwrap_or_default();
        if self.readings.len() == WINDOW {
            self.readings.pop_front();
        }
        self.readings.push_back(now);
        let rest = self.size.and_then(|size| size.checked_sub(now.sent));
        let of_late = ways(oldest, now).0.rate;
        let left = rest.filter(|_| of_late > 0).map(|rest| Duration::from_secs(rest / of_late));
        let (sent, received) = ways(last, now);
        // An empty file has been sent as a whole.
        let share = self.size.map(|size| (u128::from(now.sent) * 100).checked_div(size.into()).unwrap_or(100));
        let share = share.map(|share| u8::try_from(share.min(100)).unwrap_or(100));
        Told { sent, received, share, left, elapsed: now.after }
    }
}

/// What there is to tell at the end: the average of all.
pub(super) fn whole(last: Reading) -> Told {
    let (sent, received) = ways(Reading::default(), last);
    Told { sent, received, share: None, left: None, elapsed: last.after }
}

/// What was sent and received until now, with the rates since then.
fn ways(then: Reading, now: Reading) -> (Way, Way) {
    let micros = now.after.saturating_sub(then.after).as_micros().max(1);
    let way = |before: u64, total: u64| {
        let rate = u128::from(total.saturating_sub(before)) * 1_000_000 / micros;
        Way { total, rate: u64::try_from(rate).unwrap_or(u64::MAX) }
    };
    (way(then.sent, now.sent), way(then.received, now.received))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(seconds: u64, sent: u64) -> Reading {
        Reading { after: Duration::from_secs(seconds), sent, received: 0 }
    }

    #[test]
    fn the_rate_is_that_of_the_last_second_and_the_rest_that_of_the_last_ten() {
        let mut pace = Pace::new(Some(10_000));
        let mut told = Told::default();
        for second in 1..=10 {
            told = pace.told(reading(second, second * 100));
        }
        assert_eq!(
            (told.sent, told.share, told.left),
            (Way { total: 1000, rate: 100 }, Some(10), Some(Duration::from_secs(90)))
        );
        let told = pace.told(reading(11, 1000));
        assert_eq!((told.sent.rate, told.left), (0, Some(Duration::from_secs(100))));
        for second in 12..=20 {
            pace.told(reading(second, 1000));
        }
        assert_eq!(pace.told(reading(21, 1000)).left, None);
    }

    #[test]
    fn no_figure_is_out_of_range() {
        let mut pace = Pace::new(Some(0));
        assert_eq!(pace.told(Reading::default()).share, Some(100));
        let told = pace.told(Reading { after: Duration::ZERO, sent: u64::MAX, received: u64::MAX });
        assert_eq!((told.sent.rate, told.left, told.share), (u64::MAX, None, Some(100)));
        assert_eq!(Pace::new(None).told(reading(1, 7)).share, None);
        assert_eq!(whole(reading(4, 400)).sent, Way { total: 400, rate: 100 });
    }
}
