//! The first four cells of every row: kind, state and the two queues.

use super::{columns, sctp};
use model::{Socket, SocketFamily, State, Transport};
use render::table::{Cell, Table};
use std::io::{self, Write};

/// The least width of a queue's cell, in bytes: longer than its header would make it on a table without headers.
const QUEUE_WIDTH: u16 = 6;

/// Fills the cells from Netid to Send-Q and leaves the table in the first address.
pub(super) fn lay<W: Write>(table: &mut Table<W>, socket: &Socket<'_>) -> io::Result<()> {
    lay_in_state(table, socket, socket.state)
}

/// Fills the same cells, with another state than the socket's.
pub(super) fn lay_in_state<W: Write>(table: &mut Table<W>, socket: &Socket<'_>, shown: State) -> io::Result<()> {
    table.seek(columns::NETID)?;
    table.text().push_str(kind(socket));
    table.seek(columns::STATE)?;
    table.text().push_str(state(shown));
    lay_queues(table, socket)
}

/// Fills the same cells for an SCTP association, which stands below its endpoint.
pub(super) fn lay_association<W: Write>(table: &mut Table<W>, socket: &Socket<'_>) -> io::Result<()> {
    table.seek(columns::STATE)?;
    let cell = table.text();
    cell.push_bytes(b"`- ");
    cell.push_str(sctp::association_state(socket.state));
    lay_queues(table, socket)
}

/// Fills the cells of the queues and leaves the table in the first address.
fn lay_queues<W: Write>(table: &mut Table<W>, socket: &Socket<'_>) -> io::Result<()> {
    table.seek(columns::RECEIVE_QUEUE)?;
    push_queue(table.text(), socket.receive_queue);
    table.seek(columns::SEND_QUEUE)?;
    push_queue(table.text(), socket.send_queue);
    table.seek(columns::LOCAL_ADDRESS)
}

fn push_queue(cell: &mut Cell, length: u32) {
    super::number::push_signed(cell, length);
    cell.pad_to(QUEUE_WIDTH);
}

/// The word for a kind of socket.
fn kind(socket: &Socket<'_>) -> &'static str {
    match socket.transport {
        Transport::Tcp => "tcp",
        Transport::Udp => "udp",
        Transport::Icmp6 => "icmp6",
        Transport::Dccp => "dccp",
        Transport::Sctp => "sctp",
        Transport::Mptcp => "mptcp",
        // The original knows sequenced packets of UNIX only.
        Transport::UdpLite | Transport::OtherIp(_) | Transport::VsockSeqpacket => "???",
        Transport::UnixStream => "u_str",
        Transport::UnixDatagram => "u_dgr",
        Transport::UnixSeqpacket => "u_seq",
        Transport::PacketRaw => "p_raw",
        Transport::PacketDatagram => "p_dgr",
        Transport::Netlink => "nl",
        Transport::VsockStream => "v_str",
        Transport::VsockDatagram => "v_dgr",
        Transport::Raw => raw_kind(socket),
        Transport::Tipc => tipc_kind(socket),
        Transport::Xdp => "xdp",
    }
}

/// A TIPC socket is called after its `SOCK_*` type.
fn tipc_kind(socket: &Socket<'_>) -> &'static str {
    let SocketFamily::Tipc(tipc) = &socket.family else { return "???" };
    match tipc.socket_type {
        1 => "ti_st",
        2 => "ti_dg",
        4 => "ti_rd",
        5 => "ti_sq",
        _ => "???",
    }
}

/// A raw socket is called after its protocol, as if it were one of that; `/proc/net/raw`, which has no cookies, only says raw.
fn raw_kind(socket: &Socket<'_>) -> &'static str {
    let SocketFamily::Inet(inet) = &socket.family else { return "raw" };
    match (socket.cookie, inet.local.port) {
        (None, _) | (_, 0) => "raw",
        (Some(_), 6) => "tcp",
        (Some(_), 17) => "udp",
        (Some(_), 33) => "dccp",
        (Some(_), 58) => "icmp6",
        (Some(_), 132) => "sctp",
        (Some(_), _) => "???",
    }
}

/// The word for a state. The original knows no number above 11, and dies of those above 12.
fn state(state: State) -> &'static str {
    match state {
        State::Established => "ESTAB",
        State::SynSent => "SYN-SENT",
        State::SynRecv => "SYN-RECV",
        State::FinWait1 => "FIN-WAIT-1",
        State::FinWait2 => "FIN-WAIT-2",
        State::TimeWait => "TIME-WAIT",
        State::Close => "UNCONN",
        State::CloseWait => "CLOSE-WAIT",
        State::LastAck => "LAST-ACK",
        State::Listen => "LISTEN",
        State::Closing => "CLOSING",
        State::NewSynRecv | State::BoundInactive | State::Other(_) => "UNKNOWN",
    }
}
