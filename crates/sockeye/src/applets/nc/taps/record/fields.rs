//! What the lines of a record say. What is written and its schema both follow from the tables here.

use super::words;
use crate::applets::nc::taps::ends::{self, Ends};
use crate::commands::columns::Kind;
use crate::commands::columns::schema::View;
use crate::commands::facts::{Fact, Shape, closed_object};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::{Bytes, Micros};
use relay::address::Address;
use relay::rules::Role;
use relay::traffic::Direction;
use render::json;
use render::value::Value;
use std::borrow::Cow;
use std::time::SystemTime;

/// What a line tells.
pub(super) struct Line<'l> {
    pub(super) time: SystemTime,
    /// The connection, counted from 1.
    pub(super) connection: u64,
    /// Since it was made.
    pub(super) after: Micros,
    pub(super) happened: Happened<'l>,
}

/// What happened to a connection.
pub(super) enum Happened<'l> {
    /// It was made.
    Connected(&'l Ends),
    /// Octets have passed, so many others the same way before.
    Passed { direction: Direction, offset: u64, octets: &'l [u8] },
    /// It is over.
    Ended { sent: u64, received: u64, reason: &'static str, error: Option<&'l str> },
}

/// Appends a line.
pub(super) fn push(out: &mut Vec<u8>, line: &Line<'_>) {
    let facts = match line.happened {
        Happened::Connected(_) => CONNECTED,
        Happened::Passed { .. } => PASSED,
        Happened::Ended { .. } => ENDED,
    };
    let members: Vec<_> = facts.iter().map(|fact| (fact.name, (fact.value)(line))).collect();
    json::push_object(out, &members);
    out.push(b'\n');
}

/// What lines look like.
pub(crate) fn schema() -> serde_json::Value {
    View::Session.lines(
        "A session of sockeye nc, as --record writes it, a line for each event",
        [
            ("a connection was made", closed_object(CONNECTED)),
            ("octets were sent or received at once", closed_object(PASSED)),
            ("a connection ended; without this line the process was killed", closed_object(ENDED)),
        ],
    )
}

/// Finds a value of a line.
type OfLine = for<'l> fn(&'l Line<'_>) -> Value<'l>;

const NUMBER: Shape = Shape::Of(Kind::Number);

const CONNECTED: &[Fact<OfLine>] = &[
    form(),
    time(),
    event(|| vec!["connected"]),
    connection(),
    after(),
    Fact::always("role", Shape::Words(|| vec!["client", "listener"]), "Which end this is.", |line| {
        of_ends(line, |ends| {
            Some(Value::Word(match ends.role {
                Role::Client => "client",
                Role::Listener => "listener",
            }))
        })
    }),
    Fact::always(
        "network.transport",
        Shape::Words(|| vec!["tcp", "udp", "unix"]),
        "What carries the octets.",
        |line| of_ends(line, |ends| Some(Value::Word(ends.transport()))),
    ),
    Fact::sometimes("socket_type", Shape::Words(|| vec!["stream", "dgram"]), "Of a UNIX socket: its type.", |line| {
        of_ends(line, |ends| ends.socket_type().map(Value::Word))
    }),
    Fact::sometimes(
        "source.address",
        Shape::Of(Kind::Text),
        "The address of this end; the name of a UNIX socket.",
        |line| of_ends(line, |ends| ends.local.as_ref().map(address)),
    ),
    Fact::sometimes("source.port", NUMBER, "The port of this end.", |line| {
        of_ends(line, |ends| ends.local.as_ref().and_then(port))
    }),
    Fact::sometimes(
        "destination.address",
        Shape::Of(Kind::Text),
        "The address of the peer; the name of a UNIX socket.",
        |line| of_ends(line, |ends| ends.peer.as_ref().map(address)),
    ),
    Fact::sometimes("destination.port", NUMBER, "The port of the peer.", |line| {
        of_ends(line, |ends| ends.peer.as_ref().and_then(port))
    }),
];

const PASSED: &[Fact<OfLine>] = &[
    form(),
    time(),
    event(|| vec!["data"]),
    connection(),
    after(),
    Fact::always("direction", Shape::Words(|| vec!["sent", "received"]), "Which way they went.", |line| {
        match line.happened {
            Happened::Passed { direction: Direction::Sent, .. } => Value::Word("sent"),
            Happened::Passed { direction: Direction::Received, .. } => Value::Word("received"),
            _ => Value::Absent,
        }
    }),
    Fact::always("offset", NUMBER, "How many octets went the same way before.", |line| match line.happened {
        Happened::Passed { offset, .. } => Value::Number(offset),
        _ => Value::Absent,
    }),
    Fact::always("bytes", NUMBER, "How many they are; none: an empty datagram.", |line| {
        payload(line, |octets| Some(Value::Number(octets.len() as u64)))
    }),
    Fact::sometimes("text", Shape::Of(Kind::Text), "The octets, where they are UTF-8.", |line| {
        payload(line, |octets| is_text(octets).then_some(Value::Text(Cow::Borrowed(octets))))
    }),
    Fact::sometimes("base64", Shape::Of(Kind::Text), "The octets, where they are not (RFC 4648).", |line| {
        payload(line, |octets| (!is_text(octets)).then(|| Value::Text(STANDARD.encode(octets).into_bytes().into())))
    }),
];

const ENDED: &[Fact<OfLine>] = &[
    form(),
    time(),
    event(|| vec!["ended"]),
    connection(),
    after(),
    Fact::always("sent_bytes", NUMBER, "Octets sent in all.", |line| match line.happened {
        Happened::Ended { sent, .. } => Value::Amount(Bytes(sent)),
        _ => Value::Absent,
    }),
    Fact::always("received_bytes", NUMBER, "Octets received in all.", |line| match line.happened {
        Happened::Ended { received, .. } => Value::Amount(Bytes(received)),
        _ => Value::Absent,
    }),
    Fact::always("reason", Shape::Words(|| words::REASONS.into()), "Why it ended.", |line| match line.happened {
        Happened::Ended { reason, .. } => Value::Word(reason),
        _ => Value::Absent,
    }),
    Fact::sometimes("error", Shape::Of(Kind::Text), "What failed.", |line| match line.happened {
        Happened::Ended { error: Some(error), .. } => Value::Text(error.as_bytes().into()),
        _ => Value::Absent,
    }),
];

const fn form() -> Fact<OfLine> {
    Fact::always("schema", Shape::Words(|| vec![View::Session.name()]), "What this line looks like.", |_| {
        Value::Word(View::Session.name())
    })
}

const fn time() -> Fact<OfLine> {
    Fact::always("time", Shape::Of(Kind::Moment), "When it happened, by the host's clock.", |line| {
        Value::Moment(line.time)
    })
}

const fn event(words: fn() -> Vec<&'static str>) -> Fact<OfLine> {
    Fact::always("event", Shape::Words(words), "What happened.", |line| {
        Value::Word(match line.happened {
            Happened::Connected(_) => "connected",
            Happened::Passed { .. } => "data",
            Happened::Ended { .. } => "ended",
        })
    })
}

const fn connection() -> Fact<OfLine> {
    Fact::always("connection", NUMBER, "Which connection, counted from 1.", |line| Value::Number(line.connection))
}

const fn after() -> Fact<OfLine> {
    let about = "Microseconds since the connection was made, by a clock that nobody sets.";
    Fact::always("after_us", NUMBER, about, |line| Value::Span(line.after))
}

fn of_ends<'l>(line: &'l Line<'_>, value: impl FnOnce(&'l Ends) -> Option<Value<'l>>) -> Value<'l> {
    match line.happened {
        Happened::Connected(ends) => value(ends).unwrap_or(Value::Absent),
        _ => Value::Absent,
    }
}

fn address(address: &Address) -> Value<'static> {
    Value::Text(ends::host(address).into())
}

fn port(address: &Address) -> Option<Value<'static>> {
    ends::port(address).map(|port| Value::Number(port.into()))
}

fn payload<'l>(line: &'l Line<'_>, value: impl FnOnce(&'l [u8]) -> Option<Value<'l>>) -> Value<'l> {
    match line.happened {
        Happened::Passed { octets, .. } => value(octets).unwrap_or(Value::Absent),
        _ => Value::Absent,
    }
}

fn is_text(octets: &[u8]) -> bool {
    std::str::from_utf8(octets).is_ok()
}
