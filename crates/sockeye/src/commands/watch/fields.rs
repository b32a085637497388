//! Events as JSON, one object a line. Names are those of docs/json.md; the local end is `source`, the peer `destination`.

use super::around::Around;
use super::words;
use crate::commands::columns;
use model::{Container, Ending, Event, EventKind, EventProcess, InetEndpoint, Micros, ProcessId, State, Why};
use render::json::{Json, Shape};
use render::value::Value;
use sources::events::Lost;
use std::borrow::Cow;
use std::io::{self, Write};

/// What every line says of its form.
const SCHEMA: Field<'static> = ("schema", Value::Word("sockeye.watch/1"));

/// A name and what it stands for.
pub(super) type Field<'a> = (&'static str, Value<'a>);

/// A stream of objects.
pub(super) struct Lines<W: Write>(Json<W>);

impl<W: Write> Lines<W> {
    pub(super) fn new(out: W) -> Self {
        Self(Json::new(Shape::Lines, out))
    }

    pub(super) fn row(&mut self, event: &Event, other: Option<&EventProcess>, around: &mut Around) -> io::Result<()> {
        let container = around.container(event);
        let mut fields = Vec::with_capacity(40);
        fields.push(SCHEMA);
        push_what(&mut fields, event);
        match &event.process {
            Some(process) => push_process(&mut fields, process, around),
            None => fields.push(("process.name", Value::Unknown(Cow::Borrowed(no_process(event))))),
        }
        if let Some(container) = &container {
            push_container(&mut fields, container);
        }
        if let Some(other) = other {
            fields.push(("peer_process.name", Value::Text(Cow::Borrowed(other.name.as_bytes()))));
            fields.push(("peer_process.pid", number(other.id)));
        }
        if let Some(ending) = &event.ending {
            push_ending(&mut fields, ending);
        }
        self.0.row(&fields)
    }

    pub(super) fn lost(&mut self, lost: Lost) -> io::Result<()> {
        self.0.row(&[
            SCHEMA,
            ("event", Value::Word("lost")),
            ("lost_events", Value::Number(lost.all())),
            ("lost_state_changes", Value::Number(lost.changes)),
        ])
    }

    pub(super) fn summary(&mut self, sums: Vec<Field<'_>>) -> io::Result<()> {
        let fields: Vec<_> = std::iter::once(SCHEMA).chain(sums).collect();
        self.0.row(&fields)
    }

    pub(super) fn print_so_far(&mut self) -> io::Result<()> {
        self.0.print_so_far()
    }

    pub(super) fn finish(self) -> io::Result<()> {
        self.0.finish().map(|_| ())
    }
}

/// What happened, to which socket.
fn push_what(fields: &mut Vec<Field<'_>>, event: &Event) {
    fields.push(("time", Value::Moment(event.at)));
    fields.push(("event", Value::Word(words::kind(event.kind))));
    if let EventKind::State { old, .. } = event.kind {
        let unseen = || Value::Unknown(Cow::Borrowed("it was not listed before"));
        fields.push(("old_state", old.map_or_else(unseen, |old| words::state_value(event.transport, old))));
    }
    if let Some(state) = event.kind.state() {
        fields.push(("network.connection.state", words::state_value(event.transport, state)));
    }
    fields.push(("network.transport", Value::Word(columns::transport_name(event.transport))));
    fields.push(("network.type", Value::Word(if event.local.address.is_ipv6() { "ipv6" } else { "ipv4" })));
    push_endpoint(fields, ("source.address", "source.port"), event.local);
    if event.peer.port != 0 || !event.peer.address.is_unspecified() {
        push_endpoint(fields, ("destination.address", "destination.port"), event.peer);
    }
    fields.push(("network_namespace.inode", event.namespace.map_or(Value::Absent, |id| Value::Number(id.inode))));
    fields.push(("cookie", event.cookie.map_or(Value::Absent, |cookie| Value::Number(cookie.0))));
    fields.push(("inode", event.inode.map_or(Value::Absent, |inode| Value::Number(inode.0))));
    fields.push(("socket_uid", event.user.map_or(Value::Absent, |user| Value::Number(user.0.into()))));
}

fn push_endpoint(fields: &mut Vec<Field<'_>>, names: (&'static str, &'static str), endpoint: InetEndpoint) {
    fields.push((names.0, Value::Address(endpoint.address.to_canonical())));
    fields.push((names.1, Value::Number(endpoint.port.into())));
}

fn push_process<'e>(fields: &mut Vec<Field<'e>>, process: &'e EventProcess, around: &Around) {
    fields.push(("process.name", Value::Text(Cow::Borrowed(process.name.as_bytes()))));
    let elsewhere = || Value::Unknown(Cow::Borrowed("it is in another PID namespace"));
    fields.push(("process.pid", process.id.map_or_else(elsewhere, |id| Value::Number(id.0.into()))));
    fields.push(("process.thread.id", number(process.thread)));
    let started = process.started.and_then(|started| around.moment(started));
    fields.push(("process.start_time", started.map_or(Value::Absent, Value::Moment)));
    fields.push(("process_role", Value::Word(words::role(process.role))));
}

fn number(id: Option<ProcessId>) -> Value<'static> {
    id.map_or(Value::Absent, |id| Value::Number(id.0.into()))
}

fn push_container<'c>(fields: &mut Vec<Field<'c>>, container: &'c Container) {
    let text = |text: &'c Option<Box<[u8]>>| text.as_deref().map_or(Value::Absent, |text| Value::Text(text.into()));
    fields.push(("container.id", Value::Text(Cow::Borrowed(&container.id))));
    fields.push(("container.name", text(&container.name)));
    fields.push(("container.image.name", text(&container.image)));
    fields.push(("container.runtime.name", Value::Word(container.runtime.name())));
}

fn push_ending(fields: &mut Vec<Field<'_>>, ending: &Ending) {
    let span = |micros: Option<Micros>| micros.map_or(Value::Absent, Value::Span);
    fields.push(("reason", Value::Word(words::reason(ending.why))));
    if let Why::Failed(error) = ending.why {
        fields.push(("error", Value::Number(error.into())));
    }
    fields.push(("lived_us", span(ending.lived.map(words::micros))));
    if let Some(traffic) = &ending.traffic {
        // Names mean the same in every view: what was sent counts repetitions.
        let sent = traffic.sent.0.saturating_add(traffic.retransmitted.0);
        fields.push(("sent_bytes", Value::Amount(sent.into())));
        fields.push(("received_bytes", Value::Amount(traffic.received)));
        fields.push(("retransmitted_bytes", Value::Amount(traffic.retransmitted)));
        fields.push(("retransmitted_segments", Value::Number(traffic.retransmits.into())));
        fields.push(("rtt_us", span(traffic.round_trip)));
        fields.push(("min_rtt_us", span(traffic.least_round_trip)));
    }
}

/// Why an event has no process.
fn no_process(event: &Event) -> &'static str {
    match event.kind {
        EventKind::ResetSent => "the kernel answers without a program",
        EventKind::State { new: State::Close | State::TimeWait, .. } => "it ended before it was looked for",
        _ => "nobody was seen to have it",
    }
}
