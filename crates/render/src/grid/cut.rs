//! How wide text is on a screen, and how it is cut to a width.
//!
//! Widths are those of single characters, added up, as terminals count (wcwidth(3)): those that draw joined emoji as one have them
//! narrower, and a line is never wider than it was reckoned. Tables: Unicode Standard Annex 11, by the library.

use super::Cut;
use unicode_width::UnicodeWidthChar;

/// Stands where something was cut.
pub(super) const MARK: &str = "…";

/// How many columns of a screen the text takes.
#[inline]
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(width_of).sum() }
}

/// What is left of a text: its beginning, whether something is missing then, its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kept<'a> {
    pub(super) front: &'a str,
    pub(super) is_cut: bool,
    pub(super) back: &'a str,
    /// What all of it takes with the mark, in columns of the screen.
    pub(super) width: usize,
}

/// Cuts a text to `room` columns of the screen. What may never be cut is cut at its end: whoever asks has no other way.
pub(super) fn fit(text: &str, room: usize, cut: Cut) -> Kept<'_> {
    let whole = width(text);
    if whole <= room {
        return Kept { front: text, is_cut: false, back: "", width: whole };
    }
    let Some(left) = room.checked_sub(1) else {
        return Kept { front: "", is_cut: true, back: "", width: 0 };
    };
    let behind = if cut == Cut::Middle { room / 2 } else { 0 };
    let (front, front_width) = front(text, left - behind);
    let (back, back_width) = back(text, behind);
    Kept { front, is_cut: true, back, width: front_width + 1 + back_width }
}

/// The longest beginning that takes at most `room`, and what it takes.
fn front(text: &str, room: usize) -> (&str, usize) {
    let mut taken = 0;
    for (place, character) in text.char_indices() {
        let width = width_of(character);
        if taken + width > room {
            return (&text[..place], taken);
        }
        taken += width;
    }
    (text, taken)
}

/// The longest end that takes at most `room`, and what it takes.
fn back(text: &str, room: usize) -> (&str, usize) {
    let mut taken = 0;
    let mut start = text.len();
    for (place, character) in text.char_indices().rev() {
        let width = width_of(character);
        if taken + width > room {
            break;
        }
        taken += width;
        // What has no width belongs to the character before it.
        if width > 0 {
            start = place;
        }
    }
    (&text[start..], taken)
}

fn width_of(character: char) -> usize {
    character.width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn cuts(text: &str, room: usize, cut: Cut, expected: &str) {
        let kept = fit(text, room, cut);
        let mark = if kept.is_cut { MARK } else { "" };
        assert_eq!(format!("{}{mark}{}", kept.front, kept.back), expected);
    }

    #[test]
    fn a_cut_is_marked_where_it_is() {
        cuts("systemd", 7, Cut::End, "systemd");
        cuts("systemd", 6, Cut::End, "syste…");
        cuts("/run/systemd/private", 9, Cut::Middle, "/run…vate");
        cuts("systemd", 1, Cut::Middle, "…");
        cuts("systemd", 2, Cut::Middle, "…d");
    }

    #[test]
    fn wide_characters_are_not_halved() {
        cuts("魚魚魚", 6, Cut::End, "魚魚魚");
        cuts("魚魚魚", 5, Cut::End, "魚魚…");
        cuts("魚魚魚", 4, Cut::End, "魚…");
        assert_eq!(fit("魚魚魚", 4, Cut::End).width, 3);
        cuts("e\u{301}e\u{301}e\u{301}", 2, Cut::Middle, "…e\u{301}");
    }
}
