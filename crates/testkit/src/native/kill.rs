//! `sockeye kill` over connections of this process.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use socket2::{Domain, Protocol, Socket, Type};

use super::{asking, far, say};
use crate::lab::PATHS;

/// Both ends of a connection between fixed ports.
fn connect(listener: &TcpListener, from: &str) -> Result<(TcpStream, TcpStream)> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    // Ended at once, so that the next one can have the same addresses.
    socket.set_linger(Some(Duration::ZERO))?;
    let (from, to): (SocketAddr, _) = (from.parse()?, listener.local_addr()?);
    socket.bind(&from.into()).with_context(|| format!("bind {from}"))?;
    socket.connect(&to.into()).with_context(|| format!("connect {from} to {to}"))?;
    let (accepted, _) = listener.accept()?;
    accepted.set_read_timeout(Some(Duration::from_secs(5)))?;
    Ok((socket.into(), accepted))
}

/// Whether what one end sends arrives at the other.
fn is_open((client, server): &mut (TcpStream, TcpStream)) -> bool {
    let mut octet = [0];
    client.write_all(b"x").is_ok() && server.read_exact(&mut octet).is_ok()
}

pub(super) fn refuses_where_nobody_can_be_asked(ours: &Path) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:7421")?;
    let mut kept = connect(&listener, "127.0.0.1:7422")?;
    for words in ["kill sport = 7421", "kill -o json sport = 7421", "kill --yes"] {
        say(ours, words)?.ensure_status(2)?;
    }
    let said = say(ours, "kill --dry-run port = 7421")?;
    said.ensure_status(0)?;
    said.ensure_line(&["1 listener"])?;
    said.ensure_line(&["2 connections"])?;
    ensure!(is_open(&mut kept), "it was closed all the same");
    say(ours, "kill --yes sport = 7429")?.ensure_status(1)
}

pub(super) fn closes_what_it_shows(ours: &Path) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:7421")?;
    let (mut chosen, mut other) = (connect(&listener, "127.0.0.1:7422")?, connect(&listener, "127.0.0.1:7423")?);
    let asking = asking::until_question(ours, "kill sport = 7422")?;
    ensure!(asking.shown.contains("1 connection") && asking.shown.contains("127.0.0.1:7422"), "{}", asking.shown);
    let said = asking.answer("n")?;
    said.ensure_status(1)?;
    ensure!(is_open(&mut chosen), "it was closed although the answer was no");
    let said = asking::until_question(ours, "kill sport = 7422")?.answer("y")?;
    said.ensure_status(0)?;
    said.ensure_line(&["Closed 1."])?;
    ensure!(!is_open(&mut chosen) && is_open(&mut other), "not the one that was shown was closed");
    let said = say(ours, "kill --yes -o ndjson sport = 7423")?;
    said.ensure_line(&["\"source.port\":7423", "\"outcome\":\"closed\""])?;
    let error = other.0.write_all(b"x").err().map(|error| error.kind());
    ensure!(error == Some(ErrorKind::ConnectionAborted), "its program finds {error:?}");
    said.ensure_status(0)
}

pub(super) fn leaves_a_later_one_alone(ours: &Path) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:7421")?;
    let (first, from) = (connect(&listener, "127.0.0.1:7422")?, "127.0.0.1:7422");
    let asking = asking::until_question(ours, "kill sport = 7422")?;
    drop(first);
    let mut later = connect(&listener, from)?;
    let said = asking.answer("y")?;
    said.ensure_status(0)?;
    said.ensure_line(&["Closed 0, 1 had ended before."])?;
    ensure!(is_open(&mut later), "a socket was closed that was not shown");
    Ok(())
}

pub(super) fn closes_all_that_share_a_port(ours: &Path) -> Result<()> {
    let listen = || -> Result<Socket> {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP))?;
        socket.set_reuse_port(true)?;
        socket.bind(&"127.0.0.1:7424".parse::<SocketAddr>()?.into())?;
        socket.listen(5)?;
        Ok(socket)
    };
    let _listeners = (0..8).map(|_| listen()).collect::<Result<Vec<_>>>()?;
    let said = say(ours, "kill --yes sport = 7424")?;
    said.ensure_line(&["8 listeners"])?;
    said.ensure_line(&["Closed 8."])?;
    // They keep the port, and do not listen on it any more.
    say(ours, "port 7424")?.ensure_line(&["127.0.0.1:7424", "bound, not listening"])?;
    say(ours, "kill --dry-run state listening and sport = 7424")?.ensure_status(1)?;
    said.ensure_status(0)
}

pub(super) fn says_what_is_left(ours: &Path) -> Result<()> {
    let path = format!("{PATHS}/left.sock");
    let _listener = UnixListener::bind(&path)?;
    let said = say(ours, &format!("kill --yes path = {path}"))?;
    said.ensure_line(&["LEFT", &path])?;
    said.ensure_line(&["1 left: the kernel closes only TCP, UDP and raw sockets"])?;
    said.ensure_line(&["Closed 0, 1 left open."])?;
    said.ensure_status(1)
}

pub(super) fn closes_in_another_namespace(ours: &Path) -> Result<()> {
    let mut far = far::listener("7425")?;
    let said = say(ours, "kill --yes sport = 7425")?;
    said.ensure_status(1)?;
    ensure!(far.is_listening(ours)?, "it was closed although it is elsewhere");
    let said = say(ours, "kill --yes --all-netns sport = 7425")?;
    said.ensure_line(&["closed", "tcp", "LISTEN", ":7425"])?;
    ensure!(!far.is_listening(ours)?, "it listens on");
    said.ensure_status(0)
}
