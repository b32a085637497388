//! What stands behind `-r` and `+r`: `[SECONDS[cTIMES]][mFORMAT]`.

use super::values::Repeat;
use crate::applets::lsof::lists::number;

/// Seconds between listings where none are given.
const DEFAULT_SECONDS: u32 = 15;

/// Reads the beginning of the word behind the option, and says how much of it that was. The count of listings is read again
/// as options (`-r1c2` is also `-c 2`) unless a format follows it: so does the original. Zero seconds mean no repetition.
pub(super) fn read(text: &[u8], until_empty: bool) -> Option<(Option<Repeat>, usize)> {
    let (seconds, mut rest) = digits(text);
    let mut length = text.len() - rest.len();
    let mut times = None;
    if let Some(behind) = rest.strip_prefix(b"c") {
        let (count, behind) = digits(behind);
        times = count.filter(|count| *count > 0);
        rest = behind;
    }
    let unblanked = rest.trim_ascii_start();
    let marker = unblanked.strip_prefix(b"m");
    if marker.is_some() {
        length = text.len();
    } else if seconds.is_none() && !text.is_empty() {
        return None;
    }
    let seconds = seconds.unwrap_or(DEFAULT_SECONDS);
    let repeat = Repeat { seconds, until_empty, times, marker: marker.map(<[u8]>::to_vec) };
    Some(((seconds > 0).then_some(repeat), length))
}

/// Whether a format of strftime(3) breaks its line, where lines must stay whole.
pub(super) fn breaks_line(format: &[u8]) -> bool {
    let mut octets = format.iter();
    while let Some(octet) = octets.next() {
        if *octet == b'%' && octets.next() == Some(&b'n') {
            return true;
        }
    }
    false
}

fn digits(text: &[u8]) -> (Option<u32>, &[u8]) {
    let (digits, rest) = text.split_at(text.iter().take_while(|octet| octet.is_ascii_digit()).count());
    (number(digits).filter(|_| !digits.is_empty()), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<(String, usize)> {
        let (repeat, length) = read(text.as_bytes(), false)?;
        let told = repeat.map_or("none".into(), |repeat| {
            let times = repeat.times.map_or("∞".into(), |times| times.to_string());
            let marker = String::from_utf8(repeat.marker.unwrap_or(b"-".to_vec())).unwrap();
            format!("{} {times} {marker}", repeat.seconds)
        });
        Some((told, length))
    }

    #[test]
    fn seconds_count_and_format_may_be_left_out() {
        for (text, expected, length) in [
            ("", "15 ∞ -", 0),
            ("3", "3 ∞ -", 1),
            ("3n", "3 ∞ -", 1),
            ("0", "none", 1),
            ("m==%H", "15 ∞ ==%H", 5),
            ("1 m=", "1 ∞ =", 4),
            ("1m", "1 ∞ ", 2),
            ("1c2", "1 2 -", 1),
            ("1c2x", "1 2 -", 1),
            ("1c2m=", "1 2 =", 5),
            ("1c0m=", "1 ∞ =", 5),
            ("1c2 m=", "1 2 =", 6),
        ] {
            assert_eq!(told(text), Some((expected.into(), length)), "{text}");
        }
        for text in ["x", "-1", "c2"] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_break_is_seen_behind_a_single_percent_sign() {
        assert!(breaks_line(b"a%n"));
        assert!(!breaks_line(b"a%%n"));
        assert!(!breaks_line(b"n%"));
    }
}
