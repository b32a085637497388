//! UNIX sockets of every type and state, with names of the kinds that occur: path, abstract, none, long, blanks.

use std::net::Shutdown;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener, UnixStream};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use nix::sys::socket::{AddressFamily, Backlog, SockFlag, SockType, UnixAddr, bind, listen, socket};
use socket2::{Domain, SockAddr, Socket, Type};

use crate::crowd::cast::{Member, Part};
use crate::crowd::sockets::bind_unix;
use crate::lab;

pub(super) const MEMBERS: &[Member] = &[
    Member { name: "unix", comm: b"dbus-daemon", user: 0, cgroup: "services", part: Part::Main, act: unix },
    Member { name: "unix-names", comm: b"systemd", user: 0, cgroup: "", part: Part::Main, act: names },
];

/// A path in the lab's own folder.
pub(super) fn path(name: &str) -> PathBuf {
    Path::new(lab::PATHS).join(name)
}

fn unix() -> Result<Vec<OwnedFd>> {
    let mut held: Vec<OwnedFd> = Vec::new();
    for (kind, name) in [(Type::STREAM, "bus"), (Type::SEQPACKET, "control")] {
        let listener = bind_unix(kind, &path(name))?;
        listener.listen(5)?;
        let client = connect(kind, &path(name))?;
        let (accepted, _) = listener.accept()?;
        let waiting = connect(kind, &path(name))?;
        accepted.send(b"welcome")?;
        held.extend([listener, client, accepted, waiting].map(OwnedFd::from));
    }
    let log = bind_unix(Type::DGRAM, &path("log"))?;
    let logger = connect(Type::DGRAM, &path("log"))?;
    logger.send(b"a line")?;
    held.extend([log.into(), logger.into()]);
    for kind in [Type::STREAM, Type::DGRAM, Type::SEQPACKET] {
        let (one, other) = Socket::pair(Domain::UNIX, kind, None)?;
        held.extend([one.into(), other.into()]);
        held.push(Socket::new(Domain::UNIX, kind, None)?.into());
    }
    // Each way of being half closed has its own arrow.
    for how in [Shutdown::Read, Shutdown::Write, Shutdown::Both] {
        let (one, other) = UnixStream::pair()?;
        one.shutdown(how)?;
        held.extend([one.into(), other.into()]);
    }
    let (left, gone) = UnixStream::pair()?;
    drop(gone);
    held.push(left.into());
    Ok(held)
}

fn connect(kind: Type, path: &Path) -> Result<Socket> {
    let socket = Socket::new(Domain::UNIX, kind, None)?;
    socket.connect(&SockAddr::unix(path)?).with_context(|| format!("connect {}", path.display()))?;
    Ok(socket)
}

fn names() -> Result<Vec<OwnedFd>> {
    let mut held: Vec<OwnedFd> = Vec::new();
    std::env::set_current_dir(lab::PATHS)?;
    for name in ["with space", "relative:colon", "@at", "ünï", "a*b", "*", "tab?", "ends in space "] {
        held.push(UnixListener::bind(name).with_context(|| format!("bind {name}"))?.into());
    }
    held.push(UnixListener::bind("x".repeat(107)).context("bind a path of 107 octets")?.into());
    for name in [&b"/tmp/.X11-unix/X0"[..], b"a\0b", b"\0", b"trailing\0\0", &[b'y'; 107], b"with space"] {
        held.push(UnixListener::bind_addr(&SocketAddr::from_abstract_name(name)?)?.into());
    }
    let packets = socket(AddressFamily::Unix, SockType::SeqPacket, SockFlag::SOCK_CLOEXEC, None)?;
    bind(packets.as_raw_fd(), &UnixAddr::new_abstract(b"seq")?)?;
    listen(&packets, Backlog::new(3)?)?;
    held.push(packets);
    // Its file is gone, its name stays.
    let removed = UnixListener::bind(path("removed"))?;
    std::fs::remove_file(path("removed"))?;
    held.push(removed.into());
    // Made by the kernel: five hexadecimal digits, abstract (unix(7), autobind).
    let unnamed = socket2::Socket::new(Domain::UNIX, Type::DGRAM, None)?;
    unnamed.set_passcred(true)?;
    unnamed.connect(&SockAddr::unix(path("log"))?)?;
    held.push(unnamed.into());
    Ok(held)
}
