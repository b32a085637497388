//! What our own views call transports, families, states and timers. States are called as RFC 9293 calls them.

use model::{Family, NetlinkProtocol, Socket, SocketFamily, State, TimerKind, Transport};

/// The word for a socket's transport.
pub(crate) fn transport_word(socket: &Socket<'_>) -> &'static str {
    transport_name(socket.transport)
}

/// The word for a transport. For those of IP it is also OpenTelemetry's (`network.transport`).
pub(crate) fn transport_name(transport: Transport) -> &'static str {
    match transport {
        Transport::Tcp => "tcp",
        Transport::Udp => "udp",
        Transport::UdpLite => "udplite",
        Transport::Raw => "raw",
        Transport::Icmp6 => "icmp6",
        Transport::Dccp => "dccp",
        Transport::Sctp => "sctp",
        Transport::Mptcp => "mptcp",
        Transport::OtherIp(_) => "ip",
        Transport::UnixStream => "unix-stream",
        Transport::UnixDatagram => "unix-dgram",
        Transport::UnixSeqpacket => "unix-seqpacket",
        Transport::PacketRaw => "packet-raw",
        Transport::PacketDatagram => "packet-dgram",
        Transport::Netlink => "netlink",
        Transport::VsockStream => "vsock-stream",
        Transport::VsockDatagram => "vsock-dgram",
        Transport::VsockSeqpacket => "vsock-seqpacket",
        Transport::Tipc => "tipc",
        Transport::Xdp => "xdp",
    }
}

/// OpenTelemetry's word for a transport, where it has one (`network.transport`).
pub(super) fn network_transport(socket: &Socket<'_>) -> &'static str {
    match socket.family {
        SocketFamily::Unix(_) => "unix",
        SocketFamily::Packet(_) => "packet",
        SocketFamily::Vsock(_) => "vsock",
        _ => transport_word(socket),
    }
}

/// The type of a socket whose family has several (socket(2)).
pub(super) fn socket_type(socket: &Socket<'_>) -> Option<&'static str> {
    Some(match socket.transport {
        Transport::UnixStream | Transport::VsockStream => "stream",
        Transport::UnixDatagram | Transport::VsockDatagram | Transport::PacketDatagram => "dgram",
        Transport::UnixSeqpacket | Transport::VsockSeqpacket => "seqpacket",
        Transport::PacketRaw => "raw",
        _ => return None,
    })
}

/// The word for a family.
pub(super) fn family_word(family: Family) -> &'static str {
    match family {
        Family::Inet => "ipv4",
        Family::Inet6 => "ipv6",
        Family::Unix => "unix",
        Family::Packet => "packet",
        Family::Netlink => "netlink",
        Family::Vsock => "vsock",
        Family::Tipc => "tipc",
        Family::Xdp => "xdp",
    }
}

/// The word for the state that a socket is in. `None`: one that has no name here, by its number.
pub(crate) fn state_word(socket: &Socket<'_>) -> Option<&'static str> {
    state_words(socket).map(|(word, _)| word)
}

/// The word for a state, and OpenTelemetry's (`network.connection.state`), where it has one.
pub(super) fn state_words(socket: &Socket<'_>) -> Option<(&'static str, &'static str)> {
    state_names(socket.transport, socket.state)
}

/// The same of any socket of this transport.
pub(crate) fn state_names(transport: Transport, state: State) -> Option<(&'static str, &'static str)> {
    let is_tcp = matches!(transport, Transport::Tcp | Transport::Mptcp);
    Some(match state {
        State::Established => ("ESTABLISHED", "established"),
        State::SynSent => ("SYN-SENT", "syn_sent"),
        State::SynRecv | State::NewSynRecv => ("SYN-RECEIVED", "syn_received"),
        State::FinWait1 => ("FIN-WAIT-1", "fin_wait_1"),
        State::FinWait2 => ("FIN-WAIT-2", "fin_wait_2"),
        State::TimeWait => ("TIME-WAIT", "time_wait"),
        State::Close if is_tcp => ("CLOSED", "closed"),
        // Not a state of a protocol: a socket that has no peer.
        State::Close => ("UNCONNECTED", "unconnected"),
        State::CloseWait => ("CLOSE-WAIT", "close_wait"),
        State::LastAck => ("LAST-ACK", "last_ack"),
        State::Listen => ("LISTEN", "listen"),
        State::Closing => ("CLOSING", "closing"),
        State::BoundInactive => ("BOUND", "bound"),
        State::Other(_) => return None,
    })
}

/// What stands for a state without a name: its number in the kernel.
pub(crate) fn unnamed_state(state: State) -> String {
    format!("state-{}", state.to_kernel())
}

/// The word for a running timer. `None`: one that has no name here, by its number.
pub(super) fn timer_word(timer: TimerKind) -> Option<&'static str> {
    Some(match timer {
        TimerKind::Off => "off",
        TimerKind::Retransmit => "retransmit",
        TimerKind::Keepalive => "keepalive",
        TimerKind::TimeWait => "time-wait",
        TimerKind::Probe => "probe",
        TimerKind::Other(_) => return None,
    })
}

/// The number of a netlink protocol, as it stands where its name would.
pub(super) fn netlink_number(protocol: NetlinkProtocol) -> Vec<u8> {
    protocol.0.to_string().into_bytes()
}
