//! For programs: no titles, a fact a row, nothing left out. The first column says what kind of fact it is.

use super::super::survey::{Survey, Way};
use super::{Frame, offers, staff, talks};
use model::Exposure;
use render::amount::push_span;
use render::grid::{Column, Grid, Screen};
use render::style::Style;
use std::io;

/// All of it: `count`, `unseen`, `offer`, then `in`, `out` and `here` for connections.
pub(super) fn text(survey: &Survey, frame: &Frame<'_>, screen: Screen) -> io::Result<Vec<u8>> {
    let page = push_counts(survey, frame, screen)?;
    let page = push_offers(page, survey, frame, screen)?;
    push_talks(page, survey, frame, screen)
}

fn grid(columns: &[&'static str], screen: Screen, page: Vec<u8>) -> Grid<Vec<u8>> {
    let columns = columns.iter().map(|name| Column::new(name, ""));
    Grid::new(columns.collect(), screen, page).without_headings()
}

fn push_counts(survey: &Survey, frame: &Frame<'_>, screen: Screen) -> io::Result<Vec<u8>> {
    let mut grid = grid(&["kind", "what", "count"], screen, Vec::new());
    let mut row = |kind: &str, what: &[u8], count: Option<usize>| {
        grid.cell(Style::Plain, kind.as_bytes());
        grid.cell(Style::Plain, what);
        grid.cell(Style::Plain, count.map(|count| count.to_string()).unwrap_or_default().as_bytes());
        grid.end_row()
    };
    row("host", frame.host, None)?;
    row("count", b"listeners", Some(survey.counts.listeners))?;
    row("count", b"bound", Some(survey.counts.bound))?;
    for (word, count) in &survey.counts.connections {
        row("count", word.as_bytes(), Some(*count))?;
    }
    row("count", b"namespaces", Some(frame.namespaces))?;
    for unseen in &frame.unseen {
        row("unseen", unseen.as_bytes(), None)?;
    }
    grid.finish()
}

fn push_offers(page: Vec<u8>, survey: &Survey, frame: &Frame<'_>, screen: Screen) -> io::Result<Vec<u8>> {
    let names = ["kind", "exposure", "transport", "address", "service", "process", "user", "age", "backlog", "place"];
    let mut grid = grid(&names, screen, page);
    for exposure in [Exposure::World, Exposure::OneInterface, Exposure::Loopback] {
        for row in offers::rows(survey, exposure, usize::MAX) {
            grid.cell(Style::Plain, b"offer");
            grid.cell(Style::Plain, exposure.word().as_bytes());
            grid.cell(Style::Plain, row.key.transport.as_bytes());
            grid.cell_with(Style::Plain, |out| offers::push_address(out, row.key.port, row.offer, frame));
            grid.cell(Style::Plain, filled(row.offer.service.as_deref().unwrap_or_default()));
            grid.cell_with(Style::Plain, |out| staff::push_name(out, &row.staff));
            grid.cell(Style::Plain, filled(row.staff.user.as_deref().unwrap_or_default().as_bytes()));
            grid.cell_with(Style::Plain, |out| match staff::age(&row.staff, frame.now) {
                Some(age) => push_span(out, age),
                None => out.push(b'-'),
            });
            let (waiting, limit) = row.offer.waiting;
            grid.cell(Style::Plain, format!("{waiting}/{limit}").as_bytes());
            grid.cell(Style::Plain, filled(staff::place(&row.staff)));
            grid.end_row()?;
        }
    }
    grid.finish()
}

/// A row for each peer, and one for each state that is not ESTABLISHED.
fn push_talks(page: Vec<u8>, survey: &Survey, frame: &Frame<'_>, screen: Screen) -> io::Result<Vec<u8>> {
    let mut grid = grid(&["way", "transport", "port", "process", "count", "peer"], screen, page);
    for (key, talk) in talks::sorted(survey) {
        let (way, port) = match key.way {
            Way::In(port) => ("in", port.to_string()),
            Way::Out => ("out", "-".to_owned()),
            Way::Within(port, _) => ("here", port.to_string()),
        };
        let mut row = |count: usize, write: &dyn Fn(&mut Vec<u8>)| {
            grid.cell(Style::Plain, way.as_bytes());
            grid.cell(Style::Plain, key.transport.as_bytes());
            grid.cell(Style::Plain, port.as_bytes());
            grid.cell_with(Style::Plain, |out| talks::push_parties(out, survey, key, talk));
            grid.cell(Style::Plain, count.to_string().as_bytes());
            grid.cell_with(Style::Plain, |out| write(out));
            grid.end_row()
        };
        match key.way {
            Way::Within(..) => row(talk.count, &|out| out.extend_from_slice(b"this host"))?,
            Way::In(_) | Way::Out => {
                for ((address, port), count) in talks::by_count(talk) {
                    row(count, &|out| talks::push_peer(out, address, port, frame))?;
                }
            }
        }
        for (word, (_, count)) in &talk.unsettled {
            row(*count, &|out| out.extend_from_slice(word.as_bytes()))?;
        }
    }
    grid.finish()
}

/// What stands where there is nothing: readers split rows at blanks.
fn filled(text: &[u8]) -> &[u8] {
    if text.is_empty() { b"-" } else { text }
}
