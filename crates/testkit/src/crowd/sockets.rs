//! The few verbs from which members make their sockets.

use std::ffi::CString;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use nix::sched::{CloneFlags, setns};
use socket2::{Domain, Protocol, SockAddr, Socket, Type};

use crate::lab::FAR_NAMESPACE;

/// Gives this process its name (`comm`, at most 15 octets, any but NUL); see prctl(2), PR_SET_NAME.
pub(super) fn name_process(name: &[u8]) -> Result<()> {
    nix::sys::prctl::set_name(&CString::new(name)?).context("name the process")
}

/// A TCP socket bound to `at`, sharing the address with connections of the past.
pub(super) fn bind_tcp(at: SocketAddr) -> Result<Socket> {
    let socket = Socket::new(Domain::for_address(at), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    socket.bind(&at.into()).with_context(|| format!("bind TCP {at}"))?;
    Ok(socket)
}

/// A TCP listener.
pub(super) fn listen_tcp(at: SocketAddr, backlog: i32) -> Result<Socket> {
    let socket = bind_tcp(at)?;
    socket.listen(backlog).with_context(|| format!("listen on TCP {at}"))?;
    Ok(socket)
}

/// A TCP connection between fixed ports.
pub(super) fn connect_tcp(from: SocketAddr, to: SocketAddr) -> Result<Socket> {
    let socket = bind_tcp(from)?;
    socket.connect(&to.into()).with_context(|| format!("connect TCP {from} to {to}"))?;
    Ok(socket)
}

/// A TCP connection that is asked for and not waited for.
pub(super) fn start_connect_tcp(from: SocketAddr, to: SocketAddr) -> Result<Socket> {
    let socket = bind_tcp(from)?;
    socket.set_nonblocking(true)?;
    match socket.connect(&to.into()) {
        Err(error) if error.raw_os_error() == Some(nix::libc::EINPROGRESS) => Ok(socket),
        Err(error) => Err(error).with_context(|| format!("start to connect TCP {from} to {to}")),
        Ok(()) => bail!("TCP {from} to {to} connected at once"),
    }
}

/// Both ends of a TCP connection to a listener of this process.
pub(super) fn tcp_pair(from: SocketAddr, listener: &Socket) -> Result<(Socket, Socket)> {
    let to = listener.local_addr()?.as_socket().context("a TCP listener has an IP address")?;
    let client = connect_tcp(from, to)?;
    let (accepted, _) = listener.accept()?;
    Ok((client, accepted))
}

/// A bound UDP socket that shares its port, as multicast receivers do.
pub(super) fn bind_udp(at: SocketAddr) -> Result<Socket> {
    bind_datagram(at, Protocol::UDP)
}

/// A bound datagram socket of the given protocol.
pub(super) fn bind_datagram(at: SocketAddr, protocol: Protocol) -> Result<Socket> {
    let socket = Socket::new(Domain::for_address(at), Type::DGRAM, Some(protocol))?;
    socket.set_reuse_address(true)?;
    if at.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    socket.bind(&at.into()).with_context(|| format!("bind {protocol:?} {at}"))?;
    Ok(socket)
}

/// A UNIX socket bound to a path.
pub(super) fn bind_unix(kind: Type, path: &Path) -> Result<Socket> {
    let socket = Socket::new(Domain::UNIX, kind, None)?;
    socket.bind(&SockAddr::unix(path)?).with_context(|| format!("bind {}", path.display()))?;
    Ok(socket)
}

/// Writes until the kernel takes no more: both the peer's receive queue and our send queue are full then.
pub(super) fn fill(socket: &Socket) -> Result<()> {
    let chunk = [b'x'; 4096];
    socket.set_nonblocking(true)?;
    let mut refused = 0;
    // Loopback still moves what it holds from one queue to the other for a moment after the first refusal.
    while refused < 3 {
        match socket.send(&chunk) {
            Ok(_) => refused = 0,
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                refused += 1;
                std::thread::sleep(Duration::from_millis(5));
            }
            Err(error) => return Err(error).context("fill a queue"),
        }
    }
    Ok(())
}

/// Runs `action` in the far network namespace: a socket stays in the namespace in which it was made.
pub(super) fn far<T: Send>(action: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    let path = format!("/run/netns/{FAR_NAMESPACE}");
    let namespace = std::fs::File::open(&path).with_context(|| format!("open {path}"))?;
    std::thread::scope(|scope| {
        let thread = scope.spawn(move || {
            setns(namespace, CloneFlags::CLONE_NEWNET).context("enter the far network namespace")?;
            action()
        });
        thread.join().unwrap_or_else(|_| bail!("the thread in the far network namespace panicked"))
    })
}

/// Waits until /proc/net/`table` has a row with this local port and state (both as there, in hexadecimal).
pub(crate) fn wait_for_state(table: &str, local_port: u16, state: u8) -> Result<()> {
    let path = format!("/proc/net/{table}");
    let end = Instant::now() + Duration::from_secs(5);
    while Instant::now() < end {
        let text = std::fs::read_to_string(&path).with_context(|| format!("read {path}"))?;
        let port = format!(":{local_port:04X}");
        let wanted = format!("{state:02X}");
        let reached = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).any(|fields| {
            fields.get(1).is_some_and(|local| local.ends_with(&port)) && fields.get(3) == Some(&wanted.as_str())
        });
        if reached {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    bail!("port {local_port} did not reach state {state:02X} in {path}")
}
