//! From a survey to text: for people what the host offers and whom it talks to, fitted to the screen; for programs a fact a row.

mod offers;
mod plain;
mod staff;
mod talks;
#[cfg(test)]
mod tests;

use super::survey::Survey;
use crate::commands::wrapped::push_line;
use render::grid::Screen;
use render::style::Style;
use render::time::Clock;
use std::io;
use std::time::SystemTime;

/// What is told beside the sockets.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    /// What the host is called. Untrusted bytes.
    pub(super) host: &'a [u8],
    pub(super) clock: &'a Clock,
    pub(super) now: SystemTime,
    /// Network namespaces beside this one.
    pub(super) namespaces: usize,
    /// What could not be seen, each in one clause.
    pub(super) unseen: Vec<String>,
}

/// What people read.
///
/// # Errors
/// Those of writing, of which a buffer in memory has none.
pub(super) fn for_people(survey: &Survey, frame: &Frame<'_>, screen: Screen) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    push_head(&mut page, survey, frame, screen);
    page = offers::push(page, survey, frame, screen)?;
    page = talks::push(page, survey, frame, screen)?;
    if let Some(hint) = hints(survey) {
        page.push(b'\n');
        push_line(&mut page, Style::Muted, hint.as_bytes(), screen);
    }
    Ok(page)
}

/// What programs read: a fact a row.
///
/// # Errors
/// Those of writing, of which a buffer in memory has none.
pub(super) fn for_programs(survey: &Survey, frame: &Frame<'_>, screen: Screen) -> io::Result<Vec<u8>> {
    plain::text(survey, frame, screen)
}

/// The host, the time and how many sockets there are.
fn push_head(page: &mut Vec<u8>, survey: &Survey, frame: &Frame<'_>, screen: Screen) {
    let mut line = frame.host.to_vec();
    line.extend_from_slice(b"  ");
    frame.clock.push(&mut line, frame.now, 0);
    line.extend_from_slice(b"  ");
    line.extend_from_slice(counts(survey).as_bytes());
    push_line(page, Style::Title, &line, screen);
    if frame.namespaces > 0 {
        let several = if frame.namespaces == 1 { "network namespace" } else { "network namespaces" };
        let line = format!("{} more {several} (sockeye list --all-netns)", frame.namespaces);
        push_line(page, Style::Muted, line.as_bytes(), screen);
    }
    if !frame.unseen.is_empty() {
        let line = format!("Not seen: {} (sockeye status)", frame.unseen.join("; "));
        push_line(page, Style::Warning, line.as_bytes(), screen);
    }
}

/// `12 listeners, 4 bound, 340 ESTABLISHED, 212 TIME-WAIT`.
fn counts(survey: &Survey) -> String {
    let counts = &survey.counts;
    let plural = if counts.listeners == 1 { "listener" } else { "listeners" };
    let mut words = vec![format!("{} {plural}", counts.listeners)];
    words.extend((counts.bound > 0).then(|| format!("{} bound", counts.bound)));
    let mut states: Vec<_> = counts.connections.iter().collect();
    states.sort_by_key(|(word, count)| (std::cmp::Reverse(**count), **word));
    words.extend(states.into_iter().map(|(word, count)| format!("{count} {word}")));
    words.join(", ")
}

/// Commands that tell more of what stands out here.
fn hints(survey: &Survey) -> Option<String> {
    let mut hints = Vec::new();
    let ports = survey.offers.keys().filter(|key| key.transport == "tcp").map(|key| key.port);
    hints.extend(ports.min().map(|port| format!("sockeye port {port}")));
    if survey.counts.connections.contains_key("CLOSE-WAIT") {
        hints.push("sockeye list state close-wait".to_owned());
    } else if !survey.counts.connections.is_empty() {
        hints.push("sockeye list".to_owned());
    }
    (!hints.is_empty()).then(|| format!("More: {}", hints.join(", ")))
}
