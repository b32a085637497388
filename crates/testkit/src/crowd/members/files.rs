//! Files of every kind that a process can hold, for tools that list more than sockets.

use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::os::fd::OwnedFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use anyhow::{Context, Result};
use nix::fcntl::{Flock, FlockArg, OFlag};
use nix::libc;
use nix::pty::openpty;
use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags};
use nix::sys::eventfd::EventFd;
use nix::sys::inotify::{AddWatchFlags, InitFlags, Inotify};
use nix::sys::memfd::{MFdFlags, memfd_create};
use nix::sys::stat::Mode;

use crate::crowd::cast::{Member, Part};
use crate::lab;

pub(super) const MEMBERS: &[Member] = &[
    Member { name: "files", comm: b"files", user: 0, cgroup: "", part: Part::Files, act: files },
    Member { name: "anonymous", comm: b"anonymous", user: 0, cgroup: "", part: Part::Files, act: anonymous },
    Member { name: "locks", comm: b"locks", user: 0, cgroup: "", part: Part::Files, act: locks },
    Member { name: "left", comm: b"left-behind", user: 0, cgroup: "", part: Part::Files, act: left_behind },
    Member { name: "user-files", comm: b"user-files", user: 1000, cgroup: "", part: Part::Files, act: of_a_user },
];

/// A fresh folder below the lab's own.
fn folder(name: &str) -> Result<PathBuf> {
    let path = PathBuf::from(lab::PATHS).join(name);
    fs::create_dir_all(&path).with_context(|| format!("make {}", path.display()))?;
    Ok(path)
}

/// Files with names: read, written, appended to, in the middle, with odd flags; folders, links, pipes, devices.
fn files() -> Result<Vec<OwnedFd>> {
    let folder = folder("files")?;
    let path = |name: &str| folder.join(name);
    let mut log = File::create(path("log"))?;
    log.write_all(&[b'x'; 5000])?;
    log.seek(SeekFrom::Start(1234))?;
    let mut long = File::create(path("sparse"))?;
    long.set_len(1 << 34)?;
    long.seek(SeekFrom::Start(12_345_678_901))?;
    let mut held: Vec<OwnedFd> = vec![log.into(), long.into()];
    held.push(File::open(path("log"))?.into());
    held.push(OpenOptions::new().append(true).open(path("log"))?.into());
    held.push(OpenOptions::new().read(true).write(true).open(path("log"))?.into());
    let flags = libc::O_SYNC | libc::O_NONBLOCK | libc::O_NOFOLLOW;
    held.push(OpenOptions::new().read(true).custom_flags(flags).open(path("log"))?.into());
    fs::hard_link(path("log"), path("second name"))?;
    held.push(File::open(path("second name"))?.into());
    held.push(File::open(&folder)?.into());
    std::os::unix::fs::symlink("log", path("link"))?;
    let link = libc::O_PATH | libc::O_NOFOLLOW;
    held.push(OpenOptions::new().read(true).custom_flags(link).open(path("link"))?.into());
    held.push(OpenOptions::new().read(true).custom_flags(libc::O_PATH).open(path("log"))?.into());
    nix::unistd::mkfifo(&path("fifo"), Mode::from_bits_truncate(0o644))?;
    held.push(OpenOptions::new().read(true).write(true).open(path("fifo"))?.into());
    for device in ["/dev/null", "/dev/zero", "/dev/tty0", "/dev/vda", "/dev/loop-control"] {
        // Not every machine has all of them.
        held.extend(File::open(device).map(OwnedFd::from).ok());
    }
    held.push(File::open("/proc/self/maps")?.into());
    held.push(File::open("/proc/1/ns/net")?.into());
    for name in ["with blank", "ünï", "back\\slash", "(deleted)", "colon:here"] {
        held.push(File::create(path(name))?.into());
    }
    Ok(held)
}

/// Files without names: what the kernel hands out as descriptors.
fn anonymous() -> Result<Vec<OwnedFd>> {
    let (read, write) = nix::unistd::pipe()?;
    let event = EventFd::new()?;
    let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC)?;
    for (number, descriptor) in [&read, &write].into_iter().enumerate() {
        epoll.add(descriptor, EpollEvent::new(EpollFlags::EPOLLIN, number as u64))?;
    }
    let inotify = Inotify::init(InitFlags::IN_CLOEXEC)?;
    inotify.add_watch("/run", AddWatchFlags::IN_CREATE)?;
    let terminal = openpty(None, None).context("open a terminal")?;
    let memory = memfd_create("memory", MFdFlags::MFD_CLOEXEC)?;
    File::from(memory.try_clone()?).write_all(b"some octets")?;
    Ok(vec![read, write, event.into(), epoll.0, inotify.into(), terminal.master, terminal.slave, memory])
}

/// Locks of both kinds, on whole files and on parts of them.
fn locks() -> Result<Vec<OwnedFd>> {
    let folder = folder("locks")?;
    let open =
        |name: &str| OpenOptions::new().create(true).truncate(false).read(true).write(true).open(folder.join(name));
    let mut held: Vec<OwnedFd> = Vec::new();
    for (name, how) in [("shared", FlockArg::LockShared), ("exclusive", FlockArg::LockExclusive)] {
        let lock = Flock::lock(open(name)?, how).map_err(|(_, error)| error).context("lock a file")?;
        // Given back when this process ends.
        held.push(lock.try_clone()?.into());
        std::mem::forget(lock);
    }
    for (name, kind, start, length) in [
        ("read", libc::F_RDLCK, 0, 0),
        ("write", libc::F_WRLCK, 0, 0),
        ("read part", libc::F_RDLCK, 10, 20),
        ("write part", libc::F_WRLCK, 10, 20),
    ] {
        let file = open(name)?;
        let lock = libc::flock {
            l_type: i16::try_from(kind)?,
            l_whence: i16::try_from(libc::SEEK_SET)?,
            l_start: start,
            l_len: length,
            l_pid: 0,
        };
        nix::fcntl::fcntl(&file, nix::fcntl::FcntlArg::F_SETLK(&lock)).context("lock a part of a file")?;
        held.push(file.into());
    }
    Ok(held)
}

/// A folder and files that were removed while in use.
fn left_behind() -> Result<Vec<OwnedFd>> {
    let folder = folder("left")?;
    let mut held: Vec<OwnedFd> = Vec::new();
    for name in ["removed", "removed (deleted)"] {
        held.push(File::create(folder.join(name))?.into());
        fs::remove_file(folder.join(name))?;
    }
    let flags = OFlag::O_TMPFILE | OFlag::O_RDWR;
    held.push(nix::fcntl::open(&folder, flags, Mode::from_bits_truncate(0o600)).context("open a nameless file")?);
    let below = folder.join("below");
    fs::create_dir(&below)?;
    std::env::set_current_dir(&below)?;
    fs::remove_dir(&below)?;
    Ok(held)
}

/// What a user other than root holds.
fn of_a_user() -> Result<Vec<OwnedFd>> {
    let (read, write) = nix::unistd::pipe()?;
    Ok(vec![read, write, File::open("/etc/passwd")?.into(), super::owners::one()?.remove(0)])
}
