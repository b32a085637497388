//! Columns about the two ends: what kind of socket it is, where it stands, from where it is reached.
//!
//! Ports stay numbers, because those are what people look for and what filters and firewalls are told; the service has a column of its own.

use super::column::{Column, Field, Fields, Kind};
use super::ends::{has_peer, host, interface_name, local, peer, unix_name};
use super::{Row, words};
use model::{Exposure, InetEndpoint, Socket, SocketFamily, Transport};
use render::grid::Cut;
use render::style::Style;
use render::value::Value;

pub(super) const COLUMNS: &[Column] = &[
    Column::new(
        "transport",
        "PROTO",
        "What kind of socket it is: tcp, udp, unix-stream, …",
        transport,
        Fields::Several(&[
            Field::new("network.transport", Kind::Word, "What kind of socket it is: tcp, udp, unix, netlink, …", network_transport),
            Field::new("socket_type", Kind::Word, "The type of a socket whose transport does not tell: stream, dgram, seqpacket, raw.", socket_type),
        ]),
    )
    .also(&["proto", "protocol", "netid"])
    .importance(85),
    Column::new(
        "family",
        "FAMILY",
        "The family by which it was made: ipv4, ipv6 (also for IPv4 on an IPv6 socket), unix, …",
        family,
        Fields::Own("network.type", Kind::Word),
    ),
    Column::new(
        "state",
        "STATE",
        "Where the connection stands, in the words of RFC 9293 (sockeye explain tells each).",
        state,
        Fields::Several(&[Field::new("network.connection.state", Kind::Word, "Where the connection stands.", connection_state)]),
    )
    .importance(90)
    .styled(|row| Style::of_state(row.subject.socket.state)),
    Column::new(
        "local",
        "LOCAL",
        "This end: address and port, or what its family has in their place.",
        local,
        Fields::Several(&[
            Field::new("source.address", Kind::Address, "The address of this end; the name of a UNIX socket.", local_address),
            Field::new("source.port", Kind::Number, "The port of this end.", local_port),
        ]),
    )
    .at_port()
    .cut(Cut::Middle, 15)
    .essential(),
    Column::new(
        "local-address",
        "LOCAL ADDRESS",
        "The address of this end, or the name of a UNIX socket.",
        local_address,
        Fields::Own("source.address", Kind::Address),
    )
    .cut(Cut::Middle, 15),
    Column::new(
        "local-port",
        "LOCAL PORT",
        "The port of this end.",
        local_port,
        Fields::Own("source.port", Kind::Number),
    )
    .also(&["lport", "sport", "port"])
    .right(),
    Column::new(
        "peer",
        "PEER",
        "The other end: address and port, or what its family has in their place.",
        peer,
        Fields::Several(&[
            Field::new("destination.address", Kind::Address, "The address of the other end.", peer_address),
            Field::new("destination.port", Kind::Number, "The port of the other end.", peer_port),
        ]),
    )
    .at_port()
    .cut(Cut::Middle, 15)
    .essential(),
    Column::new(
        "peer-address",
        "PEER ADDRESS",
        "The address of the other end; IPv4 in IPv6 form is shown as IPv4.",
        peer_address,
        Fields::Own("destination.address", Kind::Address),
    )
    .cut(Cut::Middle, 15),
    Column::new(
        "peer-port",
        "PEER PORT",
        "The port of the other end.",
        peer_port,
        Fields::Own("destination.port", Kind::Number),
    )
    .also(&["rport", "dport"])
    .right(),
    Column::new(
        "local-host",
        "LOCAL HOST",
        "The name of the host at this end (with --resolve).",
        local_host,
        Fields::Own("source.domain", Kind::Text),
    )
    .cut(Cut::Middle, 12),
    Column::new(
        "peer-host",
        "PEER HOST",
        "The name of the host at the other end (with --resolve).",
        peer_host,
        Fields::Own("destination.domain", Kind::Text),
    )
    .cut(Cut::Middle, 12),
    Column::new(
        "service",
        "SERVICE",
        "The service on its port by /etc/services: of a listener its own, of a connection that of either end.",
        service,
        Fields::Own("service", Kind::Text),
    )
    .importance(50)
    .cut(Cut::End, 8)
    .only_filled(),
    Column::new(
        "exposure",
        "EXPOSURE",
        "From where what waits for others can be reached, as far as its address tells: loopback, one interface, the world.",
        exposure,
        Fields::Own("exposure", Kind::Word),
    )
    .styled(exposure_style)
    .only_filled(),
    Column::new(
        "interface",
        "INTERFACE",
        "The interface that it is bound to.",
        interface,
        Fields::Own("network.interface.name", Kind::Text),
    )
    .also(&["dev"])
    .only_filled(),
    Column::new(
        "path",
        "PATH",
        "The name of a UNIX socket: a path, or an abstract name after @.",
        path,
        Fields::Own("path", Kind::Text),
    )
    .cut(Cut::Middle, 12)
    .only_filled(),
];

fn transport<'r>(row: &'r Row<'_>) -> Value<'r> {
    Value::Word(words::transport_word(row.subject.socket))
}

fn network_transport<'r>(row: &'r Row<'_>) -> Value<'r> {
    Value::Word(words::network_transport(row.subject.socket))
}

fn socket_type<'r>(row: &'r Row<'_>) -> Value<'r> {
    words::socket_type(row.subject.socket).map_or(Value::Absent, Value::Word)
}

fn family<'r>(row: &'r Row<'_>) -> Value<'r> {
    Value::Word(words::family_word(row.subject.socket.family()))
}

fn state<'r>(row: &'r Row<'_>) -> Value<'r> {
    let socket = row.subject.socket;
    words::state_word(socket).map_or_else(|| unnamed_state(socket), Value::Word)
}

fn connection_state<'r>(row: &'r Row<'_>) -> Value<'r> {
    let socket = row.subject.socket;
    words::state_words(socket).map_or_else(|| unnamed_state(socket), |(_, word)| Value::Word(word))
}

fn unnamed_state(socket: &Socket<'_>) -> Value<'static> {
    Value::Text(words::unnamed_state(socket.state).into_bytes().into())
}

fn local_address<'r>(row: &'r Row<'_>) -> Value<'r> {
    match &row.subject.socket.family {
        SocketFamily::Inet(inet) => Value::Address(inet.local.address.to_canonical()),
        SocketFamily::Vsock(vsock) => Value::Number(vsock.local.cid.into()),
        SocketFamily::Tipc(tipc) => Value::Number(tipc.node.into()),
        _ => local(row),
    }
}

fn local_port<'r>(row: &'r Row<'_>) -> Value<'r> {
    port(row, |inet| inet.local)
}

fn peer_address<'r>(row: &'r Row<'_>) -> Value<'r> {
    match &row.subject.socket.family {
        SocketFamily::Inet(inet) if has_peer(inet.peer) => Value::Address(inet.peer.address.to_canonical()),
        SocketFamily::Inet(_) => Value::Absent,
        SocketFamily::Vsock(vsock) if vsock.peer.cid != u32::MAX => Value::Number(vsock.peer.cid.into()),
        _ => peer(row),
    }
}

fn peer_port<'r>(row: &'r Row<'_>) -> Value<'r> {
    port(row, |inet| inet.peer)
}

fn port(row: &Row<'_>, end: fn(&model::InetSocket<'_>) -> InetEndpoint) -> Value<'static> {
    match row.inet().map(end) {
        // What stands there is an IP protocol.
        Some(_) if row.subject.socket.transport == Transport::Raw => Value::Absent,
        Some(InetEndpoint { port, .. }) if port != 0 => Value::Number(port.into()),
        _ => Value::Absent,
    }
}

fn local_host<'r>(row: &'r Row<'_>) -> Value<'r> {
    host(row, row.inet().map(|inet| inet.local))
}

fn peer_host<'r>(row: &'r Row<'_>) -> Value<'r> {
    host(row, row.inet().map(|inet| inet.peer))
}

fn service<'r>(row: &'r Row<'_>) -> Value<'r> {
    let Some(inet) = row.inet() else { return Value::Absent };
    if row.manner.numeric || row.subject.socket.transport == Transport::Raw {
        return Value::Absent;
    }
    let name = |port| row.subject.host.service(row.subject.socket.transport, port);
    let found = match inet.peer.port {
        0 => name(inet.local.port),
        peer => name(inet.local.port).or_else(|| name(peer)),
    };
    found.map_or(Value::Absent, |name| Value::Text(name.into()))
}

fn exposure<'r>(row: &'r Row<'_>) -> Value<'r> {
    row.subject.exposure().map_or(Value::Absent, |exposure| Value::Word(exposure.word()))
}

fn exposure_style(row: &Row<'_>) -> Style {
    if row.subject.exposure() == Some(Exposure::World) { Style::Warning } else { Style::Plain }
}

fn interface<'r>(row: &'r Row<'_>) -> Value<'r> {
    interface_name(row).map_or(Value::Absent, |name| Value::Text(name.into()))
}

fn path<'r>(row: &'r Row<'_>) -> Value<'r> {
    match &row.subject.socket.family {
        SocketFamily::Unix(unix) => unix_name(unix).unwrap_or(Value::Absent),
        _ => Value::Absent,
    }
}
