//! Owners: several users, sockets shared by duplication and inheritance, threads, process names that confuse parsers.

use std::ffi::CStr;
use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};
use std::sync::mpsc;

use anyhow::{Context, Result};
use nix::fcntl::{FcntlArg, FdFlag, fcntl};
use nix::sched::{CloneFlags, unshare};

use crate::crowd::cast::{Member, Part, WORD};
use crate::crowd::sockets::{bind_udp, listen_tcp};

pub(super) const MEMBERS: &[Member] = &[
    Member { name: "user", comm: b"node", user: 1000, cgroup: "user", part: Part::Main, act: one },
    Member { name: "nobody", comm: b"memcached", user: 65_534, cgroup: "", part: Part::Main, act: one },
    Member { name: "shared", comm: b"postmaster", user: 0, cgroup: "", part: Part::Main, act: shared },
    Member { name: "many", comm: b"many-fds", user: 0, cgroup: "", part: Part::Main, act: many },
    Member { name: "threads", comm: b"first-thread", user: 0, cgroup: "", part: Part::Main, act: threads },
    Member { name: "blank", comm: b"two words", user: 0, cgroup: "", part: Part::Main, act: one },
    Member { name: "parenthesis", comm: b"x) R (y", user: 0, cgroup: "", part: Part::Misread, act: one },
    Member { name: "quote", comm: b"a\"b,pid=1", user: 0, cgroup: "", part: Part::Main, act: one },
    Member { name: "long", comm: b"fifteen-octets!", user: 0, cgroup: "", part: Part::Main, act: one },
    Member { name: "utf8", comm: "größe".as_bytes(), user: 0, cgroup: "", part: Part::Main, act: one },
    Member { name: "empty", comm: b"", user: 0, cgroup: "", part: Part::Misread, act: one },
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
        .args([WORD, "idle"])
        .stdin(Stdio::inherit())
        .stdout(Stdio::null())
        .spawn()
        .context("start the child that shares sockets")?;
    Ok(vec![listener.into(), twice.into(), datagrams.into()])
}

/// Threads with names of their own, one of which has descriptors of its own too.
fn threads() -> Result<Vec<OwnedFd>> {
    let everyones = listen_tcp("127.0.0.1:5434".parse()?, 4)?.into();
    let (say_ready, ready) = mpsc::channel();
    let alone = say_ready.clone();
    std::thread::spawn(move || {
        let held = named_thread(c"x) R (thread").map(|()| Vec::new());
        rest(held, &say_ready);
    });
    std::thread::spawn(move || {
        let held = named_thread(c"unshared").and_then(|()| {
            unshare(CloneFlags::CLONE_FILES).context("unshare descriptors")?;
            Ok(vec![listen_tcp("127.0.0.1:5435".parse()?, 4)?.into()])
        });
        rest(held, &alone);
    });
    for _ in 0..2 {
        ready.recv().context("wait for a thread")??;
    }
    Ok(vec![everyones])
}

fn named_thread(name: &CStr) -> Result<()> {
    nix::sys::prctl::set_name(name).context("name a thread")
}

/// Says how it went and stays.
fn rest(held: Result<Vec<OwnedFd>>, say_ready: &mpsc::Sender<Result<()>>) {
    let (held, outcome) = match held {
        Ok(held) => (held, Ok(())),
        Err(error) => (Vec::new(), Err(error)),
    };
    // Whoever waits for it outlives it.
    let _ = say_ready.send(outcome);
    loop {
        std::thread::park();
        // Named to the end, so that no socket closes before.
        let _ = held.len();
    }
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
