//! Lines of our own views that stand in no column, broken between words where the screen is narrow.

use render::escape::escape;
use render::grid::Screen;
use render::style::Style;
use textwrap::{Options, WordSplitter};

/// The narrowest text beside a label, in columns of the screen.
const NARROWEST: usize = 12;
/// What stands where a text is cut.
const MARK: &str = " …";

/// Appends a line. Any bytes will do: they are escaped.
pub(crate) fn push_line(page: &mut Vec<u8>, style: Style, text: &[u8], screen: Screen) {
    push(page, "", (style, text), usize::MAX, screen);
}

/// Appends a text behind a label, on so many lines at most. Any bytes will do: they are escaped. The label is ours, in ASCII.
pub(crate) fn push_labelled(
    page: &mut Vec<u8>,
    label: &str,
    (style, text): (Style, &[u8]),
    most: usize,
    screen: Screen,
) {
    push(page, label, (style, text), most, screen);
}

fn push(page: &mut Vec<u8>, label: &str, (style, text): (Style, &[u8]), most: usize, screen: Screen) {
    let shown = escape(text);
    let shown = String::from_utf8_lossy(&shown);
    let least = if label.is_empty() { 1 } else { NARROWEST };
    let width = screen.width.filter(|width| *width > 0).map_or(usize::MAX, usize::from);
    let room = width.saturating_sub(label.len()).max(least);
    let wrap = |room| textwrap::wrap(&shown, Options::new(room).word_splitter(WordSplitter::NoHyphenation));
    let mut lines = wrap(room);
    let is_cut = lines.len() > most;
    if is_cut {
        lines = wrap(room - MARK.chars().count());
        lines.truncate(most);
    }
    for (place, line) in lines.iter().enumerate() {
        if place == 0 {
            screen.colours.paint(page, Style::Muted, label.as_bytes());
        } else {
            page.extend(std::iter::repeat_n(b' ', label.len()));
        }
        screen.colours.paint(page, style, line.as_bytes());
        if is_cut && place + 1 == lines.len() {
            page.extend_from_slice(MARK.as_bytes());
        }
        page.push(b'\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use render::style::Colours;

    fn shown(label: &str, text: &str, most: usize, width: u16) -> String {
        let mut page = Vec::new();
        let screen = Screen { width: Some(width), colours: Colours::Never };
        push_labelled(&mut page, label, (Style::Plain, text.as_bytes()), most, screen);
        String::from_utf8(page).unwrap()
    }

    #[test]
    fn lines_break_between_words_and_a_cut_is_marked() {
        assert_eq!(shown("unit  ", "nginx.service", 4, 40), "unit  nginx.service\n");
        assert_eq!(shown("by  ", "bash 811, by sshd 790", 4, 16), "by  bash 811, by\n    sshd 790\n");
        assert_eq!(shown("by  ", "bash 811, by sshd 790, by systemd 1", 2, 16), "by  bash 811,\n    by sshd …\n");
        assert_eq!(shown("", "a\nb", 4, 10), "a\\nb\n");
    }
}
