//! Findings as text: one line each, wrapped behind its name where the screen is narrow.

use super::finding::{Answer, Finding, Group, Lack};
use crate::manual::push_wrapped;
use render::escape::escape;
use render::style::{Colours, Style};

/// Columns of the answer and the blanks around it.
const ANSWER: usize = 7;
/// The fewest columns in which a text can stand beside its name.
const FEWEST: usize = 30;

/// The page, of so many columns.
pub(super) fn text(groups: &[Group], columns: usize, colours: Colours) -> String {
    let names = groups.iter().flat_map(|group| &group.findings).map(|finding| finding.name.len());
    let widest = names.max().unwrap_or(0);
    // On a narrow screen the text stands below its name.
    let beside = ANSWER + widest + 2;
    let indentation = if columns >= beside + FEWEST { beside } else { ANSWER };
    let mut page = String::new();
    for (place, group) in groups.iter().enumerate() {
        if place > 0 {
            page.push('\n');
        }
        paint(&mut page, colours, Style::Title, group.title);
        page.push('\n');
        for finding in &group.findings {
            push(&mut page, finding, indentation, columns, colours);
        }
    }
    page
}

fn push(page: &mut String, finding: &Finding, indentation: usize, columns: usize, colours: Colours) {
    let (word, style) = match finding.answer {
        Answer::Yes(_) => ("yes", Style::Established),
        Answer::No(_) => ("no", Style::Trouble),
        Answer::Unknown(_) => ("?", Style::Warning),
    };
    page.push_str("  ");
    paint(page, colours, style, word);
    page.push_str(&" ".repeat(ANSWER - 2 - word.len()));
    page.push_str(finding.name);
    let used = ANSWER + finding.name.len();
    let hanging = " ".repeat(indentation);
    let mut lines = String::new();
    push_wrapped(&mut lines, &says(finding), columns, &hanging, &hanging);
    match indentation.checked_sub(used) {
        // The first line follows the name.
        Some(blanks) => page.push_str(&lines[indentation - blanks..]),
        None => {
            page.push('\n');
            page.push_str(&lines);
        }
    }
}

/// Appends text of ours in a style.
fn paint(page: &mut String, colours: Colours, style: Style, text: &str) {
    let mut painted = Vec::new();
    colours.paint(&mut painted, style, text.as_bytes());
    page.push_str(&String::from_utf8_lossy(&painted));
}

/// What a finding says beside its answer and its name.
fn says(finding: &Finding) -> String {
    let mut text = finding.gives.to_owned();
    match &finding.answer {
        Answer::Yes(None) => {}
        Answer::Yes(Some(detail)) => text.push_str(&format!(": {detail}")),
        Answer::No(Lack { reason, remedy }) | Answer::Unknown(Lack { reason, remedy }) => {
            // Who does without, where something is wanting.
            if !finding.commands.is_empty() {
                text.push_str(&format!(" ({})", finding.commands.join(", ")));
            }
            text.push_str(&format!(": {reason}"));
            if let Some(remedy) = remedy {
                text.push_str(&format!("; {remedy}"));
            }
        }
    }
    String::from_utf8_lossy(&escape(text.as_bytes())).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(columns: usize) -> String {
        let finding = |name, answer| Finding { name, gives: "closing sockets", commands: &["kill", "ss -K"], answer };
        let findings = vec![
            finding("CAP_NET_ADMIN", Answer::Yes(None)),
            finding("TCP", Answer::no("the kernel\tanswered").with_remedy("another kernel")),
            finding("cgroups", Answer::unknown("no such file")),
        ];
        text(&[Group { title: "Rights", findings }], columns, Colours::Never)
    }

    #[test]
    fn answers_names_and_texts_stand_in_columns() {
        let expected = "Rights\n\
            \x20 yes  CAP_NET_ADMIN  closing sockets\n\
            \x20 no   TCP            closing sockets (kill, ss -K): the kernel\\tanswered; another kernel\n\
            \x20 ?    cgroups        closing sockets (kill, ss -K): no such file\n";
        assert_eq!(page(120), expected);
    }

    #[test]
    fn on_a_narrow_screen_texts_stand_below_their_names() {
        let page = page(40);
        assert!(page.contains("  yes  CAP_NET_ADMIN\n       closing sockets\n"), "{page}");
        assert!(page.lines().all(|line| line.chars().count() <= 40), "{page}");
        assert!(page.lines().all(|line| line == line.trim_end()), "{page}");
    }
}
