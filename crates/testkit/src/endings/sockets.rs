//! Sockets that are about to end. All end at once and without a trace when they are dropped, so that the next ones can have
//! the same addresses.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use socket2::{Domain, Protocol, Socket, Type};

/// A TCP connection with its listener.
pub(super) struct Connection {
    pub(super) listener: Socket,
    pub(super) client: Socket,
    pub(super) server: Socket,
}

/// Connects two fixed addresses; the client sends a few octets, and the server reads them.
pub(super) fn connection(from: &str, to: &str) -> Result<Connection> {
    let listener = bound(Type::STREAM, to)?;
    listener.listen(5).with_context(|| format!("listen on {to}"))?;
    let client = bound(Type::STREAM, from)?;
    client.connect(&address(to)?.into()).with_context(|| format!("connect {from} to {to}"))?;
    let (server, _) = listener.accept().with_context(|| format!("accept on {to}"))?;
    end_at_once(&server)?;
    client.send(b"hello")?;
    server.recv(&mut [std::mem::MaybeUninit::uninit(); 5])?;
    Ok(Connection { listener, client, server })
}

/// A UDP socket, connected where there is somewhere `to` connect to.
pub(super) fn datagram(at: &str, to: Option<&str>) -> Result<Socket> {
    let socket = bound(Type::DGRAM, at)?;
    if let Some(to) = to {
        socket.connect(&address(to)?.into()).with_context(|| format!("connect {at} to {to}"))?;
    }
    Ok(socket)
}

fn bound(kind: Type, at: &str) -> Result<Socket> {
    let at = address(at)?;
    let protocol = if kind == Type::STREAM { Protocol::TCP } else { Protocol::UDP };
    let socket = Socket::new(Domain::for_address(at), kind, Some(protocol))?;
    socket.set_reuse_address(true)?;
    if kind == Type::STREAM {
        end_at_once(&socket)?;
    }
    socket.bind(&at.into()).with_context(|| format!("bind {at}"))?;
    Ok(socket)
}

fn end_at_once(socket: &Socket) -> Result<()> {
    socket.set_linger(Some(Duration::ZERO)).context("let a socket end with a reset")
}

fn address(text: &str) -> Result<SocketAddr> {
    text.parse().with_context(|| format!("{text} is no address"))
}
