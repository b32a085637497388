//! The programs that are watched: servers of each make, and a client. They run as processes of their own, under this program's name with
//! [`WORD`] before their own words.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::load;

/// The first word of an actor's command line.
pub const WORD: &str = "watched";

/// What a client sends on each connection.
pub(super) const MESSAGE: &[u8; 6] = b"hello\n";
/// How many processes or threads share a listening socket.
const POOL: usize = 3;

/// Plays the part that these words name.
///
/// # Errors
/// It went wrong.
pub fn act(words: &[String]) -> Result<()> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["connect", port, count, pause] => {
            connect(port.parse()?, count.parse()?, Duration::from_micros(pause.parse()?))
        }
        ["plain", count] => plain(listener()?, count.parse()?),
        ["forking", count] => forking(&listener()?, count.parse()?),
        ["prefork", _] => prefork(listener()?),
        ["threads", count] => threads(&listener()?, count.parse()?),
        ["drain", count] => load::drain(count.parse()?),
        ["flood", port, count, rate] => load::flood(port.parse()?, count.parse()?, rate.parse()?),
        ["work"] => finish(TcpStream::from(inherited()?)),
        ["accept"] => accept_as_one_of_several(&TcpListener::from(inherited()?)),
        _ => bail!("there is no part called {words:?}"),
    }
}

/// A listening socket whose port is told.
fn listener() -> Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("listen")?;
    tell(&format!("port {}", listener.local_addr()?.port()))?;
    Ok(listener)
}

/// What came as standard input.
fn inherited() -> Result<OwnedFd> {
    std::io::stdin().as_fd().try_clone_to_owned().context("take the socket that is standard input")
}

pub(super) fn tell(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).context("tell what was done")
}

/// Tells who has accepted which peer.
fn tell_accepted(peer: SocketAddr) -> Result<()> {
    tell(&format!("accepted {} {} {}", peer.port(), std::process::id(), nix::unistd::gettid()))
}

/// Reads to the end and closes.
fn finish(mut stream: TcpStream) -> Result<()> {
    stream.read_to_end(&mut Vec::new()).context("read")?;
    Ok(())
}

/// So many connections, one after the other, each with one message, begun in even steps of time. Each port is told at the end.
fn connect(port: u16, count: u32, pause: Duration) -> Result<()> {
    let start = Instant::now();
    let mut ports = Vec::new();
    for number in 0..count {
        thread::sleep((start + pause * number).saturating_duration_since(Instant::now()));
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).context("connect")?;
        ports.push(stream.local_addr()?.port());
        stream.write_all(MESSAGE).context("write")?;
    }
    ports.iter().try_for_each(|port| tell(&format!("connected {port}")))
}

/// One process, as nc -lk.
fn plain(listener: TcpListener, count: usize) -> Result<()> {
    for _ in 0..count {
        let (stream, peer) = listener.accept().context("accept")?;
        tell_accepted(peer)?;
        finish(stream)?;
    }
    Ok(())
}

/// Accepts, and has each connection worked on by a process of its own, as inetd and sshd do.
fn forking(listener: &TcpListener, count: usize) -> Result<()> {
    for _ in 0..count {
        let (stream, peer) = listener.accept().context("accept")?;
        tell_accepted(peer)?;
        let mut worker = again("work", stream.into())?.spawn().context("start a worker")?;
        worker.wait().context("wait for a worker")?;
    }
    Ok(())
}

/// Listens, and has several processes accept.
fn prefork(listener: TcpListener) -> Result<()> {
    let socket = OwnedFd::from(listener);
    let workers: Vec<_> = (0..POOL)
        .map(|_| again("accept", socket.try_clone()?)?.spawn().context("start a worker"))
        .collect::<Result<_>>()?;
    for mut worker in workers {
        worker.wait().context("wait for a worker")?;
    }
    Ok(())
}

/// Ends with whoever has started it, which is what the lab kills.
fn accept_as_one_of_several(listener: &TcpListener) -> Result<()> {
    nix::sys::prctl::set_pdeathsig(nix::sys::signal::Signal::SIGKILL).context("end with the parent")?;
    loop {
        let (stream, peer) = listener.accept().context("accept")?;
        tell_accepted(peer)?;
        finish(stream)?;
    }
}

/// Several threads accept.
fn threads(listener: &TcpListener, count: usize) -> Result<()> {
    let accepted = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..POOL {
            scope.spawn(|| -> Result<()> {
                loop {
                    let (stream, peer) = listener.accept().context("accept")?;
                    tell_accepted(peer)?;
                    finish(stream)?;
                    if accepted.fetch_add(1, Ordering::Relaxed) + 1 == count {
                        // The others wait for connections that do not come.
                        std::process::exit(0);
                    }
                }
            });
        }
    });
    Ok(())
}

/// Another part, with this socket as its standard input.
fn again(part: &str, socket: OwnedFd) -> Result<Command> {
    let mut command = actor(Path::new("/proc/self/exe"), &[part])?;
    command.stdin(Stdio::from(socket));
    Ok(command)
}

/// The command that plays a part.
pub(super) fn actor(program: &Path, words: &[&str]) -> Result<Command> {
    let mut command = Command::new(std::fs::read_link(program).unwrap_or_else(|_| program.to_owned()));
    command.arg(WORD).args(words);
    Ok(command)
}
