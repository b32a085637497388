//! What a row of `/proc/net/tcp` says of a connection: fewer details than the diagnostics, some of them told nowhere else.

use super::number::{push_general, push_signed};
use super::{Details, identity, timer};
use model::{InetSocket, Millis, Socket, TcpText, TcpTextConnection};
use render::table::Cell;

/// The time-out before anything was measured, which is not worth showing.
const INITIAL_TIMEOUT: Millis = Millis(3000);
/// What the original takes for the congestion window of a row that does not tell it.
const UNTOLD_WINDOW: u32 = 2;

/// Appends timer, identity and the account of a connection, as far as details ask for them.
pub(super) fn push(cell: &mut Cell, details: Details, socket: &Socket<'_>, inet: &InetSocket<'_>, text: &TcpText<'_>) {
    if details.options {
        timer::push(cell, inet.timer, socket.transport);
    }
    if details.extended {
        identity::push_with_key(cell, socket, text.address);
        if !text.rest.is_empty() {
            cell.push_bytes(b" opt:\"");
            cell.push_untrusted(text.rest);
            cell.push_bytes(b"\"");
        }
    }
    if details.info {
        let untold = TcpTextConnection { snd_cwnd: UNTOLD_WINDOW, ..TcpTextConnection::default() };
        push_connection(cell, &text.connection.unwrap_or(untold));
        if inet.timer.retransmits != 0 {
            cell.push_bytes(b" retrans:");
            cell.push_u64(inet.timer.retransmits.into());
            cell.push_bytes(b"/0");
        }
        // The table has no such column, and the original takes that for a value other than the usual one.
        cell.push_bytes(b" reordering:0");
    }
}

fn push_connection(cell: &mut Cell, connection: &TcpTextConnection) {
    if connection.rto != INITIAL_TIMEOUT {
        push_seconds(cell, b" rto:", connection.rto);
    }
    push_seconds(cell, b" ato:", connection.ato);
    if connection.quick_acks != 0 {
        cell.push_bytes(b" qack:");
        cell.push_u64(connection.quick_acks.into());
    }
    // Whether data goes both ways in turn is another bit; the original looks at this one.
    if connection.quick_acks % 2 == 1 {
        cell.push_bytes(b" bidir");
    }
    if connection.snd_cwnd != 0 {
        cell.push_bytes(b" cwnd:");
        cell.push_u64(connection.snd_cwnd.into());
    }
    if let Some(threshold) = connection.snd_ssthresh.filter(|threshold| *threshold != 0) {
        cell.push_bytes(b" ssthresh:");
        push_signed(cell, threshold);
    }
}

/// Appends a time, unless it is zero: in seconds here, where the diagnostics' times are shown in milliseconds.
fn push_seconds(cell: &mut Cell, name: &[u8], Millis(time): Millis) {
    if time != 0 {
        cell.push_bytes(name);
        push_general(cell, time as f64 / 1000.0, 6);
    }
}
