//! Moments as text: for people in their own time zone, for programs as RFC 3339 has them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::cell::Cell;
use std::io::Write;
use std::time::{Duration, SystemTime};

/// What a moment is told by: the reader's time zone, and what today is.
#[derive(Clone, Debug)]
pub struct Clock {
    zone: TimeZone,
    today: Date,
}

impl Clock {
    /// The reader's, as of now.
    pub fn local() -> Self {
        Self::new(local_zone(), SystemTime::now())
    }

    /// One that stands at a moment in a time zone.
    pub fn new(zone: TimeZone, now: SystemTime) -> Self {
        let today = zone.to_datetime(Timestamp::try_from(now).unwrap_or_default()).date();
        Self { zone, today }
    }

    /// Appends the time of day, `14:02:11`, with the date before it if that is not today's, `2026-11-20 14:02:11`. `digits`
    /// behind the point, at most nine; what they cannot tell is cut off. `?` for what lies outside of the calendar.
    pub fn push(&self, out: &mut Vec<u8>, moment: SystemTime, digits: u8) {
        let Ok(moment) = Timestamp::try_from(moment) else { return out.push(b'?') };
        let local = self.zone.to_datetime(moment);
        let (date, time) = (local.date(), local.time());
        // Writing to a Vec cannot fail.
        if date != self.today {
            let _ = write!(out, "{date} ");
        }
        let _ = write!(out, "{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
        if digits > 0 {
            let digits = usize::from(digits.min(9));
            let fraction = format!("{:09}", time.subsec_nanosecond());
            let _ = write!(out, ".{}", &fraction[..digits]);
        }
    }
}

thread_local! {
    /// Whole seconds since 1970 that were asked for of late, and their texts: events come thousands a second, from few processes.
    static SECONDS: [Cell<(u64, [u8; SECOND_LENGTH])>; 8] =
        const { [const { Cell::new((0, *b"1970-01-01T00:00:00")) }; 8] };
}

/// Octets of a moment's text up to its seconds, for the years that four digits hold.
const SECOND_LENGTH: usize = 19;

/// Appends a moment as programs read it: UTC, as many digits behind the point as it has, `2026-11-20T13:02:11.25Z`. False, and
/// nothing is appended, for what lies outside of the calendar.
#[must_use]
pub fn push_rfc3339(out: &mut Vec<u8>, moment: SystemTime) -> bool {
    let Some(since) = moment.duration_since(SystemTime::UNIX_EPOCH).ok().filter(|since| since.as_secs() < NEAR) else {
        return push_any_rfc3339(out, moment);
    };
    let second = since.as_secs();
    let place = (second % 8) as usize;
    let (known, mut text) = SECONDS.with(|seconds| seconds[place].get());
    if known != second {
        let mut fresh = Vec::with_capacity(SECOND_LENGTH + 1);
        if !push_any_rfc3339(&mut fresh, SystemTime::UNIX_EPOCH + Duration::from_secs(second)) {
            return false;
        }
        let Some(start) = fresh.first_chunk() else { return false };
        text = *start;
        SECONDS.with(|seconds| seconds[place].set((second, text)));
    }
    out.extend_from_slice(&text);
    let nanos = since.subsec_nanos();
    if nanos > 0 {
        let mut buffer = itoa::Buffer::new();
        let written = buffer.format(nanos).as_bytes();
        let mut digits = [b'0'; 9];
        digits[9 - written.len()..].copy_from_slice(written);
        let last = digits.iter().rposition(|digit| *digit != b'0').unwrap_or(0);
        out.push(b'.');
        out.extend_from_slice(&digits[..=last]);
    }
    out.push(b'Z');
    true
}

fn push_any_rfc3339(out: &mut Vec<u8>, moment: SystemTime) -> bool {
    let Ok(moment) = Timestamp::try_from(moment) else { return false };
    // Writing to a Vec cannot fail.
    let _ = write!(out, "{moment}");
    true
}

/// Seconds from 1970 into the year 2600, in the calendar beyond doubt.
const NEAR: u64 = 20_000_000_000;

/// Whether a moment can be written as a date at all.
pub fn is_in_calendar(moment: SystemTime) -> bool {
    let is_near = moment.duration_since(SystemTime::UNIX_EPOCH).is_ok_and(|since| since.as_secs() < NEAR);
    is_near || Timestamp::try_from(moment).is_ok()
}

/// The reader's time zone. Unless `TZ` names it, one file tells: to look for its name as well would mean to read all folders of
/// zoneinfo.
pub fn local_zone() -> TimeZone {
    let local = || TimeZone::tzif("local", &std::fs::read("/etc/localtime").ok()?).ok();
    let named = std::env::var_os("TZ").is_some();
    if named { None } else { local() }.unwrap_or_else(TimeZone::system)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::Offset;
    use std::time::UNIX_EPOCH;

    fn clock() -> Clock {
        Clock::new(TimeZone::fixed(Offset::constant(1)), UNIX_EPOCH + Duration::from_secs(1_795_266_000))
    }

    #[test]
    fn today_needs_no_date() {
        let text = |seconds: f64, digits| {
            let mut out = Vec::new();
            clock().push(&mut out, UNIX_EPOCH + Duration::from_secs_f64(seconds), digits);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(text(1_795_266_131.25, 0), "14:02:11");
        assert_eq!(text(1_795_266_131.25, 3), "14:02:11.250");
        assert_eq!(text(1_795_179_731.0, 0), "2026-11-20 14:02:11");
        assert_eq!(text(1e15, 0), "?");
    }

    #[test]
    fn programs_read_utc() {
        let mut out = Vec::new();
        assert!(push_rfc3339(&mut out, UNIX_EPOCH + Duration::from_millis(1_795_266_131_250)));
        assert_eq!(out, b"2026-11-21T13:02:11.25Z");
        for (nanos, expected) in [
            (1_795_266_131_000_000_000, "2026-11-21T13:02:11Z"),
            (1_795_266_131_000_001_000, "2026-11-21T13:02:11.000001Z"),
            (1_795_266_132_999_999_999, "2026-11-21T13:02:12.999999999Z"),
            (0, "1970-01-01T00:00:00Z"),
            (19_999_999_999_000_000_010_u128, "2603-10-11T11:33:19.00000001Z"),
        ] {
            out.clear();
            assert!(push_rfc3339(
                &mut out,
                UNIX_EPOCH + Duration::new((nanos / 1_000_000_000) as u64, (nanos % 1_000_000_000) as u32)
            ));
            assert_eq!(String::from_utf8_lossy(&out), expected);
        }
        assert!(!push_rfc3339(&mut out, UNIX_EPOCH + Duration::from_secs(1 << 50)));
    }
}
