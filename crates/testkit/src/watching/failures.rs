//! Connections that fail, each in its way, and sockets without connections.

use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use socket2::{Domain, Socket, Type};

use super::watcher::{Event, Watcher};
use crate::lab::ip;

/// A way to fail.
pub(super) struct Failure {
    pub(super) name: &'static str,
    /// What is done, and at which end the reason is told: the port there, and the other's.
    act: fn(ours: &Path) -> Result<Vec<Expected>>,
}

/// An end of a connection, or of an attempt at one, and what must be told of it.
struct Expected {
    event: &'static str,
    reason: &'static str,
    local: Option<u16>,
    peer: Option<u16>,
}

pub(super) const ALL: &[Failure] = &[
    Failure { name: "refused", act: refused },
    Failure { name: "timed out", act: timed_out },
    Failure { name: "reset", act: reset },
    Failure { name: "unreachable at once", act: unreachable },
    Failure { name: "no route", act: no_route },
    Failure { name: "aborted from outside", act: aborted },
    Failure { name: "given up", act: given_up },
];

/// What fails is told with its reason and the process.
pub(super) fn is_told(ours: &Path, failure: &Failure) -> Result<()> {
    let mut watcher = Watcher::start(ours, &[])?;
    let own = u64::from(std::process::id());
    for expected in (failure.act)(ours)? {
        let is_it = |event: &Event| {
            let at = |field: &str, port: Option<u16>| port.is_none_or(|port| event.number(field) == Some(port.into()));
            event.text("event") == expected.event
                && event.text("reason") == expected.reason
                && at("source.port", expected.local)
                && at("destination.port", expected.peer)
        };
        let event = watcher.wait_for(&format!("{} {}", expected.event, expected.reason), is_it)?;
        let has_process = expected.event != "reset_sent";
        ensure!(!has_process || event.number("process.pid") == Some(own), "not of this process: {event:?}");
    }
    watcher.end().map(|_| ())
}

fn stream() -> Result<Socket> {
    Socket::new(Domain::IPV4, Type::STREAM, None).context("open a socket")
}

fn address(address: &str) -> Result<SocketAddr> {
    address.parse().context("no address")
}

fn refused(_ours: &Path) -> Result<Vec<Expected>> {
    ensure!(TcpStream::connect((Ipv4Addr::LOCALHOST, 9)).is_err(), "somebody listens on port 9");
    Ok(vec![
        Expected { event: "reset_sent", reason: "", local: Some(9), peer: None },
        Expected { event: "state", reason: "refused", local: None, peer: Some(9) },
    ])
}

/// To an interface behind which nobody is.
fn timed_out(_ours: &Path) -> Result<Vec<Expected>> {
    for words in [
        &["link", "add", "nobody", "type", "veth", "peer", "name", "nowhere"][..],
        &["address", "add", "10.99.0.1/24", "dev", "nobody"],
        // Without asking for a neighbour, who would be missed.
        &["link", "set", "nobody", "arp", "off", "up"],
        &["link", "set", "nowhere", "up"],
    ] {
        ip(words, "")?;
    }
    let socket = stream()?;
    socket.set_tcp_user_timeout(Some(Duration::from_millis(500)))?;
    let outcome = socket.connect(&address("10.99.0.2:81")?.into());
    ip(&["link", "delete", "nobody"], "")?;
    ensure!(outcome.is_err(), "somebody answers");
    Ok(vec![
        Expected { event: "retransmitted", reason: "", local: None, peer: Some(81) },
        Expected { event: "state", reason: "timed_out", local: None, peer: Some(81) },
    ])
}

fn pair() -> Result<(TcpStream, TcpStream)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let client = TcpStream::connect(listener.local_addr()?)?;
    let (server, _) = listener.accept()?;
    Ok((client, server))
}

fn reset(_ours: &Path) -> Result<Vec<Expected>> {
    let (mut client, server) = pair()?;
    let (client_port, server_port) = (Some(client.local_addr()?.port()), Some(server.local_addr()?.port()));
    let server = Socket::from(server);
    server.set_linger(Some(Duration::ZERO))?;
    drop(server);
    ensure!(client.read(&mut [0]).is_err(), "no reset came");
    Ok(vec![
        Expected { event: "state", reason: "reset_here", local: server_port, peer: client_port },
        Expected { event: "state", reason: "reset_by_peer", local: client_port, peer: server_port },
    ])
}

/// What the routes say themselves: nothing is sent.
fn unreachable(_ours: &Path) -> Result<Vec<Expected>> {
    ip(&["route", "add", "unreachable", "10.98.0.0/24"], "")?;
    let outcome = stream()?.connect(&address("10.98.0.2:82")?.into());
    ip(&["route", "delete", "unreachable", "10.98.0.0/24"], "")?;
    ensure!(outcome.is_err(), "somebody answers");
    Ok(vec![Expected { event: "connect_failed", reason: "unreachable", local: None, peer: Some(82) }])
}

/// Nobody answers for the address on the network that it belongs to.
fn no_route(_ours: &Path) -> Result<Vec<Expected>> {
    let socket = stream()?;
    ensure!(socket.connect(&address("10.9.0.77:83")?.into()).is_err(), "somebody answers");
    Ok(vec![Expected { event: "state", reason: "unreachable", local: None, peer: Some(83) }])
}

fn aborted(ours: &Path) -> Result<Vec<Expected>> {
    let (client, server) = pair()?;
    let (client_port, server_port) = (client.local_addr()?.port(), server.local_addr()?.port());
    let filter = format!("sport = :{client_port}");
    let output = Command::new(ours).args(["ss", "-K", "-tn", &filter]).output().context("run ours")?;
    ensure!(output.status.success(), "it cannot be closed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(vec![Expected { event: "state", reason: "aborted", local: Some(client_port), peer: Some(server_port) }])
}

fn given_up(_ours: &Path) -> Result<Vec<Expected>> {
    let socket = stream()?;
    socket.set_nonblocking(true)?;
    // It cannot be connected yet.
    let _ = socket.connect(&address("10.9.0.78:84")?.into());
    drop(socket);
    Ok(vec![Expected { event: "state", reason: "given_up", local: None, peer: Some(84) }])
}

/// UDP sockets are told when they are bound, connected and closed.
pub(super) fn datagrams_are_told(ours: &Path) -> Result<()> {
    let mut watcher = Watcher::start(ours, &[])?;
    let server = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    let client = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    client.connect(server.local_addr()?)?;
    let ports = (client.local_addr()?.port(), server.local_addr()?.port());
    drop(client);
    drop(server);
    let own = Some(u64::from(std::process::id()));
    for (kind, port) in
        [("bound", ports.0), ("bound", ports.1), ("connected", ports.0), ("closed", ports.0), ("closed", ports.1)]
    {
        let event = watcher.wait_for(&format!("{port} {kind}"), |event| {
            event.text("event") == kind && event.number("source.port") == Some(port.into())
        })?;
        ensure!(event.number("process.pid") == own, "not of this process: {event:?}");
    }
    watcher.end().map(|_| ())
}
