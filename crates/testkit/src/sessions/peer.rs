//! A peer of our own making, which does what no tool can be asked to: it resets at a chosen moment, does not read, half-closes and goes on.
//!
//! Its arguments are `listen PORT`, `connect ADDRESS PORT`, `listen-udp PORT`, `connect-udp ADDRESS PORT`, `listen-unix NAME` or
//! `connect-unix NAME`. What it receives is its output; that the other side has closed or reset is an event.

use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use socket2::{Domain, SockAddr, Socket, Type};

use super::record::End;
use super::script::{Actor, Output, Scenario, Step};
use super::stage::{FOLDER, Scene, join};
use super::stream::Stream;

/// How long a read may wait until it is seen whether all is over.
const LOOK: Duration = Duration::from_millis(20);

/// Whether it waits for others.
pub(super) fn listens(actor: &Actor) -> bool {
    actor.arguments.first().is_some_and(|word| word.starts_with("listen"))
}

/// Plays one part.
pub(super) fn play(number: usize, actor: &Actor, scenario: &Scenario, scene: &Scene) -> Result<()> {
    let start = actor.steps.iter().position(|step| *step == Step::Start).unwrap_or_default();
    let (before, after) = actor.steps.split_at(start);
    scene.wait_for_listeners(scenario, number);
    for step in before {
        match step {
            Step::Pause(time) => thread::sleep(*time),
            Step::Wait(condition) => scene.wait(number, condition),
            other => bail!("{other:?} comes before its start"),
        }
    }
    let words: Vec<&str> = actor.arguments.iter().map(String::as_str).collect();
    let (address, kind, comes) = match words.as_slice() {
        ["listen", port] => (address("127.0.0.1", port)?, Type::STREAM, false),
        ["listen-udp", port] => (address("127.0.0.1", port)?, Type::DGRAM, false),
        ["listen-unix", name] => (path(name)?, Type::STREAM, false),
        ["connect", host, port] => (address(host, port)?, Type::STREAM, true),
        ["connect-udp", host, port] => (address(host, port)?, Type::DGRAM, true),
        ["connect-unix", name] => (path(name)?, Type::STREAM, true),
        _ => bail!("no such peer: {words:?}"),
    };
    let is_stream = kind == Type::STREAM;
    let socket = Socket::new(address.domain(), kind, None).context("open a socket")?;
    let socket = if comes {
        match socket.connect(&address) {
            Ok(()) => Some(socket),
            Err(error) => {
                scene.happened(number, format!("it cannot connect: {:?}", error.kind()));
                None
            }
        }
    } else {
        if address.domain() != Domain::UNIX {
            socket.set_reuse_address(true)?;
        }
        socket.bind(&address).context("bind")?;
        if is_stream { accept(number, &socket, scene)? } else { Some(socket) }
    };
    let Some(socket) = socket else { return Ok(()) };
    scene.is_on(number);
    socket.set_read_timeout(Some(LOOK)).context("set a time limit")?;
    let is_closed = AtomicBool::new(false);
    thread::scope(|scope| {
        let reading = scope.spawn(|| {
            read(number, actor, &socket, is_stream, &is_closed, scene);
            Ok(())
        });
        for step in after {
            take(number, step, &socket, &is_closed, scene)?;
        }
        scene.is_done(number);
        join(reading)
    })?;
    drop(socket);
    let at = scene.now();
    scene.tell(number, |told| told.end = Some((End::Closed, at)));
    Ok(())
}

fn address(host: &str, port: &str) -> Result<SockAddr> {
    let host: IpAddr = host.parse().unwrap_or(Ipv4Addr::LOCALHOST.into());
    Ok(SocketAddr::new(host, port.parse().context("no port")?).into())
}

fn path(name: &str) -> Result<SockAddr> {
    SockAddr::unix(Path::new(FOLDER).join(name)).context("no name of a UNIX socket")
}

/// The first connection, if any comes.
fn accept(number: usize, listener: &Socket, scene: &Scene) -> Result<Option<Socket>> {
    listener.listen(1).context("listen")?;
    scene.is_on(number);
    listener.set_nonblocking(true)?;
    while !scene.is_over() {
        match listener.accept() {
            Ok((socket, _)) => {
                socket.set_nonblocking(false)?;
                return Ok(Some(socket));
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(Duration::from_millis(2)),
            Err(error) => return Err(error).context("accept"),
        }
    }
    Ok(None)
}

/// Receives until the other side ends, or everything does.
fn read(number: usize, actor: &Actor, mut socket: &Socket, is_stream: bool, is_closed: &AtomicBool, scene: &Scene) {
    let mut buffer = [0; 1 << 16];
    while !scene.is_over() && !is_closed.load(Ordering::Relaxed) {
        if actor.output == Output::Unread {
            thread::sleep(LOOK);
            continue;
        }
        // Who sends to a peer that waits for datagrams becomes the one to whom it answers.
        let received = if is_stream || !listens(actor) {
            socket.read(&mut buffer)
        } else {
            socket.peek_sender().and_then(|sender| socket.connect(&sender)).and_then(|()| socket.read(&mut buffer))
        };
        match received {
            Ok(0) if is_stream => return scene.happened(number, "the other side has closed"),
            Ok(count) => scene.tell(number, |told| told.output.extend(&buffer[..count])),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => (),
            Err(error) => {
                scene.happened(number, format!("the other side is gone: {:?}", error.kind()));
                if is_stream {
                    return;
                }
            }
        }
        if actor.output == Output::Slow {
            thread::sleep(LOOK);
        }
    }
}

fn take(number: usize, step: &Step, mut socket: &Socket, is_closed: &AtomicBool, scene: &Scene) -> Result<()> {
    let send = |mut socket: &Socket, octets: &[u8]| {
        if let Err(error) = socket.write_all(octets) {
            scene.happened(number, format!("it cannot send: {:?}", error.kind()));
        }
    };
    match step {
        Step::Start => (),
        // An empty datagram is one, too.
        Step::Send(octets) if octets.is_empty() => {
            socket.write(octets).context("send nothing")?;
        }
        Step::Send(octets) => send(socket, octets),
        Step::SendMany(count) => Stream::default().chunks(*count).for_each(|chunk| send(socket, &chunk)),
        Step::Pause(time) => thread::sleep(*time),
        Step::Wait(condition) => scene.wait(number, condition),
        // The other side may have reset it.
        Step::End => drop(socket.shutdown(std::net::Shutdown::Write)),
        Step::Close | Step::Reset => {
            if *step == Step::Reset {
                socket.set_linger(Some(Duration::ZERO)).context("set SO_LINGER")?;
            }
            is_closed.store(true, Ordering::Relaxed);
        }
        Step::Signal(_) | Step::LeaveOutput => bail!("a peer cannot {step:?}"),
    }
    Ok(())
}
