//! How the ends of sockets are written, whatever their family.

use super::{Row, words};
use model::{InetEndpoint, Inode, SocketFamily, Transport, UnixSocket, VsockAddress};
use names::EtherTypes;
use render::address;
use render::value::Value;
use std::borrow::Cow;
use std::io::Write;

/// This end.
pub(super) fn local<'r>(row: &'r Row<'_>) -> Value<'r> {
    match &row.subject.socket.family {
        SocketFamily::Inet(inet) => match row.subject.socket.transport {
            Transport::Raw => raw_end(row, inet.local),
            _ => end(row, inet.local, interface_name(row)),
        },
        SocketFamily::Unix(unix) => unix_name(unix).unwrap_or_else(|| unnamed(row.subject.socket.inode)),
        SocketFamily::Packet(packet) => {
            let protocol = match packet.protocol {
                // ETH_P_ALL and none.
                3 => Cow::Borrowed("*"),
                0 => Cow::Borrowed("none"),
                number => EtherTypes::name(number).map_or_else(|| format!("{number:#06x}").into(), Cow::Borrowed),
            };
            let interface = interface_name(row).unwrap_or_else(|| (*b"*").into());
            Value::Text([protocol.as_bytes(), b":", &interface].concat().into())
        }
        SocketFamily::Netlink(netlink) => {
            let protocol = row.subject.host.netlink_protocol(netlink.protocol);
            let protocol = protocol.unwrap_or_else(|| words::netlink_number(netlink.protocol));
            let port = match netlink.port_id {
                0 => "kernel".to_owned(),
                port => port.to_string(),
            };
            Value::Text([&protocol, &b":"[..], port.as_bytes()].concat().into())
        }
        SocketFamily::Vsock(vsock) => vsock_end(vsock.local),
        SocketFamily::Tipc(tipc) => written(|out| write!(out, "{}:{}", tipc.node, tipc.reference)),
        SocketFamily::Xdp(xdp) => match (&xdp.info, interface_name(row)) {
            (Some(info), Some(interface)) => {
                Value::Text([&interface, format!(":q{}", info.queue).as_bytes()].concat().into())
            }
            _ => unnamed(row.subject.socket.inode),
        },
    }
}

/// The other end.
pub(super) fn peer<'r>(row: &'r Row<'_>) -> Value<'r> {
    match &row.subject.socket.family {
        SocketFamily::Inet(inet) if has_peer(inet.peer) => match row.subject.socket.transport {
            Transport::Raw => address(row, inet.peer),
            _ => end(row, inet.peer, None),
        },
        SocketFamily::Unix(UnixSocket { peer: Some(peer), .. }) if peer.0 != 0 => unnamed(*peer),
        SocketFamily::Netlink(netlink) if netlink.peer_port_id != 0 => Value::Number(netlink.peer_port_id.into()),
        SocketFamily::Vsock(vsock) if vsock.peer != VsockAddress::default() && vsock.peer.cid != u32::MAX => {
            vsock_end(vsock.peer)
        }
        SocketFamily::Tipc(tipc) => match &tipc.connection {
            Some(peer) => written(|out| write!(out, "{}:{}", peer.node, peer.reference)),
            None => Value::Absent,
        },
        _ => Value::Absent,
    }
}

/// Whether this is the other end of anything.
pub(super) fn has_peer(peer: InetEndpoint) -> bool {
    peer.port != 0 || !peer.address.to_canonical().is_unspecified()
}

/// The name of the interface that a socket is bound to, or its number.
pub(super) fn interface_name(row: &Row<'_>) -> Option<Vec<u8>> {
    let index = match &row.subject.socket.family {
        SocketFamily::Inet(inet) => inet.interface,
        SocketFamily::Packet(packet) => packet.interface,
        SocketFamily::Xdp(xdp) => xdp.info?.interface,
        _ => return None,
    };
    let name = || if row.manner.numeric { None } else { row.subject.host.interface(index) };
    (index.0 != 0).then(|| name().unwrap_or_else(|| index.0.to_string().into_bytes()))
}

/// An end with its port: `10.0.0.1:22`, `127.0.0.1%lo:8080`, `www.example.org:443`.
fn end<'r>(row: &Row<'_>, end: InetEndpoint, interface: Option<Vec<u8>>) -> Value<'r> {
    let address = end.address.to_canonical();
    let name = row.host_name(address);
    if name.is_none() && interface.is_none() {
        return Value::Endpoint(InetEndpoint { address, ..end });
    }
    let mut text = Vec::new();
    match name {
        Some(name) => text.extend_from_slice(name.as_bytes()),
        None if address.is_ipv6() => {
            text.push(b'[');
            address::push(&mut text, address);
            text.push(b']');
        }
        None => address::push(&mut text, address),
    }
    if let Some(interface) = interface {
        text.push(b'%');
        text.extend_from_slice(&interface);
    }
    // Writing to a Vec cannot fail.
    let _ = if end.port == 0 { text.write_all(b":*") } else { write!(text, ":{}", end.port) };
    Value::Text(text.into())
}

/// The end of a raw socket, which has an IP protocol (protocols(5)) where others have a port.
fn raw_end<'r>(row: &Row<'_>, end: InetEndpoint) -> Value<'r> {
    let mut text = Vec::new();
    address::push(&mut text, end.address.to_canonical());
    text.push(b':');
    match row.manner.protocols.name(end.port).filter(|_| !row.manner.numeric) {
        Some(name) => text.extend_from_slice(name),
        // Writing to a Vec cannot fail.
        None => drop(write!(text, "{}", end.port)),
    }
    Value::Text(text.into())
}

fn address<'r>(row: &'r Row<'_>, end: InetEndpoint) -> Value<'r> {
    match host(row, Some(end)) {
        Value::Absent => Value::Address(end.address.to_canonical()),
        name => name,
    }
}

/// The name of a UNIX socket; the NUL before an abstract one is shown as `@`, as everywhere.
pub(super) fn unix_name<'r>(unix: &UnixSocket<'r>) -> Option<Value<'r>> {
    match unix.name? {
        [] => None,
        [0, rest @ ..] => {
            let shown = rest.iter().map(|&octet| if octet == 0 { b'@' } else { octet });
            Some(Value::Text(std::iter::once(b'@').chain(shown).collect::<Vec<_>>().into()))
        }
        path => Some(Value::Text(path.into())),
    }
}

/// A socket without a name, as links to its file call it (proc(5)).
fn unnamed(inode: Inode) -> Value<'static> {
    written(|out| write!(out, "socket:[{inode}]"))
}

fn vsock_end(end: VsockAddress) -> Value<'static> {
    let part = |number: u32| if number == u32::MAX { "*".to_owned() } else { number.to_string() };
    written(|out| write!(out, "{}:{}", part(end.cid), part(end.port)))
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> Value<'static> {
    let mut text = Vec::new();
    // Writing to a Vec cannot fail.
    let _ = write(&mut text);
    Value::Text(text.into())
}

/// The name of the host at an end, if names were asked for.
pub(super) fn host<'r>(row: &'r Row<'_>, end: Option<InetEndpoint>) -> Value<'r> {
    let name = end.and_then(|end| row.host_name(end.address.to_canonical()));
    name.map_or(Value::Absent, |name| Value::Text(name.as_bytes().into()))
}
