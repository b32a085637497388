//! Owners: several users, sockets shared by duplication and inheritance, process names that confuse parsers.

use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use nix::fcntl::{FcntlArg, FdFlag, fcntl};

use crate::crowd::member;
use crate::crowd::scene::{Member, Part};
use crate::crowd::sockets::{bind_udp, listen_tcp};

pub(super) const MEMBERS: &[Member] = &[
    Member { name: "user", comm: b"node", user: 1000, cgroup: "user", part: Part::Main, act: one },
    Member { name: "nobody", comm: b"memcached", user: 65_534, cgroup: "", part: Part::Main, act: one },
    Member { name: "shared", comm: b"postmaster", user: 0, cgroup: "", part: Part::Main, act: shared },
    Member { name: "many", comm: b"many-fds", user: 0, cgroup: "", part: Part::Main, act: many },
    Member { name: "blank", comm: b"two words", user: 0, cgroup: "", part: Part::Main, act: one },
    Member { name: "parenthesis", comm: b"x) R (y", user: 0, cgroup: "", part: Part::Main, act: one },
    Member { name: "quote", comm: b"a\"b,pid=1", user: 0, cgroup: "", part: Part::Main, act: one },
    Member { name: "long", comm: b"fifteen-octets!", user: 0, cgroup: "", part: Part::Main, act: one },
    Member { name: "utf8", comm: "größe".as_bytes(), user: 0, cgroup: "", part: Part::Main, act: one },
    Member { name: "empty", comm: b"", user: 0, cgroup: "", part: Part::Main, act: one },
];

/// One listener; its port follows from the pid, which repeats from run to run.
pub(super) fn one() -> Result<Vec<OwnedFd>> {
    let port = 9000 + u16::try_from(std::process::id() % 1000)?;
    Ok(vec![listen_tcp(([127, 0, 0, 1], port).into(), 4)?.into()])
}

/// Sockets that two processes hold, one of them twice.
fn shared() -> Result<Vec<OwnedFd>> {
    let listener = listen_tcp("0.0.0.0:5433".parse()?, 64)?;
    let twice = listener.try_clone()?;
    let datagrams = bind_udp("127.0.0.1:5433".parse()?)?;
    for socket in [&listener, &datagrams] {
        fcntl(socket, FcntlArg::F_SETFD(FdFlag::empty())).context("let the child inherit a socket")?;
    }
    let program = std::env::current_exe().context("finding this program's own path")?;
    // It ends with us: its standard input is ours.
    Command::new(program)
        .args([member::WORD, "idle"])
        .stdin(Stdio::inherit())
        .stdout(Stdio::null())
        .spawn()
        .context("start the child that shares sockets")?;
    Ok(vec![listener.into(), twice.into(), datagrams.into()])
}

/// More descriptors than a reader of one page of /proc sees, most of them no sockets.
fn many() -> Result<Vec<OwnedFd>> {
    let mut held = Vec::new();
    for step in 0..300 {
        held.push(std::fs::File::open("/dev/null")?.into());
        if step % 100 == 99 {
            held.push(listen_tcp(([127, 0, 0, 1], 9900 + step).into(), 4)?.into());
        }
    }
    Ok(held)
}
