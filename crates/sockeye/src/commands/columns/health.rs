//! Columns about how a TCP connection does, out of TCP's own account (`struct tcp_info`, tcp(7)). An older kernel sends a shorter struct.

use super::Row;
use super::column::{Column, Fields, Kind, TCP_INFO};
use super::queues::micros;
use model::{BytesPerSecond, State, TcpInfo, Transport};
use render::style::Style;
use render::value::Value;
use std::borrow::Cow;

/// A column of TCP's account: at the right, in an importance that leaves it out early.
const fn column(
    name: &'static str,
    title: &'static str,
    about: &'static str,
    value: super::column::ValueOf,
    field: &'static str,
) -> Column {
    Column::new(name, title, about, value, Fields::Own(field, Kind::Number)).wanting(TCP_INFO).right().importance(70)
}

pub(super) const COLUMNS: &[Column] = &[
    column("rtt", "RTT", "The smoothed round-trip time.", |row| of(row, 0, |tcp| Value::Span(tcp.rtt)), "rtt_us"),
    column(
        "rttvar",
        "RTTVAR",
        "How far round-trip times lie from it, on average.",
        |row| of(row, 0, |tcp| Value::Span(tcp.rttvar)),
        "rttvar_us",
    ),
    column(
        "min-rtt",
        "MIN-RTT",
        "The smallest round-trip time seen lately.",
        // The kernel's mark of none yet.
        |row| {
            of(row, 152, |tcp| if tcp.min_rtt.0 >= u32::MAX.into() { Value::Absent } else { Value::Span(tcp.min_rtt) })
        },
        "min_rtt_us",
    ),
    column(
        "rto",
        "RTO",
        "How long an acknowledgement is awaited before a segment is sent again.",
        |row| of(row, 0, |tcp| Value::Span(tcp.rto)),
        "rto_us",
    ),
    column(
        "cwnd",
        "CWND",
        "The congestion window, in segments.",
        |row| of(row, 0, |tcp| Value::Number(tcp.snd_cwnd.into())),
        "cwnd_segments",
    ),
    column(
        "mss",
        "MSS",
        "The largest segment that is sent, in octets.",
        |row| of(row, 0, |tcp| Value::Number(tcp.snd_mss.into())),
        "mss_bytes",
    ),
    column(
        "pmtu",
        "PMTU",
        "The largest packet that the path takes, in octets.",
        |row| of(row, 0, |tcp| Value::Number(tcp.pmtu.into())),
        "pmtu_bytes",
    ),
    column(
        "retrans",
        "RETRANS",
        "Segments sent again over its life.",
        |row| of(row, 104, |tcp| Value::Number(tcp.total_retrans.into())),
        "retransmitted_segments",
    )
    .styled(|row| trouble(row, |tcp| tcp.total_retrans)),
    column(
        "unacked",
        "UNACKED",
        "Segments sent and not acknowledged.",
        |row| of(row, 0, |tcp| Value::Number(tcp.unacked.into())),
        "unacked_segments",
    ),
    column(
        "lost",
        "LOST",
        "Segments held lost now.",
        |row| of(row, 0, |tcp| Value::Number(tcp.lost.into())),
        "lost_segments",
    )
    .styled(|row| trouble(row, |tcp| tcp.lost)),
    column(
        "bytes-sent",
        "SENT",
        "Octets sent, repetitions included.",
        |row| of(row, 208, |tcp| Value::Amount(tcp.bytes_sent)),
        "sent_bytes",
    ),
    column(
        "bytes-received",
        "RECEIVED",
        "Octets received.",
        |row| of(row, 136, |tcp| Value::Amount(tcp.bytes_received)),
        "received_bytes",
    ),
    column(
        "bytes-acked",
        "ACKED",
        "Octets sent and acknowledged.",
        |row| of(row, 128, |tcp| Value::Amount(tcp.bytes_acked)),
        "acked_bytes",
    ),
    column(
        "bytes-retrans",
        "RETRANS-BYTES",
        "Octets sent again.",
        |row| of(row, 216, |tcp| Value::Amount(tcp.bytes_retrans)),
        "retransmitted_bytes",
    ),
    column(
        "delivery-rate",
        "DELIVERY",
        "How fast the peer acknowledged data lately.",
        |row| of(row, 168, |tcp| rate(tcp.delivery_rate)),
        "delivery_rate_bits_per_second",
    ),
    column(
        "pacing-rate",
        "PACING",
        "How fast the kernel lets data out.",
        |row| of(row, 112, |tcp| rate(tcp.pacing_rate)),
        "pacing_rate_bits_per_second",
    ),
    column(
        "last-sent",
        "LAST SENT",
        "How long ago data was sent.",
        |row| of(row, 0, |tcp| Value::Span(micros(tcp.last_data_sent))),
        "last_sent_us",
    )
    .clock(),
    column(
        "last-received",
        "LAST RECEIVED",
        "How long ago data was received.",
        |row| of(row, 0, |tcp| Value::Span(micros(tcp.last_data_recv))),
        "last_received_us",
    )
    .clock(),
    Column::new(
        "congestion",
        "CONGESTION",
        "The congestion control.",
        congestion,
        Fields::Own("congestion_control", Kind::Text),
    )
    .wanting(TCP_INFO),
];

/// A fact of TCP's account, which ends so many octets into the struct (zero: as old as the struct). What is no connection has none.
fn of<'r>(row: &'r Row<'_>, end: u16, fact: impl FnOnce(&'r TcpInfo) -> Value<'r>) -> Value<'r> {
    if !has_account(row) {
        return Value::Absent;
    }
    match row.inet().and_then(|inet| inet.tcp.as_ref()) {
        Some(tcp) if tcp.length < end => Value::Unknown(OLD_KERNEL),
        Some(tcp) => fact(tcp),
        None => Value::Unknown(NO_ACCOUNT),
    }
}

const OLD_KERNEL: Cow<'static, str> = Cow::Borrowed("this kernel does not tell, a newer one would");
const NO_ACCOUNT: Cow<'static, str> = Cow::Borrowed("only the kernel's socket diagnostics (inet_diag) tell");

/// Whether the kernel keeps an account of it: what waits in TIME-WAIT or for the end of a handshake is no full socket.
fn has_account(row: &Row<'_>) -> bool {
    let socket = row.subject.socket;
    socket.transport == Transport::Tcp
        && !matches!(
            socket.state,
            State::Listen | State::Close | State::BoundInactive | State::TimeWait | State::SynRecv | State::NewSynRecv
        )
        // What remains of a connection in FIN-WAIT-2 is often a record like that of TIME-WAIT.
        && !(socket.state == State::FinWait2 && socket.inode.0 == 0)
}

fn rate(rate: BytesPerSecond) -> Value<'static> {
    if rate.0 == 0 || rate.0 == u64::MAX { Value::Absent } else { Value::Rate(rate) }
}

fn trouble(row: &Row<'_>, count: fn(&TcpInfo) -> u32) -> Style {
    match row.inet().and_then(|inet| inet.tcp.as_ref()) {
        Some(tcp) if count(tcp) > 0 => Style::Trouble,
        _ => Style::Plain,
    }
}

fn congestion<'r>(row: &'r Row<'_>) -> Value<'r> {
    match row.inet().and_then(|inet| inet.congestion_control) {
        Some(name) => Value::Text(name.into()),
        None if has_account(row) => Value::Unknown(NO_ACCOUNT),
        None => Value::Absent,
    }
}
