//! Events as JSON, one object a line. Names are those of docs/json.md; the local end is `source`, the peer `destination`. What is
//! written and its schema follow from the tables here and in [`summary`].

use super::around::Around;
use super::summary::{self, Sums};
use super::words;
use crate::commands::columns::schema::View;
use crate::commands::columns::{self, Kind};
use crate::commands::facts::{Fact, Shape, closed_object};
use model::{Container, Ending, Event, EventKind, EventProcess, InetEndpoint, Micros, ProcessId, State, Traffic, Why};
use render::json::{self, Json};
use render::value::Value;
use sources::events::Lost;
use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::SystemTime;

/// A name and what it stands for.
type Field<'a> = (&'static str, Value<'a>);

/// A stream of objects.
pub(super) struct Lines<W: Write>(Json<W>);

impl<W: Write> Lines<W> {
    pub(super) fn new(out: W) -> Self {
        Self(Json::new(json::Shape::Lines, out))
    }

    pub(super) fn row(&mut self, event: &Event, other: Option<&EventProcess>, around: &mut Around) -> io::Result<()> {
        let container = around.container(event);
        let started = event.process.and_then(|process| process.started).and_then(|started| around.moment(started));
        self.told(&Told { event, other, container, started })
    }

    pub(super) fn told(&mut self, told: &Told<'_>) -> io::Result<()> {
        // Most events lack most facts: what is absent is not even moved.
        let mut fields: Vec<Field<'_>> = Vec::with_capacity(EVENT.len());
        for fact in EVENT {
            let value = (fact.value)(told);
            if !matches!(value, Value::Absent) {
                fields.push((fact.name, value));
            }
        }
        self.0.row(&fields)
    }

    pub(super) fn lost(&mut self, lost: Lost) -> io::Result<()> {
        let fields: Vec<Field<'_>> = LOST.iter().map(|fact| (fact.name, (fact.value)(&lost))).collect();
        self.0.row(&fields)
    }

    pub(super) fn summary(&mut self, sums: &Sums<'_>) -> io::Result<()> {
        let fields: Vec<Field<'_>> = summary::FACTS.iter().map(|fact| (fact.name, (fact.value)(sums))).collect();
        self.0.row(&fields)
    }

    pub(super) fn print_so_far(&mut self) -> io::Result<()> {
        self.0.print_so_far()
    }

    pub(super) fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}

/// What every line says of its form.
pub(super) fn form() -> Value<'static> {
    Value::Word(View::Watch.name())
}

/// The kind of value of that.
pub(super) const FORM: Shape = Shape::Words(|| vec![View::Watch.name()]);

/// What lines look like.
pub(in crate::commands) fn schema() -> serde_json::Value {
    View::Watch.lines(
        "What happens to sockets, as sockeye watch -o ndjson writes it, a line for each event",
        [
            ("an event", closed_object(EVENT)),
            ("events that were lost", closed_object(LOST)),
            ("the sum of all (--summary)", closed_object(summary::FACTS)),
        ],
    )
}

/// An event and what is known beside it.
pub(super) struct Told<'e> {
    pub(super) event: &'e Event,
    /// The process at the other end.
    pub(super) other: Option<&'e EventProcess>,
    pub(super) container: Option<Arc<Container>>,
    /// When the process started.
    pub(super) started: Option<SystemTime>,
}

impl Told<'_> {
    fn ending(&self) -> Option<&Ending> {
        self.event.ending.as_ref()
    }

    fn traffic(&self) -> Option<&Traffic> {
        self.ending()?.traffic.as_ref()
    }
}

/// Finds a value of an event.
type OfEvent = for<'t> fn(&'t Told<'_>) -> Value<'t>;

/// What is told of an event.
const EVENT: &[Fact<OfEvent>] = &[
    Fact::always("schema", FORM, "What this line looks like.", |_| form()),
    Fact::always("time", Shape::Of(Kind::Moment), "When it happened; of what listings found, when they did.", |told| {
        Value::Moment(told.event.at)
    }),
    Fact::always("event", Shape::Words(|| words::KINDS.map(words::kind).into()), "What happened.", |told| {
        Value::Word(words::kind(told.event.kind))
    }),
    Fact::or_unknown("old_state", Shape::Of(Kind::Word), "The state before a change of state.", old_state),
    Fact::sometimes("network.connection.state", Shape::Of(Kind::Word), "The state after the event.", |told| {
        or_absent(told.event.kind.state(), |state| words::state_value(told.event.transport, state))
    }),
    Fact::always("network.transport", Shape::Of(Kind::Word), "What kind of socket it is: tcp, udp.", |told| {
        Value::Word(columns::transport_name(told.event.transport))
    }),
    Fact::always("network.type", Shape::Words(|| vec!["ipv4", "ipv6"]), "How the socket was made.", |told| {
        Value::Word(if told.event.local.address.is_ipv6() { "ipv6" } else { "ipv4" })
    }),
    Fact::always("source.address", Shape::Address, "The address of this end.", |told| address(told.event.local)),
    Fact::always("source.port", NUMBER, "The port of this end; 0: none yet.", |told| port(told.event.local)),
    Fact::sometimes("destination.address", Shape::Address, "The address of the peer.", |told| {
        or_absent(peer(told.event), address)
    }),
    Fact::sometimes("destination.port", NUMBER, "The port of the peer.", |told| or_absent(peer(told.event), port)),
    Fact::sometimes("network_namespace.inode", NUMBER, "The number of the network namespace.", |told| {
        or_absent(told.event.namespace, |id| Value::Number(id.inode))
    }),
    Fact::sometimes("cookie", NUMBER, "The number by which the kernel tells the socket from all others.", |told| {
        or_absent(told.event.cookie, |cookie| Value::Number(cookie.0))
    }),
    Fact::sometimes("inode", NUMBER, "The number of the socket as a file.", |told| {
        or_absent(told.event.inode, |inode| Value::Number(inode.0))
    }),
    Fact::sometimes("socket_uid", NUMBER, "The user who made the socket.", |told| {
        or_absent(told.event.user, |user| Value::Number(user.0.into()))
    }),
    Fact::or_unknown("process.name", Shape::Of(Kind::Text), "The name of the process whose socket it is.", |told| {
        match &told.event.process {
            Some(process) => Value::Text(Cow::Borrowed(process.name.as_bytes())),
            None => Value::Unknown(Cow::Borrowed(no_process(told.event))),
        }
    }),
    Fact::or_unknown("process.pid", NUMBER, "Its number.", process_id),
    Fact::sometimes("process.thread.id", NUMBER, "The thread that did it.", |told| {
        number(told.event.process.and_then(|process| process.thread))
    }),
    Fact::sometimes("process.start_time", Shape::Of(Kind::Moment), "When the process started.", |told| {
        or_absent(told.started, Value::Moment)
    }),
    Fact::sometimes(
        "process_role",
        Shape::Words(|| words::ROLES.map(words::role).into()),
        "By what the process is known to be the socket's.",
        |told| or_absent(told.event.process, |process| Value::Word(words::role(process.role))),
    ),
    Fact::sometimes("container.id", Shape::Of(Kind::Text), "The id of the process's container.", |told| {
        container_text(told, |container| Some(&container.id))
    }),
    Fact::sometimes("container.name", Shape::Of(Kind::Text), "The container's name.", |told| {
        container_text(told, |container| container.name.as_deref())
    }),
    Fact::sometimes("container.image.name", Shape::Of(Kind::Text), "The image of that container.", |told| {
        container_text(told, |container| container.image.as_deref())
    }),
    Fact::sometimes("container.runtime.name", Shape::Of(Kind::Word), "Who runs the container.", |told| {
        or_absent(told.container.as_deref(), |container| Value::Word(container.runtime.name()))
    }),
    Fact::sometimes(
        "peer_process.name",
        Shape::Of(Kind::Text),
        "The name of the process at the other end on this host.",
        |told| or_absent(told.other, |other| Value::Text(Cow::Borrowed(other.name.as_bytes()))),
    ),
    Fact::sometimes("peer_process.pid", NUMBER, "Its number.", |told| number(told.other.and_then(|other| other.id))),
    Fact::sometimes(
        "reason",
        Shape::Words(|| words::REASONS.map(words::reason).into()),
        "At the end of a connection: why it ended.",
        |told| or_absent(told.ending(), |ending| Value::Word(words::reason(ending.why))),
    ),
    Fact::sometimes("error", NUMBER, "Where the reason is failed: the error (errno(3)).", |told| {
        match told.ending().map(|ending| ending.why) {
            Some(Why::Failed(error)) => Value::Number(error.into()),
            _ => Value::Absent,
        }
    }),
    Fact::sometimes("lived_us", NUMBER, "At the end: how long it lived.", |told| {
        span(told.ending().and_then(|ending| ending.lived).map(words::micros))
    }),
    // Names mean the same in every view: what was sent counts repetitions.
    Fact::sometimes("sent_bytes", NUMBER, "At the end: octets of data sent, repetitions counted.", |told| {
        or_absent(told.traffic(), |traffic| {
            Value::Amount(traffic.sent.0.saturating_add(traffic.retransmitted.0).into())
        })
    }),
    Fact::sometimes("received_bytes", NUMBER, "At the end: octets of data received.", |told| {
        or_absent(told.traffic(), |traffic| Value::Amount(traffic.received))
    }),
    Fact::sometimes("retransmitted_bytes", NUMBER, "At the end: octets of data sent again.", |told| {
        or_absent(told.traffic(), |traffic| Value::Amount(traffic.retransmitted))
    }),
    Fact::sometimes("retransmitted_segments", NUMBER, "At the end: segments sent again.", |told| {
        or_absent(told.traffic(), |traffic| Value::Number(traffic.retransmits.into()))
    }),
    Fact::sometimes("rtt_us", NUMBER, "At the end: the smoothed round-trip time.", |told| {
        span(told.traffic().and_then(|traffic| traffic.round_trip))
    }),
    Fact::sometimes("min_rtt_us", NUMBER, "At the end: the least round-trip time of late.", |told| {
        span(told.traffic().and_then(|traffic| traffic.least_round_trip))
    }),
];

/// Finds a value of what was lost.
type OfLoss = fn(&Lost) -> Value<'static>;

/// What is told where events were lost.
const LOST: &[Fact<OfLoss>] = &[
    Fact::always("schema", FORM, "What this line looks like.", |_| form()),
    Fact::always("event", Shape::Words(|| vec!["lost"]), "Events were lost here.", |_| Value::Word("lost")),
    Fact::always("lost_events", NUMBER, "How many, since the last such line.", |lost| Value::Number(lost.all())),
    Fact::always("lost_state_changes", NUMBER, "How many of them were changes of state.", |lost| {
        Value::Number(lost.changes)
    }),
];

const NUMBER: Shape = Shape::Of(Kind::Number);

fn or_absent<'v, T>(fact: Option<T>, value: impl FnOnce(T) -> Value<'v>) -> Value<'v> {
    fact.map_or(Value::Absent, value)
}

fn number(id: Option<ProcessId>) -> Value<'static> {
    or_absent(id, |id| Value::Number(id.0.into()))
}

fn span(micros: Option<Micros>) -> Value<'static> {
    or_absent(micros, Value::Span)
}

fn address(endpoint: InetEndpoint) -> Value<'static> {
    Value::Address(endpoint.address.to_canonical())
}

fn port(endpoint: InetEndpoint) -> Value<'static> {
    Value::Number(endpoint.port.into())
}

fn peer(event: &Event) -> Option<InetEndpoint> {
    Some(event.peer).filter(|peer| peer.port != 0 || !peer.address.is_unspecified())
}

fn old_state<'t>(told: &'t Told<'_>) -> Value<'t> {
    match told.event.kind {
        EventKind::State { old: Some(old), .. } => words::state_value(told.event.transport, old),
        EventKind::State { old: None, .. } => Value::Unknown(Cow::Borrowed("it was not listed before")),
        _ => Value::Absent,
    }
}

fn process_id<'t>(told: &'t Told<'_>) -> Value<'t> {
    let elsewhere = || Value::Unknown(Cow::Borrowed("it is in another PID namespace"));
    or_absent(told.event.process, |process| process.id.map_or_else(elsewhere, |id| Value::Number(id.0.into())))
}

fn container_text<'t>(told: &'t Told<'_>, text: fn(&Container) -> Option<&[u8]>) -> Value<'t> {
    or_absent(told.container.as_deref().and_then(text), |text| Value::Text(text.into()))
}

/// Why an event has no process.
fn no_process(event: &Event) -> &'static str {
    match event.kind {
        EventKind::ResetSent => "the kernel answers without a program",
        EventKind::State { new: State::Close | State::TimeWait, .. } => "it ended before it was looked for",
        _ => "nobody was seen to have it",
    }
}

#[cfg(test)]
mod tests;
