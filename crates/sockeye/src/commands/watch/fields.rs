//! Events as JSON, one object a line. Names are those of OpenTelemetry's semantic conventions where they exist, else ours, with the
//! unit at the end; the local end is `source`, the peer `destination`, as in every view.

use super::around::Around;
use super::words;
use model::{Ending, Event, EventKind, EventProcess, Micros};
use render::json::{Json, Shape};
use render::value::Value;
use std::borrow::Cow;
use std::io::{self, Write};

/// A stream of objects.
pub(super) struct Lines<W: Write>(Json<W>);

impl<W: Write> Lines<W> {
    pub(super) fn new(out: W) -> Self {
        Self(Json::new(Shape::Lines, out))
    }

    pub(super) fn row(&mut self, event: &Event, around: &mut Around) -> io::Result<()> {
        let container = around.container(event);
        let mut fields = Vec::with_capacity(32);
        fields.push(("time", Value::Moment(event.at)));
        fields.push(("event", Value::Word(words::kind(event.kind))));
        if let EventKind::State { old, new } = event.kind {
            fields.push(("old_state", old.map_or(Value::Absent, |old| Value::Word(words::state_field(old)))));
            fields.push(("network.connection.state", Value::Word(words::state_field(new))));
        } else if let Some(state) = event.kind.state() {
            fields.push(("network.connection.state", Value::Word(words::state_field(state))));
        }
        fields.push(("network.transport", Value::Word(words::transport(event.transport))));
        fields.push(("network.type", Value::Word(if event.local.address.is_ipv6() { "ipv6" } else { "ipv4" })));
        fields.push(("source.address", Value::Address(event.local.address)));
        fields.push(("source.port", Value::Number(event.local.port.into())));
        if event.peer.port != 0 {
            fields.push(("destination.address", Value::Address(event.peer.address)));
            fields.push(("destination.port", Value::Number(event.peer.port.into())));
        }
        fields.push(("netns.inode", event.namespace.map_or(Value::Absent, |id| Value::Number(id.inode))));
        fields.push(("cookie", event.cookie.map_or(Value::Absent, |cookie| Value::Number(cookie.0))));
        fields.push(("inode", event.inode.map_or(Value::Absent, |inode| Value::Number(inode.0))));
        match &event.process {
            Some(process) => push_process(&mut fields, process),
            None => fields.push(("process.name", Value::Unknown(Cow::Borrowed("not seen")))),
        }
        if let Some(container) = &container {
            fields.push(("container.id", Value::Text(Cow::Borrowed(&container.id))));
            fields.push((
                "container.name",
                container.name.as_deref().map_or(Value::Absent, |name| Value::Text(name.into())),
            ));
        }
        if let Some(ending) = &event.ending {
            push_ending(&mut fields, ending);
        }
        self.0.row(&fields)
    }

    pub(super) fn lost(&mut self, count: u64) -> io::Result<()> {
        self.0.row(&[("event", Value::Word("lost")), ("lost_events", Value::Number(count))])
    }

    pub(super) fn print_so_far(&mut self) -> io::Result<()> {
        self.0.print_so_far()
    }

    pub(super) fn summary(&mut self, fields: &[(&'static str, Value<'_>)]) -> io::Result<()> {
        self.0.row(fields)
    }

    pub(super) fn finish(self) -> io::Result<()> {
        self.0.finish().map(|_| ())
    }
}

fn push_process<'e>(fields: &mut Vec<(&'static str, Value<'e>)>, process: &'e EventProcess) {
    let number = |id: Option<model::ProcessId>| id.map_or(Value::Absent, |id| Value::Number(id.0.into()));
    fields.push(("process.name", Value::Text(Cow::Borrowed(process.name.as_bytes()))));
    fields.push(("process.pid", number(process.id)));
    fields.push(("process.thread.id", number(process.thread)));
    fields.push(("process.role", Value::Word(words::role(process.role))));
}

fn push_ending(fields: &mut Vec<(&'static str, Value<'_>)>, ending: &Ending) {
    let span = |micros: Option<Micros>| micros.map_or(Value::Absent, Value::Span);
    fields.push(("reason", Value::Word(words::reason(ending.why))));
    fields.push(("lived_us", span(ending.lived.map(words::micros))));
    if let Some(traffic) = &ending.traffic {
        fields.push(("sent_bytes", Value::Amount(traffic.sent)));
        fields.push(("received_bytes", Value::Amount(traffic.received)));
        fields.push(("retransmitted_bytes", Value::Amount(traffic.retransmitted)));
        fields.push(("retransmitted_segments", Value::Number(traffic.retransmits.into())));
        fields.push(("rtt_us", span(traffic.round_trip)));
        fields.push(("min_rtt_us", span(traffic.least_round_trip)));
    }
}
