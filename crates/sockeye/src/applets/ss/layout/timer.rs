//! The timer that runs on a socket (`-o`).

use model::{Millis, Timer, TimerKind, Transport};
use render::table::Cell;

/// Appends the running timer, if one runs.
pub(super) fn push(cell: &mut Cell, timer: Timer, transport: Transport) {
    let name: &[u8] = match timer.kind {
        TimerKind::Off => return,
        _ if transport == Transport::Sctp => b"T3_RTX",
        TimerKind::Retransmit => b"on",
        TimerKind::Keepalive => b"keepalive",
        TimerKind::TimeWait => b"timewait",
        TimerKind::Probe => b"persist",
        TimerKind::Other(_) => b"unknown",
    };
    cell.push_bytes(b" timer:(");
    cell.push_bytes(name);
    cell.push_bytes(b",");
    push_duration(cell, timer.expires);
    cell.push_bytes(b",");
    cell.push_u64(timer.retransmits.into());
    cell.push_bytes(b")");
}

/// Appends a duration in the units that are worth showing. Below ten seconds a fraction reads as in `4.552ms`, which is 4.552
/// seconds; zero is no text at all.
fn push_duration(cell: &mut Cell, Millis(duration): Millis) {
    let minutes = duration / 60_000;
    let seconds = if minutes > 9 { 0 } else { duration / 1000 % 60 };
    let millis = if minutes > 0 || seconds > 9 { 0 } else { duration % 1000 };
    if minutes > 0 {
        cell.push_u64(minutes);
        cell.push_bytes(b"min");
    }
    if seconds > 0 {
        cell.push_u64(seconds);
        cell.push_bytes(if millis > 0 { b"." } else { b"sec" });
    }
    if millis > 0 {
        // Digits are below 10.
        let digits = [millis / 100, millis / 10 % 10, millis % 10].map(|digit| b'0' + digit as u8);
        cell.push_bytes(&digits);
        cell.push_bytes(b"ms");
    }
}
