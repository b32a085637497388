//! What was seen, summed up: how connections ended, and which processes had them.

use super::fields;
use super::words;
use crate::commands::columns::Kind;
use crate::commands::facts::{Fact, Shape, closed_object};
use model::{Event, EventKind, ProcessName, State, Why};
use render::amount;
use render::grid::{Align, Column, Cut, Grid, Screen};
use render::style::Style;
use render::time::Clock;
use render::value::Value;
use sources::events::Lost;
use std::collections::HashMap;
use std::io::{self, Write};
use std::time::Duration;

/// So many names of processes are told apart; what others do is summed up under one.
const NAMES: usize = 4096;
/// So many rows are shown.
const ROWS: usize = 20;

/// Sums over events.
#[derive(Debug, Default)]
pub(super) struct Summary {
    events: u64,
    changes: u64,
    lost: Lost,
    retransmits: u64,
    resets: u64,
    ended: HashMap<Why, u64>,
    processes: HashMap<ProcessName, Tally>,
}

/// What the processes of one name did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    connected: u64,
    accepted: u64,
    failed: u64,
    sent: u64,
    received: u64,
}

impl Tally {
    fn all(&self) -> u64 {
        self.connected + self.accepted + self.failed
    }
}

impl Summary {
    /// Adds an event.
    pub(super) fn add(&mut self, event: &Event) {
        self.events += 1;
        self.changes += u64::from(matches!(event.kind, EventKind::State { .. }));
        let name = event.process.map(|process| process.name).unwrap_or_default();
        let name = if self.processes.len() < NAMES || self.processes.contains_key(&name) {
            name
        } else {
            ProcessName::default()
        };
        let is_listener = matches!(event.kind, EventKind::State { old: Some(State::Listen), .. });
        let tally = match event.kind {
            EventKind::State { .. } | EventKind::Accepted | EventKind::ConnectFailed => {
                Some(self.processes.entry(name).or_default())
            }
            _ => None,
        };
        match (event.kind, tally) {
            (EventKind::State { new: State::SynSent, .. }, Some(tally)) => tally.connected += 1,
            (EventKind::Accepted, Some(tally)) => tally.accepted += 1,
            (EventKind::State { .. } | EventKind::ConnectFailed, Some(tally)) => {
                if let Some(ending) = event.ending.filter(|_| !is_listener) {
                    *self.ended.entry(ending.why).or_default() += 1;
                    tally.failed += u64::from(words::is_failure(ending.why));
                    let traffic = ending.traffic.unwrap_or_default();
                    tally.sent = tally.sent.saturating_add(traffic.sent.0);
                    tally.received = tally.received.saturating_add(traffic.received.0);
                }
            }
            (EventKind::Retransmitted { .. }, _) => self.retransmits += 1,
            (EventKind::ResetSent, _) => self.resets += 1,
            _ => {}
        }
    }

    /// Adds events that were lost.
    pub(super) fn add_lost(&mut self, lost: Lost) {
        self.lost.changes = self.lost.changes.saturating_add(lost.changes);
        self.lost.others = self.lost.others.saturating_add(lost.others);
    }

    /// Writes it for people.
    pub(super) fn write(&self, after: Duration, screen: Screen, mut out: impl Write) -> io::Result<()> {
        let mut text = Vec::new();
        amount::push_span(&mut text, words::micros(after));
        let lost = match self.lost.all() {
            0 => "none lost".to_owned(),
            lost => format!("{lost} lost"),
        };
        let text = String::from_utf8_lossy(&text).into_owned();
        writeln!(out, "\n{text}: {} events, {lost}", self.events)?;
        let mut ended: Vec<_> = self.ended.iter().collect();
        ended.sort_by_key(|(why, count)| (std::cmp::Reverse(**count), words::reason(**why)));
        let ended: Vec<_> = ended.into_iter().map(|(why, count)| format!("{count} {}", words::why(*why))).collect();
        if !ended.is_empty() {
            writeln!(out, "ends of connections: {}", ended.join(", "))?;
        }
        if self.retransmits + self.resets > 0 {
            writeln!(out, "segments sent again: {}, resets sent: {}", self.retransmits, self.resets)?;
        }
        self.write_processes(screen, out)
    }

    fn write_processes(&self, screen: Screen, out: impl Write) -> io::Result<()> {
        let clock = Clock::local();
        let mut grid = Grid::new(COLUMNS.to_vec(), screen, out);
        let tallies = self.sorted();
        for (name, tally) in tallies.iter().take(ROWS) {
            match name.as_bytes() {
                b"" => grid.cell(Style::Muted, b"?"),
                name => grid.cell(Style::Name, name),
            }
            for (style, count) in
                [(Style::Plain, tally.connected), (Style::Plain, tally.accepted), (Style::Trouble, tally.failed)]
            {
                grid.value(style, &if count == 0 { Value::Absent } else { Value::Number(count) }, &clock);
            }
            grid.value(Style::Plain, &Value::Amount(tally.sent.into()), &clock);
            grid.value(Style::Plain, &Value::Amount(tally.received.into()), &clock);
            grid.end_row()?;
        }
        if tallies.len() > ROWS {
            grid.line(Style::Muted, format!("… and {} more", tallies.len() - ROWS).as_bytes())?;
        }
        grid.finish().map(|_| ())
    }

    /// What programs are told, so long after the beginning.
    pub(super) fn at(&self, after: Duration) -> Sums<'_> {
        Sums { summary: self, after }
    }

    /// The busiest first.
    fn sorted(&self) -> Vec<(ProcessName, Tally)> {
        let mut tallies: Vec<_> = self.processes.iter().map(|(name, tally)| (*name, *tally)).collect();
        tallies.retain(|(_, tally)| *tally != Tally::default());
        tallies.sort_by(|(name, tally), (other_name, other)| {
            other.all().cmp(&tally.all()).then_with(|| name.as_bytes().cmp(other_name.as_bytes()))
        });
        tallies
    }
}

/// A summary, so long after the beginning.
pub(super) struct Sums<'s> {
    summary: &'s Summary,
    after: Duration,
}

impl Sums<'_> {
    /// How many connections ended for each reason.
    fn ended(&self) -> Value<'_> {
        let mut ended: HashMap<&'static str, u64> = HashMap::new();
        self.summary.ended.iter().for_each(|(why, count)| *ended.entry(words::reason(*why)).or_default() += count);
        let mut ended: Vec<_> = ended.into_iter().map(|(why, count)| (why, Value::Number(count))).collect();
        ended.sort_by_key(|(why, _)| *why);
        Value::Record(ended)
    }

    fn processes(&self) -> Value<'_> {
        let record = |name_and_tally: &(ProcessName, Tally)| {
            Value::Record(PROCESS.iter().map(|fact| (fact.name, (fact.value)(name_and_tally))).collect())
        };
        Value::List(self.summary.sorted().iter().map(record).collect())
    }
}

const NUMBER: Shape = Shape::Of(Kind::Number);

/// Finds a value of a sum.
type OfSums = for<'s> fn(&'s Sums<'_>) -> Value<'s>;

/// What the sum tells.
pub(super) const FACTS: &[Fact<OfSums>] = &[
    Fact::always("schema", fields::FORM, "What this line looks like.", |_| fields::form()),
    Fact::always("event", Shape::Words(|| vec!["summary"]), "The end, and the sum of all.", |_| Value::Word("summary")),
    Fact::always("watched_us", NUMBER, "How long it was watched.", |sums| Value::Span(words::micros(sums.after))),
    Fact::always("events", NUMBER, "How many events were told.", |sums| Value::Number(sums.summary.events)),
    Fact::always("state_changes", NUMBER, "How many of them were changes of state.", |sums| {
        Value::Number(sums.summary.changes)
    }),
    Fact::always("lost_events", NUMBER, "How many events were lost.", |sums| Value::Number(sums.summary.lost.all())),
    Fact::always("lost_state_changes", NUMBER, "How many of them were changes of state.", |sums| {
        Value::Number(sums.summary.lost.changes)
    }),
    Fact::always("retransmitted", NUMBER, "How many segments were sent again.", |sums| {
        Value::Number(sums.summary.retransmits)
    }),
    Fact::always("resets_sent", NUMBER, "How many resets were sent.", |sums| Value::Number(sums.summary.resets)),
    Fact::always(
        "ended",
        Shape::Counts(|| words::REASONS.map(words::reason).into()),
        "How many connections ended, by the reason.",
        |sums| sums.ended(),
    ),
    Fact::always(
        "processes",
        Shape::Objects(|| closed_object(PROCESS)),
        "What the processes of each name did, the busiest first; those without a name are of unseen processes, or of too many.",
        |sums| sums.processes(),
    ),
];

/// Finds a value of a name's tally.
type OfTally = fn(&(ProcessName, Tally)) -> Value<'static>;

/// What is told of the processes of one name.
const PROCESS: &[Fact<OfTally>] = &[
    Fact::always("process.name", Shape::Of(Kind::Text), "Their name.", |(name, _)| {
        Value::Text(name.as_bytes().to_vec().into())
    }),
    Fact::always("connected", NUMBER, "Attempts to connect.", |(_, tally)| Value::Number(tally.connected)),
    Fact::always("accepted", NUMBER, "Connections accepted.", |(_, tally)| Value::Number(tally.accepted)),
    Fact::always("failed", NUMBER, "Connections that failed.", |(_, tally)| Value::Number(tally.failed)),
    Fact::always("sent_bytes", NUMBER, "Octets of data sent, each counted once.", |(_, tally)| {
        Value::Amount(tally.sent.into())
    }),
    Fact::always("received_bytes", NUMBER, "Octets of data received.", |(_, tally)| {
        Value::Amount(tally.received.into())
    }),
];

const COLUMNS: &[Column] = &[
    Column::new("process", "PROCESS").essential().cut(Cut::End, 8),
    Column::new("connected", "CONNECTED").align(Align::Right),
    Column::new("accepted", "ACCEPTED").align(Align::Right),
    Column::new("failed", "FAILED").align(Align::Right).importance(110),
    Column::new("sent", "SENT").align(Align::Right).importance(90),
    Column::new("received", "RECEIVED").align(Align::Right).importance(90),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::watch::samples;
    use model::Role;
    use render::style::Colours;

    #[test]
    fn ends_and_processes_are_summed_up() {
        let mut summary = Summary::default();
        let begin = samples::event(40_000, 80, 7);
        summary
            .add(&Event { kind: EventKind::State { old: Some(State::Close), new: State::SynSent }, ..begin.clone() });
        summary.add(&Event { kind: EventKind::Accepted, ..begin });
        summary.add(&samples::end(40_000, 80, 7, Why::Closed));
        summary.add(&samples::end(40_000, 80, 7, Why::Refused));
        // A listening socket that is closed is no connection that has ended.
        let listener = samples::end(80, 0, 7, Why::Closed);
        let process = listener.process.map(|process| model::EventProcess { role: Role::Listens, ..process });
        summary.add(&Event {
            kind: EventKind::State { old: Some(State::Listen), new: State::Close },
            process,
            ..listener
        });
        summary.add_lost(Lost { changes: 2, others: 1 });
        let mut out = Vec::new();
        let screen = Screen { width: None, colours: Colours::Never };
        summary.write(Duration::from_secs(3), screen, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("3.0 s: 5 events, 3 lost\n"), "{text}");
        assert!(text.contains("ends of connections: 1 closed, 1 refused\n"), "{text}");
        let row = text.lines().last().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(row, "curl 1 1 1 1.7 KiB 24.1 KiB");
    }
}
