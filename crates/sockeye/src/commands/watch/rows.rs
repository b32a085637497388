//! Events as rows of a table that flows.

use super::around::Around;
use super::ends::canonical;
use super::words;
use model::{Ending, Event, EventKind, EventProcess, Role};
use render::grid::{Align, Column, Cut, Grid, Screen};
use render::style::Style;
use render::time::Clock;
use render::value::Value;
use std::borrow::Cow;
use std::io::{self, Write};

/// How much room there is for what stands in every row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    /// Half a screen: the time in seconds, the new state, the local end.
    Little,
    /// A screen of 80 columns: the time in milliseconds, the new state or why the connection failed, both ends, the process.
    Some,
    /// Everything, as far as it fits.
    Enough,
}

impl Room {
    fn on(screen: Screen) -> Self {
        match screen.width {
            Some(1..60) => Self::Little,
            Some(60..110) => Self::Some,
            _ => Self::Enough,
        }
    }

    /// Digits of a second's fractions.
    fn digits(self) -> u8 {
        match self {
            Self::Little => 0,
            Self::Some => 3,
            Self::Enough => 6,
        }
    }

    fn columns(self) -> Vec<Column> {
        let (time, event) = match self {
            Self::Little => (8, 13),
            Self::Some => (12, 13),
            Self::Enough => (15, 26),
        };
        let (end, process) = if self == Self::Enough { (17, 14) } else { (15, 13) };
        vec![
            Column::new("time", "TIME").essential().reserved(time),
            Column::new("event", "EVENT").essential().cut(Cut::End, event).reserved(event),
            Column::new("local", "LOCAL").align(Align::AtPort).essential().cut(Cut::Middle, end).most(47).reserved(end),
            Column::new("peer", "PEER")
                .align(Align::AtPort)
                .importance(220)
                .cut(Cut::Middle, end)
                .most(47)
                .reserved(end),
            Column::new("process", "PROCESS").importance(200).cut(Cut::End, process).most(30).reserved(process),
            Column::new("peer-process", "PEER PROCESS").importance(90).cut(Cut::End, 12).most(30).reserved(14),
            Column::new("container", "CONTAINER").importance(80).cut(Cut::End, 8).most(24).reserved(12),
            Column::new("lived", "LIVED").align(Align::Right).importance(120).reserved(9),
            Column::new("sent", "SENT").align(Align::Right).importance(110).reserved(10),
            Column::new("received", "RECEIVED").align(Align::Right).importance(110).reserved(10),
            Column::new("rtt", "RTT").align(Align::Right).importance(60).reserved(8),
            Column::new("again", "AGAIN").align(Align::Right).importance(50).reserved(5),
            Column::new("why", "WHY").importance(190).cut(Cut::End, 10).reserved(14),
        ]
    }
}

/// Before all others, where there are several.
const NAMESPACE: Column = Column::new("netns", "NETNS").importance(205).cut(Cut::End, 6).most(20).reserved(10);

/// A table of events.
pub(super) struct Rows<W: Write> {
    grid: Grid<W>,
    clock: Clock,
    room: Room,
    tells_namespaces: bool,
}

impl<W: Write> Rows<W> {
    pub(super) fn new(tells_namespaces: bool, screen: Screen, out: W) -> Self {
        let namespace = tells_namespaces.then_some(NAMESPACE);
        let room = Room::on(screen);
        let columns = namespace.into_iter().chain(room.columns()).collect();
        Self { grid: Grid::new(columns, screen, out), clock: Clock::local(), room, tells_namespaces }
    }

    pub(super) fn row(&mut self, event: &Event, other: Option<&EventProcess>, around: &mut Around) -> io::Result<()> {
        let Self { grid, clock, room, tells_namespaces } = self;
        if *tells_namespaces {
            match event.namespace {
                Some(id) => grid.cell(Style::Muted, &around.namespace(id).label()),
                None => grid.cell(Style::Muted, b"?"),
            }
        }
        grid.cell_with(Style::Muted, |out| clock.push(out, event.at, room.digits()));
        let style = style(event);
        grid.cell_with(style, |out| push_happening(out, event, *room));
        grid.value(Style::Plain, &Value::Endpoint(canonical(event.local)), clock);
        grid.value(Style::Plain, &peer(event), clock);
        match &event.process {
            Some(process) => grid.cell_with(Style::Name, |out| push_process(out, process)),
            None => grid.cell(Style::Muted, b"?"),
        }
        match other {
            Some(process) => grid.cell_with(Style::Name, |out| push_process(out, process)),
            None => grid.value(Style::Plain, &Value::Absent, clock),
        }
        match around.container(event) {
            Some(container) => grid.cell(Style::Name, container.label()),
            None => grid.value(Style::Plain, &Value::Absent, clock),
        }
        if let Some(ending) = &event.ending {
            push_ending(grid, clock, ending);
        }
        grid.end_row()
    }

    pub(super) fn line(&mut self, style: Style, text: &str) -> io::Result<()> {
        self.grid.line(style, text.as_bytes())
    }

    pub(super) fn print_so_far(&mut self) -> io::Result<()> {
        self.grid.print_so_far()
    }

    pub(super) fn finish(self) -> io::Result<W> {
        self.grid.finish()
    }
}

fn peer(event: &Event) -> Value<'static> {
    if event.peer.port == 0 && event.peer.address.is_unspecified() {
        Value::Absent
    } else {
        Value::Endpoint(canonical(event.peer))
    }
}

fn style(event: &Event) -> Style {
    match (event.kind, &event.ending) {
        (_, Some(ending)) if words::is_failure(ending.why) => Style::Trouble,
        (EventKind::Retransmitted { .. }, _) => Style::Warning,
        (EventKind::ResetSent, _) => Style::Trouble,
        (kind, _) => kind.state().map_or(Style::Plain, Style::of_state),
    }
}

fn push_happening(out: &mut Vec<u8>, event: &Event, room: Room) {
    match (event.kind, event.ending) {
        // Where there is no column for it.
        (_, Some(ending)) if room != Room::Enough && words::is_failure(ending.why) => {
            out.extend_from_slice(words::why(ending.why).as_bytes());
        }
        (EventKind::State { old, new }, _) => {
            if room == Room::Enough {
                let old = old.map_or(Cow::Borrowed("?"), |old| words::state(event.transport, old));
                out.extend_from_slice(old.as_bytes());
                (old.len()..12).for_each(|_| out.push(b' '));
                out.push(b' ');
            }
            out.extend_from_slice("→ ".as_bytes());
            out.extend_from_slice(words::state(event.transport, new).as_bytes());
        }
        (other, _) => out.extend_from_slice(words::happening(other).as_bytes()),
    }
}

fn push_process(out: &mut Vec<u8>, process: &EventProcess) {
    if process.role == Role::Queues {
        out.extend_from_slice(b"queue of ");
    }
    out.extend_from_slice(process.name.as_bytes());
    if let Some(id) = process.id {
        // Writing to a Vec cannot fail.
        let _ = write!(out, " {id}");
    }
}

fn push_ending<W: Write>(grid: &mut Grid<W>, clock: &Clock, ending: &Ending) {
    let lived = ending.lived.map_or(Value::Absent, |lived| Value::Span(words::micros(lived)));
    grid.value(Style::Plain, &lived, clock);
    match &ending.traffic {
        Some(traffic) => {
            grid.value(Style::Plain, &Value::Amount(traffic.sent), clock);
            grid.value(Style::Plain, &Value::Amount(traffic.received), clock);
            grid.value(Style::Plain, &traffic.round_trip.map_or(Value::Absent, Value::Span), clock);
            let again =
                if traffic.retransmits == 0 { Value::Absent } else { Value::Number(traffic.retransmits.into()) };
            grid.value(Style::Warning, &again, clock);
        }
        None => (0..4).for_each(|_| grid.value(Style::Plain, &Value::Absent, clock)),
    }
    let style = if words::is_failure(ending.why) { Style::Trouble } else { Style::Muted };
    grid.cell(style, words::why(ending.why).as_bytes());
}

#[cfg(test)]
mod tests;
