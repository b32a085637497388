//! Columns about what waits: in the queues, for a listener to accept, for a timer.

use super::column::{Column, Fields, Kind};
use super::{Row, words};
use model::{Bytes, Micros, Millis, State, TimerKind, Transport};
use render::style::Style;
use render::value::Value;

pub(super) const COLUMNS: &[Column] = &[
    Column::new(
        "recv-q",
        "RECV-Q",
        "Octets received that the program has not read yet.",
        receive_queue,
        Fields::Own("receive_queue_bytes", Kind::Number),
    )
    .also(&["receive-queue"])
    .importance(40)
    .right()
    .styled(|row| filled(row.subject.socket.receive_queue)),
    Column::new(
        "send-q",
        "SEND-Q",
        "Octets that the program has sent and the peer has not acknowledged.",
        send_queue,
        Fields::Own("send_queue_bytes", Kind::Number),
    )
    .also(&["send-queue"])
    .importance(40)
    .right()
    .styled(|row| filled(row.subject.socket.send_queue)),
    Column::new(
        "backlog",
        "BACKLOG",
        "Connections that wait for a listener to accept them.",
        backlog,
        Fields::Own("backlog", Kind::Number),
    )
    .importance(35)
    .right()
    .only_filled()
    .styled(backlog_style),
    Column::new(
        "backlog-limit",
        "LIMIT",
        "How many connections may wait for a listener; more are dropped.",
        backlog_limit,
        Fields::Own("backlog_limit", Kind::Number),
    )
    .right()
    .only_filled(),
    Column::new(
        "timer",
        "TIMER",
        "The timer that runs on it: retransmit, keepalive, time-wait, probe.",
        timer,
        Fields::Own("timer", Kind::Word),
    ),
    Column::new(
        "timer-expires",
        "EXPIRES",
        "How long until that timer fires.",
        timer_expires,
        Fields::Own("timer_expires_us", Kind::Number),
    )
    .clock()
    .right(),
    Column::new(
        "timer-retransmits",
        "TRIES",
        "How often that timer has fired without an answer.",
        timer_retransmits,
        Fields::Own("timer_retransmits", Kind::Number),
    )
    .right(),
];

/// Whether what stands in the queues are connections, not octets.
fn is_listener(row: &Row<'_>) -> bool {
    row.subject.socket.state == State::Listen
}

fn receive_queue<'r>(row: &'r Row<'_>) -> Value<'r> {
    if is_listener(row) { Value::Absent } else { amount(row.subject.socket.receive_queue) }
}

fn send_queue<'r>(row: &'r Row<'_>) -> Value<'r> {
    if is_listener(row) { Value::Absent } else { amount(row.subject.socket.send_queue) }
}

fn amount(octets: u32) -> Value<'static> {
    Value::Amount(Bytes(octets.into()))
}

fn filled(octets: u32) -> Style {
    if octets == 0 { Style::Muted } else { Style::Plain }
}

fn backlog<'r>(row: &'r Row<'_>) -> Value<'r> {
    if is_listener(row) { Value::Number(row.subject.socket.receive_queue.into()) } else { Value::Absent }
}

fn backlog_limit<'r>(row: &'r Row<'_>) -> Value<'r> {
    if is_listener(row) { Value::Number(row.subject.socket.send_queue.into()) } else { Value::Absent }
}

/// A full queue drops connections.
fn backlog_style(row: &Row<'_>) -> Style {
    let socket = row.subject.socket;
    if is_listener(row) && socket.receive_queue > 0 && socket.receive_queue >= socket.send_queue {
        Style::Warning
    } else {
        Style::Plain
    }
}

fn timer<'r>(row: &'r Row<'_>) -> Value<'r> {
    match row.inet().map(|inet| inet.timer.kind) {
        None | Some(TimerKind::Off) => Value::Absent,
        Some(kind) => match (words::timer_word(kind), kind) {
            (Some(word), _) => Value::Word(word),
            (None, TimerKind::Other(number)) => Value::Text(format!("timer-{number}").into_bytes().into()),
            (None, _) => Value::Absent,
        },
    }
}

fn timer_expires<'r>(row: &'r Row<'_>) -> Value<'r> {
    match row.inet() {
        Some(inet) if inet.timer.kind != TimerKind::Off => Value::Span(micros(inet.timer.expires)),
        _ => Value::Absent,
    }
}

fn timer_retransmits<'r>(row: &'r Row<'_>) -> Value<'r> {
    match row.inet() {
        Some(inet) if inet.timer.kind != TimerKind::Off && row.subject.socket.transport == Transport::Tcp => {
            Value::Number(inet.timer.retransmits.into())
        }
        _ => Value::Absent,
    }
}

/// A time of the kernel's in the unit in which all are told.
pub(super) fn micros(time: Millis) -> Micros {
    Micros(time.0.saturating_mul(1000))
}
