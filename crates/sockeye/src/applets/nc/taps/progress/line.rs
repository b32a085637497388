//! How far a session has come, in one line that fits the screen.

use model::{Bytes, BytesPerSecond, Micros};
use render::amount;
use std::time::Duration;

/// What has gone one way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) total: u64,
    /// Octets per second.
    pub(super) rate: u64,
}

/// What there is to tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) sent: Way,
    pub(super) received: Way,
    /// How much of what is to be sent has been, in percent.
    pub(super) share: Option<u8>,
    /// How long the rest will take.
    pub(super) left: Option<Duration>,
    /// Since the connection was made.
    pub(super) elapsed: Duration,
}

/// The line of a session that goes on, at most so many columns wide. Rates go before totals, times before shares.
pub(super) fn going_on(told: &Told, columns: usize) -> String {
    let share = told.share.map(|share| format!("{share} %"));
    let time = match (told.left, told.share) {
        (Some(left), _) => Some(format!("{} left", span(left))),
        (None, Some(_)) => None,
        (None, None) => Some(span(told.elapsed)),
    };
    let (full, totals) = (ways(told, true), ways(told, false));
    let forms = [
        [Some(&full), share.as_ref(), time.as_ref()],
        [Some(&full), share.as_ref(), None],
        [Some(&full), None, None],
        [Some(&totals), share.as_ref(), None],
    ];
    let lines = forms.into_iter().map(|form| form.into_iter().flatten().cloned().collect::<Vec<_>>().join(", "));
    let fitting = lines.into_iter().find(|line| line.chars().count() <= columns);
    fitting.unwrap_or_else(|| totals.chars().take(columns).collect())
}

/// The line of a session that is over. Rates are averages then, and nothing is left out.
pub(super) fn over(told: &Told) -> String {
    format!("{} in {}", ways(told, true), span(told.elapsed))
}

/// What went where, if anything did.
fn ways(told: &Told, has_rates: bool) -> String {
    let mut text = String::new();
    for (name, way) in [("sent", told.sent), ("received", told.received)] {
        if way.total == 0 {
            continue;
        }
        let separator = if text.is_empty() { "" } else { ", " };
        text.push_str(&format!("{separator}{name} {}", written(|out| amount::push_bytes(out, Bytes(way.total)))));
        if has_rates {
            text.push_str(&format!(" at {}", written(|out| amount::push_rate(out, BytesPerSecond(way.rate)))));
        }
    }
    if text.is_empty() { "nothing passed".to_owned() } else { text }
}

fn span(span: Duration) -> String {
    let micros = Micros(u64::try_from(span.as_micros()).unwrap_or(u64::MAX));
    written(|out| amount::push_span(out, micros))
}

fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIB: u64 = 1 << 30;

    fn sending(share: Option<u8>, left: Option<u64>) -> Told {
        Told {
            sent: Way { total: 3 * GIB / 2, rate: 1_537_500_000 },
            share,
            left: left.map(Duration::from_secs),
            elapsed: Duration::from_secs(12),
            ..Told::default()
        }
    }

    #[test]
    fn a_file_has_a_share_and_a_rest() {
        let told = sending(Some(45), Some(72));
        assert_eq!(going_on(&told, 79), "sent 1.5 GiB at 12.3 Gbit/s, 45 %, 1 min 12 s left");
        assert_eq!(going_on(&told, 39), "sent 1.5 GiB at 12.3 Gbit/s, 45 %");
        assert_eq!(going_on(&sending(Some(45), None), 79), "sent 1.5 GiB at 12.3 Gbit/s, 45 %");
    }

    #[test]
    fn what_has_no_length_has_a_time() {
        assert_eq!(going_on(&sending(None, None), 79), "sent 1.5 GiB at 12.3 Gbit/s, 12.0 s");
        assert_eq!(going_on(&Told::default(), 79), "nothing passed, 0 µs");
        assert_eq!(over(&sending(None, None)), "sent 1.5 GiB at 12.3 Gbit/s in 12.0 s");
    }

    #[test]
    fn both_ways_are_told_where_both_are_used() {
        let both = Told { received: Way { total: 24 * 1024, rate: 125 }, ..sending(None, None) };
        let whole = "sent 1.5 GiB at 12.3 Gbit/s, received 24.0 KiB at 1.0 kbit/s";
        assert_eq!(going_on(&both, 79), format!("{whole}, 12.0 s"));
        assert_eq!(going_on(&both, 60), whole);
        assert_eq!(going_on(&both, 39), "sent 1.5 GiB, received 24.0 KiB");
    }

    #[test]
    fn every_line_fits_forty_columns_and_fewer() {
        let longest = Way { total: 1023 * 1024 * GIB, rate: 124_900_000 };
        let told = Told {
            sent: longest,
            received: longest,
            share: Some(100),
            left: Some(Duration::from_secs(3599)),
            elapsed: Duration::from_secs(3599),
        };
        for columns in 0..120 {
            assert!(going_on(&told, columns).chars().count() <= columns);
        }
        assert_eq!(going_on(&told, 39), "sent 1023.0 TiB, received 1023.0 TiB");
    }
}
