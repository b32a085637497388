//! What would be closed or ended, and what became of it, as text.

use super::super::parties::{Member, text};
use super::chosen::{Choice, Chosen, Role};
use super::processes::Doomed;
use super::sockets::Outcome;
use crate::commands::parties::Party;
use crate::commands::wrapped::push_line;
use model::{Micros, State};
use render::amount::push_span;
use render::grid::{Align, Column, Cut, Grid, Screen};
use render::style::Style;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::SystemTime;

/// The sockets that were chosen, those that others connect to first; with what became of them, if that is known.
///
/// # Errors
/// Those of writing, of which a buffer in memory has none.
pub(super) fn sockets(
    choice: &Choice<'_>,
    outcomes: Option<&[Outcome]>,
    is_shown: impl Fn(usize) -> bool,
    screen: Screen,
) -> io::Result<Vec<u8>> {
    let tells_places = choice.places.len() > 1;
    let mut grid = Grid::new(socket_columns(outcomes.is_some(), tells_places), screen, Vec::new());
    for role in Role::ALL {
        let places: Vec<_> =
            (0..choice.chosen.len()).filter(|place| choice.chosen[*place].role == role && is_shown(*place)).collect();
        if places.is_empty() {
            continue;
        }
        grid.line(Style::Title, role.count(places.len()).as_bytes())?;
        for place in places {
            let chosen = &choice.chosen[place];
            let outcome = outcomes.and_then(|outcomes| outcomes.get(place));
            push_socket(&mut grid, choice, chosen, outcome, tells_places)?;
        }
    }
    let mut page = grid.finish()?;
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for reason in outcomes.unwrap_or_default().iter().filter_map(Outcome::reason) {
        *reasons.entry(reason).or_default() += 1;
    }
    for (reason, count) in reasons {
        push_line(&mut page, Style::Trouble, format!("{count} left: {reason}").as_bytes(), screen);
    }
    Ok(page)
}

fn socket_columns(has_outcomes: bool, tells_places: bool) -> Vec<Column> {
    [
        (has_outcomes, Column::new("outcome", "OUTCOME").essential()),
        (true, Column::new("transport", "PROTO").importance(80)),
        (true, Column::new("state", "STATE").importance(90)),
        (true, Column::new("local", "LOCAL").align(Align::AtPort).cut(Cut::Middle, 15).essential()),
        (true, Column::new("peer", "PEER").align(Align::AtPort).cut(Cut::Middle, 15).essential()),
        (true, Column::new("process", "PROCESS").cut(Cut::End, 8).essential()),
        (tells_places, Column::new("namespace", "NAMESPACE").cut(Cut::Middle, 8).importance(80)),
    ]
    .into_iter()
    .filter_map(|(is_told, column)| is_told.then_some(column))
    .collect()
}

fn push_socket<W: Write>(
    grid: &mut Grid<W>,
    choice: &Choice<'_>,
    chosen: &Chosen,
    outcome: Option<&Outcome>,
    tells_places: bool,
) -> io::Result<()> {
    if let Some(outcome) = outcome {
        grid.cell(style(outcome), outcome.word().as_bytes());
    }
    grid.cell(Style::Plain, chosen.kind.as_bytes());
    let state = chosen.socket.as_ref().map_or(State::Close, |socket| socket.state);
    grid.cell(Style::of_state(state), chosen.state.as_bytes());
    grid.cell(Style::Plain, &chosen.local);
    grid.cell(Style::Plain, &chosen.peer);
    grid.cell_with(Style::Name, |out| match choice.parties.get(chosen.party) {
        Party::Nobody(reason) => out.extend_from_slice(format!("({})", text::short_reason(*reason)).as_bytes()),
        party => text::push(out, party),
    });
    if tells_places {
        grid.cell(Style::Plain, &choice.places[chosen.place].facts.label());
    }
    grid.end_row()
}

fn style(outcome: &Outcome) -> Style {
    match outcome {
        Outcome::Closed | Outcome::Ended => Style::Gone,
        Outcome::WasGone => Style::Muted,
        Outcome::Left(_) => Style::Trouble,
    }
}

/// The processes that would be ended, with what became of them, if that is known.
///
/// # Errors
/// Those of writing, of which a buffer in memory has none.
pub(super) fn processes<'d>(
    doomed: impl Iterator<Item = (&'d Doomed, Option<&'d Outcome>)>,
    has_outcomes: bool,
    now: SystemTime,
    screen: Screen,
) -> io::Result<Vec<u8>> {
    let columns = [
        has_outcomes.then(|| Column::new("outcome", "OUTCOME").essential()),
        Some(Column::new("process", "PROCESS").cut(Cut::End, 8).essential()),
        Some(Column::new("user", "USER").cut(Cut::End, 6).importance(70)),
        Some(Column::new("age", "RUNS FOR").align(Align::Right).importance(60)),
        Some(Column::new("sockets", "SOCKETS").align(Align::Right).importance(90)),
        Some(Column::new("others", "AND OTHERS").align(Align::Right).importance(95)),
        Some(Column::new("command", "COMMAND").cut(Cut::End, 10).importance(80)),
    ];
    let mut grid = Grid::new(columns.into_iter().flatten().collect(), screen, Vec::new());
    let mut reasons: BTreeMap<&str, Vec<Member>> = BTreeMap::new();
    for (doomed, outcome) in doomed {
        if let Some(outcome) = outcome {
            grid.cell(style(outcome), outcome.word().as_bytes());
        }
        let member = &doomed.member;
        grid.cell_with(Style::Name, |out| text::push_members(out, std::slice::from_ref(member)));
        grid.cell(Style::Plain, member.user.as_deref().unwrap_or_default().as_bytes());
        grid.cell_with(Style::Plain, |out| {
            let age = member.started.map(|started| now.duration_since(started).unwrap_or_default());
            let micros = |age: std::time::Duration| Micros(u64::try_from(age.as_micros()).unwrap_or(u64::MAX));
            age.into_iter().for_each(|age| push_span(out, micros(age)));
        });
        grid.cell(Style::Plain, doomed.chosen.to_string().as_bytes());
        grid.cell(Style::Warning, doomed.sockets.saturating_sub(doomed.chosen).to_string().as_bytes());
        let command = member.process.as_deref().map(text::command).unwrap_or_default();
        grid.cell(Style::Plain, &command);
        if let Some(reason) = outcome.or(doomed.refusal()).and_then(Outcome::reason) {
            reasons.entry(reason).or_default().push(member.clone());
        }
        grid.end_row()?;
    }
    let mut page = grid.finish()?;
    for (reason, members) in reasons {
        let mut line = Vec::new();
        text::push_members(&mut line, &members);
        line.extend_from_slice(b" left: ");
        line.extend_from_slice(reason.as_bytes());
        push_line(&mut page, Style::Trouble, &line, screen);
    }
    Ok(page)
}
