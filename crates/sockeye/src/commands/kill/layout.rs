//! What would be closed or ended, and what became of it, as text.

use super::super::parties::text;
use super::chosen::{Choice, Chosen, Role};
use super::processes::Doomed;
use super::sockets::Outcome;
use crate::commands::parties::Party;
use model::{Micros, State};
use render::amount::push_span;
use render::grid::{Align, Column, Cut, Grid, Screen};
use render::style::Style;
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
    let has_reasons = outcomes.is_some_and(|outcomes| outcomes.iter().any(|outcome| outcome.reason().is_some()));
    let columns = socket_columns(outcomes.is_some(), tells_places, has_reasons);
    let mut grid = Grid::new(columns, screen, Vec::new());
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
    grid.finish()
}

fn socket_columns(has_outcomes: bool, tells_places: bool, has_reasons: bool) -> Vec<Column> {
    [
        (has_outcomes, Column::new("outcome", "OUTCOME").essential()),
        (true, Column::new("transport", "PROTO").importance(85)),
        (true, Column::new("state", "STATE").importance(90)),
        (true, Column::new("local", "LOCAL").align(Align::AtPort).cut(Cut::Middle, 15).essential()),
        (true, Column::new("peer", "PEER").align(Align::AtPort).cut(Cut::Middle, 15).importance(95)),
        (true, Column::new("process", "PROCESS").cut(Cut::End, 8).essential()),
        (tells_places, Column::new("namespace", "NAMESPACE").cut(Cut::Middle, 8).importance(80)),
        (has_reasons, Column::new("why", "WHY").cut(Cut::End, 12).essential()),
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
    // Beyond the last column there is none.
    grid.cell(Style::Plain, outcome.and_then(Outcome::reason).unwrap_or_default().as_bytes());
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
    doomed: impl Iterator<Item = (&'d Doomed, Option<&'d Outcome>)> + Clone,
    has_outcomes: bool,
    now: SystemTime,
    screen: Screen,
) -> io::Result<Vec<u8>> {
    let has_reasons = doomed.clone().any(|(doomed, outcome)| reason(doomed, outcome).is_some());
    let columns = [
        has_outcomes.then(|| Column::new("outcome", "OUTCOME").essential()),
        Some(Column::new("process", "PROCESS").cut(Cut::End, 8).essential()),
        Some(Column::new("user", "USER").cut(Cut::End, 6).importance(70)),
        Some(Column::new("age", "RUNS FOR").align(Align::Right).importance(60)),
        Some(Column::new("sockets", "SOCKETS").align(Align::Right).importance(90)),
        Some(Column::new("others", "AND OTHERS").align(Align::Right).importance(95)),
        Some(Column::new("command", "COMMAND").cut(Cut::End, 10).importance(80)),
        has_reasons.then(|| Column::new("why", "WHY").cut(Cut::End, 12).essential()),
    ];
    let mut grid = Grid::new(columns.into_iter().flatten().collect(), screen, Vec::new());
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
        // Beyond the last column there is none.
        grid.cell(Style::Plain, reason(doomed, outcome).unwrap_or_default().as_bytes());
        grid.end_row()?;
    }
    grid.finish()
}

/// Why a process is left, if it is.
fn reason<'d>(doomed: &'d Doomed, outcome: Option<&'d Outcome>) -> Option<&'d str> {
    outcome.or(doomed.refusal()).and_then(Outcome::reason)
}
